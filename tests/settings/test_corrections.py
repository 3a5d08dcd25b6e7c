"""The reviewed corrigendum."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.model import Correction, Place, Symbol
from repertory.settings.corrections import FIELD, STATUS, read_corrections

ACCEPTED = {
    "topic": '"Whales"',
    "document": '"A/CONF.1/1"',
    "paragraph": '"50"',
    "field": '"reference"',
    "printed": '"I.49"',
    "corrected": '"I.47"',
    "status": '"accepted"',
    "reason": '"The rule of the report."',
}
OPEN = {
    "topic": '"Whales"',
    "document": '"A/CONF.1/1"',
    "paragraph": '"34"',
    "line": "200",
    "field": '"paragraph"',
    "printed": '"34"',
    "status": '"open"',
}


def entry(values: dict[str, str], **changes: str | None) -> str:
    """Return one entry with a line for each key; a change to None omits the key."""
    lines = {**values, **changes}
    keys = [f"{key} = {value}\n" for key, value in lines.items() if value is not None]
    return "[[correction]]\n" + "".join(keys)


def write(folder: Path, text: str) -> Path:
    path = folder / "index.corrections.toml"
    path.write_bytes(text.encode())
    return path


def test_a_missing_file_corrects_nothing(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "index.corrections.toml") == ()


def test_corrections_are_read_in_order(tmp_path: Path) -> None:
    path = write(tmp_path, "# Reviewed.\n\n" + entry(ACCEPTED) + "\n" + entry(OPEN))
    assert read_corrections(path) == (
        Correction(
            topic="Whales",
            document=Symbol("A/CONF.1/1"),
            paragraph="50",
            field="reference",
            printed="I.49",
            corrected="I.47",
            status="accepted",
            reason="The rule of the report.",
            place=Place(str(path), line=3),
        ),
        Correction(
            topic="Whales",
            document=Symbol("A/CONF.1/1"),
            paragraph="34",
            field="paragraph",
            printed="34",
            corrected="",
            status="open",
            reason="",
            place=Place(str(path), line=13),
            line=200,
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        entry(ACCEPTED, status='"rejected"', reason=None),
        entry(ACCEPTED, status='"rejected"', corrected='"I.49"'),
        entry(ACCEPTED, printed='""'),
        entry(ACCEPTED, corrected='""'),
        entry(OPEN, paragraph='""', printed='""'),
        entry(ACCEPTED) + entry(ACCEPTED, field='"paragraph"'),
        entry(ACCEPTED) + entry(ACCEPTED, paragraph='"51"'),
        entry(ACCEPTED) + entry(ACCEPTED, topic='"Seals"'),
        entry(ACCEPTED) + entry(ACCEPTED, document='"A/CONF.1/2"'),
        entry(ACCEPTED, line="3") + entry(ACCEPTED, line="4"),
    ],
)
def test_valid_corrections_are_accepted(tmp_path: Path, text: str) -> None:
    assert len(read_corrections(write(tmp_path, text))) == text.count("[[correction]]")


ARRAY = "expected an array of tables. Write the header of each as [[correction]]."
REPEATED = (
    "found a second correction of the reference of '50', "
    "expected one for each citation; the first is on line 1"
)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[correction]\n", [f"line 1: found correction = {{}}, {ARRAY}"]),
        (
            "correction = [1]\n",
            [f"line 1: found correction = [1], {ARRAY}"],
        ),
        (
            "[[corrections]]\n",
            [
                "line 1: found the key 'corrections' in the file, expected only correction. "
                "Did you mean 'correction'?"
            ],
        ),
        (
            "[[correction]]\n",
            [
                f"line 1: found no {key!r} in [[correction]], expected {expected}"
                for key, expected in {
                    "status": STATUS.expected,
                    "topic": "text that is not empty",
                    "document": "text that is not empty",
                    "field": FIELD.expected,
                    "paragraph": "text in quotation marks",
                    "printed": "text in quotation marks",
                    "corrected": "text in quotation marks",
                }.items()
            ],
        ),
        (
            entry(ACCEPTED, paragraph="50", field='"row"', status='"done"', reason='" "')
            + entry(OPEN, line="0", pritned='"34"'),
            [
                "line 4: found paragraph = 50, expected text in quotation marks",
                "line 5: found field = 'row', expected one of 'reference', 'paragraph'",
                "line 8: found status = 'done', expected one of 'open', 'accepted', 'rejected'",
                "line 9: found reason = ' ', expected text that is not empty",
                "line 14: found line = 0, expected a whole number from 1",
                "line 18: found the key 'pritned' in [[correction]], expected only corrected, "
                "document, field, line, paragraph, printed, reason, status, topic. "
                "Did you mean 'printed'?",
            ],
        ),
        (
            entry(ACCEPTED, reason=None),
            ["line 1: found no 'reason' in [[correction]], expected text that is not empty"],
        ),
        (
            entry(ACCEPTED, corrected='"I.49"'),
            [
                "line 7: found corrected = 'I.49', expected a value that differs from the "
                "printed one"
            ],
        ),
        (
            entry(ACCEPTED, corrected=None, status='"rejected"'),
            ["line 1: found no 'corrected' in [[correction]], expected text in quotation marks"],
        ),
        (
            entry(ACCEPTED, printed=None, corrected=None),
            [
                f"line 1: found no {key!r} in [[correction]], expected text in quotation marks"
                for key in ("printed", "corrected")
            ],
        ),
        (
            entry(ACCEPTED, paragraph='""'),
            ["line 4: found paragraph = '', expected the paragraph of the citation, as printed"],
        ),
        (
            entry(OPEN, line="true"),
            ["line 5: found line = True, expected a whole number"],
        ),
        (entry(ACCEPTED) + entry(ACCEPTED, printed='"I.50"'), [f"line 10: {REPEATED}"]),
        (entry(ACCEPTED, line="3") + entry(ACCEPTED), [f"line 11: {REPEATED}"]),
        (entry(ACCEPTED) + entry(ACCEPTED, line="3"), [f"line 10: {REPEATED}"]),
        (entry(ACCEPTED, line="3") + entry(ACCEPTED, line="3"), [f"line 11: {REPEATED}"]),
    ],
)
def test_all_problems_are_reported_together(tmp_path: Path, text: str, problems: list[str]) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read_corrections(path)
    assert str(caught.value).splitlines() == [f"{path}, {problem}" for problem in problems]
