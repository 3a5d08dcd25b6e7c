"""The examples in the README run, the files that it links to exist, and folders have READMEs."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"^```console\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)


def test_the_python_examples_give_what_they_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    result = doctest.testfile(str(TOP / "README.md"), module_relative=False)
    assert result.attempted > 4
    assert result.failed == 0


def _examples() -> list[tuple[str, str]]:
    """Return the commands of the console blocks with what they print."""
    parts = [re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:] for block in CONSOLE]
    return [pair for part in parts for pair in zip(part[::2], part[1::2], strict=True)]


@pytest.mark.parametrize(("command", "shown"), _examples(), ids=[c for c, _ in _examples()])
def test_the_commands_print_what_they_show(command: str, shown: str) -> None:
    words = shlex.split(command)
    assert words[0] == "repertory"
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=TOP, capture_output=True, encoding="utf-8", check=False
    )
    checker = doctest.OutputChecker()
    assert done.stderr == ""
    assert checker.check_output(shown, done.stdout, doctest.ELLIPSIS), done.stdout


def test_there_is_a_console_example() -> None:
    assert _examples()


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))), ids=str
)
def test_the_files_that_it_links_to_exist(target: str) -> None:
    assert (TOP / target).exists()


FOLDERS = ("converters", "ontology", "queries", "shapes", "sources", "tests")
"""The folders at the top that people edit. `dist/` holds nothing but what a build writes."""


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_has_a_readme_whose_links_lead_to_files(folder: str) -> None:
    text = (TOP / folder / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in links if not (TOP / folder / link).exists()] == []
