"""The commands escape hostile text, so that no output controls the terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from tests.test_cli import environment
from tests.whales import TEXT

from repertory.cli import repertory
from repertory.commands.output import progress
from repertory.escaping import CONTROLS, show_in_line

pytestmark = pytest.mark.slow

ESCAPE: Final = "\x1b[31m\x9b2J\u202e"
"""Red letters, an empty screen, and text from right to left."""

SHOWN: Final = show_in_line(ESCAPE)
NAME: Final = f"wha{ESCAPE}les"
PAIR: Final = "\\u001B[31m\\u009B2J\\u202E"
VOCABULARY: Final = f"""\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix v: <http://v.example/> .
v:1 a skos:Concept ; skos:prefLabel "{PAIR}Chants"@en ; skos:altLabel "Songs"@en, "{PAIR}\\nx"@en ;
  skos:related v:2 ; skos:broader v:2 .
v:2 a skos:Concept ; skos:prefLabel "Tu{PAIR}nes"@en, "So{PAIR}"@en ; skos:note "{PAIR}"@en .
"""
"""Labels with the characters of `ESCAPE`, and two violations."""


MANIFEST: Final = """
[dataset]
identifier = "whales"
base = "https://example.org/id/"

[[index]]
source = "whales.txt"
identifier = "whales"
scheme = "whales"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document, a vocabulary and a query with hostile names and contents."""
    (tmp_path / f"{NAME}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / f"{NAME}.ttl").write_text(VOCABULARY, encoding="utf-8")
    query = f'SELECT ("{PAIR}" AS ?a) ("2" AS ?b\u200d) {{}}'
    (tmp_path / f"{NAME}.rq").write_text(query, encoding="utf-8")
    return tmp_path


def run(*arguments: str, folder: Path) -> tuple[int, str]:
    """Run a command; return the exit code and all output."""
    done = subprocess.run(
        [sys.executable, "-m", "repertory", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout.decode()


def check(output: str, expected: str = SHOWN) -> None:
    """Check that the hostile text is shown, with all control characters escaped."""
    assert "Traceback" not in output
    assert expected in output
    assert re.findall(CONTROLS, output) == []


MARKDOWN: Final = SHOWN.replace("\\", "\\\\").replace("[", "\\[")
TOML: Final = r"\u001b[31m\x9b2J\u202e"

CALLS: Final = [
    (["build", f"{NAME}.txt", "--out", f"{NAME}-dist"], 0, SHOWN),
    (["check", f"{NAME}.txt"], 1, SHOWN),
    (["check", f"{NAME}.txt", "--format", "md"], 1, MARKDOWN),
    (["new", f"{NAME}.txt"], 0, TOML),
    (["validate", f"{NAME}.ttl"], 1, f"{SHOWN}Chants"),
    (["validate", "--all", f"{NAME}.ttl"], 1, f"- {SHOWN}Chants"),
    (["validate", "--format", "md", f"{NAME}.ttl"], 1, MARKDOWN),
    (["query", "--sparql", f"{NAME}.rq"], 0, SHOWN),
    (["query", "--sparql", f"{NAME}.rq", "--format", "md"], 0, MARKDOWN),
    (["query", "--sparql", f"{NAME}.rq", "--out", f"{NAME}.csv"], 0, SHOWN),
    (["query", "topics", "--data", f"{NAME}.txt"], 2, SHOWN),
    (["link", "--to", f"{NAME}.csv", "--source", f"{NAME}.txt"], 2, SHOWN),
    (["link", "review", f"{NAME}.sssom.tsv"], 2, SHOWN),
    (["publish", "--to", "fuseki+https://example.org", "--from", NAME], 2, SHOWN),
    (["build", f"{NAME}.pdf"], 2, SHOWN),
    (["check", f"{NAME}.txt", f"{NAME}.ttl"], 2, SHOWN),
]


@pytest.mark.parametrize(
    ("arguments", "code", "expected"), CALLS, ids=lambda each: show_in_line(repr(each))
)
def test_a_command_escapes_hostile_names_and_labels(
    folder: Path, arguments: list[str], code: int, expected: str
) -> None:
    found, output = run(*arguments, folder=folder)
    assert found == code, output
    check(output, expected)


def test_hostile_names_of_columns_are_escaped(tmp_path: Path) -> None:
    titles = f"Topic,Document,Paragraphs,Reference in WHALE/3,{ESCAPE}\n"
    (tmp_path / "whales.csv").write_text(f"{titles}Calves,WHALE/1,4,I.2,x\n", encoding="utf-8")
    for command in ("build", "check"):
        _, output = run(command, "whales.csv", folder=tmp_path)
        check(output)


def test_a_file_name_with_a_line_break_is_shown_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "whales\nMisprints: 0.txt").write_text(TEXT, encoding="utf-8")
    for command in ("build", "check"):
        _, output = run(command, "whales\nMisprints: 0.txt", folder=tmp_path)
        assert output.startswith("whales Misprints: 0.txt: 4 rows"), output


def test_a_review_escapes_hostile_labels(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    files = ["--source", f"{NAME}.txt", "--to", f"{NAME}.ttl", "--out", "v.proposals.sssom.tsv"]
    code, output = run("link", *files, folder=folder)
    assert code == 0, output
    find = f"fqqq{ESCAPE}\n"
    keys = f"s{find}l\ng{ESCAPE}\nr{ESCAPE} reason\n\ngSongs\nr\n\nq"
    call = ["link", "review", "v.sssom.tsv", "--vocabulary", f"{NAME}.ttl", "--reviewer", "A"]
    done = CliRunner().invoke(repertory, call, input=keys, color=True, catch_exceptions=False)
    assert done.exit_code == 0
    own = re.sub(r"\x1b\[[01]m", "", done.output)
    typed = own.replace(ESCAPE, "")  # the terminal itself echoes the keys
    assert "\x1b[1m" in done.output
    check(typed, f"relation  {SHOWN}Chants")
    assert f"[{SHOWN} reason]" in typed, "the reason is offered again"


class Hostile(BaseHTTPRequestHandler):
    """A server that sends escape sequences in its status line and body."""

    def do_GET(self) -> None:
        self.send_response(500, ESCAPE[:-1])
        self.end_headers()
        self.wfile.write(ESCAPE.encode())

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Print no log."""


@pytest.mark.parametrize("command", ["query", "link", "publish"])
def test_hostile_responses_of_a_server_are_escaped(folder: Path, command: str) -> None:
    with HTTPServer(("127.0.0.1", 0), Hostile) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        arguments = {
            "query": ["query", "topics", "--endpoint", address],
            "link": ["link", "--source", f"{NAME}.txt", "--to", f"sparql+{address}"],
            "publish": ["publish", "--to", f"sparql+{address}", "--from", "out"],
        }
        (folder / "whales.txt").write_text(TEXT, encoding="utf-8")
        (folder / "repertory.toml").write_text(MANIFEST, encoding="utf-8")
        run("build", "--out", "out", folder=folder)
        code, output = run(*arguments[command], folder=folder)
        server.shutdown()
    assert code == 2, output
    check(output, r"\x1b[31m")


def test_a_step_of_progress_is_shown_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    times = iter([0.0, 1.0])
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    progress(quiet=False)(f"Reading {NAME}\nnow")
    assert screen.getvalue() == f"\r\x1b[KReading {show_in_line(NAME)} now"
