"""`check` shows how a document was read, and `check` and `build` name what may be lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from repertory.cli import repertory

LIST = """\
Theme,Part,Document,Paragraph,Recommendation,Country,Remarks
Bells,Brass,LIGHT/1,4,Ring them.,Nye,new
,Iron,LIGHT/1,"5, 6",Cast them.,,
Fog,,LIGHT/2,7,Look out.,Vik,
Oil,,LIGHT/2,8,Burn it.,Vik,
Total,,2 documents,5,,,
"""

FIRST = "topic=1,document=3,paragraphs=4,text=5,addressee=6"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "lights.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(repertory, list(map(str, arguments)))


def part(output: str, title: str) -> list[str]:
    """Return the lines below a title."""
    lines = output.split("\n")
    below = lines[lines.index(title) + 1 :]
    return [line.strip() for line in below[: below.index("")]]


def test_check_shows_the_columns_and_the_option_that_changes_them(source: Path) -> None:
    output = run("check", source).output

    assert part(output, "Columns") == [
        "topic: column 1, Theme",
        "document: column 3, Document",
        "paragraphs: column 4, Paragraph",
        "text: column 5, Recommendation",
        "addressee: column 6, Country",
        f"To change this: --columns {FIRST}",
    ]


def test_the_option_that_check_shows_reads_the_document_as_before(source: Path) -> None:
    output = run("check", source).output

    assert run("check", source, "--columns", FIRST).output == output


def test_check_shows_three_rows_as_understood(source: Path) -> None:
    columns = "topic=1,topic=2,document=3,paragraphs=4,text=5"
    output = run("check", source, "--columns", columns).output

    assert part(output, "First rows as understood") == [
        "line 2: topic 'Bells › Brass'; document LIGHT/1; paragraphs 4; text 'Ring them.'; "
        "Country 'Nye'; Remarks 'new'",
        "line 3: topic 'Bells › Iron'; document LIGHT/1; paragraphs 5, 6; text 'Cast them.'",
        "line 4: topic 'Fog'; document LIGHT/2; paragraphs 7; text 'Look out.'; Country 'Vik'",
    ]


def test_a_long_text_is_shown_in_part(source: Path) -> None:
    source.write_text(LIST.replace("Ring them.", "Ring! " * 50), encoding="utf-8")

    shown = part(run("check", source).output, "First rows as understood")[0]
    assert f"text '{'Ring! ' * 16}Ring…'" in shown


def test_check_and_build_count_the_lines_that_may_be_lost(source: Path, tmp_path: Path) -> None:
    checked = run("check", source).output
    built = run("build", source, "--out", tmp_path / "out").output

    line = "line 6: total: 'Total | 2 documents | 5'"
    assert part(checked, "Warning: lines set aside that may hold data: 1") == [line]
    assert f"Warning: lines set aside that may hold data: 1.\n  {line}\n" in built


def test_check_and_build_name_the_columns_that_are_only_kept(source: Path, tmp_path: Path) -> None:
    checked = run("check", source).output
    built = run("build", source, "--out", tmp_path / "out").output

    for title in ("Part", "Remarks"):
        assert f"kept as printed: the column {title!r}, line 1" in checked
        assert f"Kept as printed: the column {title!r}, line 1." in built


def test_a_column_that_is_not_there_is_an_error(source: Path) -> None:
    result = run("check", source, "--columns", "topic=1,document=3,reference=9")

    assert result.exit_code != 0
    assert "no column 9 for reference: the table has 7 columns" in str(result.exception)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_row_without_a_topic_is_counted(command: str, tmp_path: Path) -> None:
    path = tmp_path / "lights.csv"
    path.write_text("Topic,Document,Paragraphs\nBells,LIGHT/1,3\nNaN,LIGHT/1,4\n", encoding="utf-8")
    options = ("--out", tmp_path / "out") if command == "build" else ()

    assert "missing topic: 'NaN | LIGHT/1 | 4'" in run(command, path, *options).output
