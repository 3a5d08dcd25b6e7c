"""The command line: parse arguments, call one library function, print, set the exit code.

Exit codes: 0 fine, 1 the data has findings at or above the `--fail-on` level, 2 the call or the
input is wrong. Heavy imports stay inside the commands.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from repertory import __version__

if TYPE_CHECKING:
    from repertory.files import Content
    from repertory.model import Dataset, Finding

STREAMS: Final = {
    "ttl": "dataset.ttl",
    "jsonld": "dataset.jsonld",
    "nt": "dataset.nt",
    "rdf": "dataset.rdf",
    "trig": "dataset.trig",
    "csv": "concordance.csv",
}
"""What `build --out -` can write -> the file that it is otherwise."""

REPORTS: Final = {"text": "findings.txt", "json": "findings.json", "md": "findings.md"}
"""The formats of `check` -> the output that has it."""

LEVELS: Final = ("violation", "warning", "info")

source_argument = click.argument("source", required=False, metavar="[SOURCE]")
manifest_option = click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False),
    help="The manifest to use; otherwise the nearest repertory.toml.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="repertory")
def repertory() -> None:
    """Turn a UN index of recommendations into linked data, and find its misprints.

    \b
    repertory build              convert what repertory.toml lists into dist/
    repertory build index.txt    convert one document
    repertory check index.txt    list what is wrong in it
    """


@repertory.command()
@source_argument
@manifest_option
@click.option("--out", metavar="DIR", help="The folder to write to, `-` for standard output.")
@click.option(
    "--format",
    "stream",
    type=click.Choice(list(STREAMS)),
    default="ttl",
    show_default=True,
    help="With `--out -`: what to write.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build(
    source: str | None, manifest: str | None, out: str | None, stream: str, quiet: bool
) -> None:
    """Convert index documents and write the dataset.

    SOURCE is a document, `-` for standard input; without it, all documents of the manifest are
    built into the folder dist/ beside it.

    \b
    Example: repertory build sources/index-of-recommendations-2019.txt --out dist
    """
    from repertory.publication import open_documents

    say = _progress(quiet)
    publication = open_documents(source, manifest, say)
    if out == "-":
        _to_stdout(publication.content(STREAMS[stream]))
    else:
        changed = publication.write(out, say)
        pinned = publication.pin()
    say("")
    if not quiet:
        click.echo(_summary(publication.dataset), err=out == "-")
        if out != "-":
            folder = out or publication.root / "dist"
            click.echo(f"Wrote {folder}: {len(changed)} files are new or changed.")
            for path in pinned:
                click.echo(f"New topics are pinned to their IRIs in {path}.")


@repertory.command()
@source_argument
@manifest_option
@click.option(
    "--format",
    "report",
    type=click.Choice(list(REPORTS)),
    default="text",
    show_default=True,
    help="How to write the findings.",
)
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="warning",
    show_default=True,
    help="Exit with 1 if an open finding is at least as grave.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; only the exit code tells.")
def check(source: str | None, manifest: str | None, report: str, fail_on: str, quiet: bool) -> None:
    """List what is wrong or doubtful in index documents, and what was repaired to read them.

    SOURCE is a document, `-` for standard input; without it, all documents of the manifest are
    checked. Findings that a reviewed correction has accepted or rejected do not fail the check.

    \b
    Example: repertory check index.txt --format md > findings.md
    """
    from repertory.publication import open_documents

    say = _progress(quiet)
    publication = open_documents(source, manifest, say)
    say("")
    if not quiet:
        _to_stdout(publication.content(REPORTS[report]))
    if any(_fails(finding, fail_on) for finding in publication.findings):
        sys.exit(1)


def _fails(finding: Finding, level: str) -> bool:
    return finding.status == "open" and LEVELS.index(finding.severity) <= LEVELS.index(level)


def _summary(dataset: Dataset) -> str:
    """Say in a few lines what was read and found."""
    lines = []
    for index in dataset.indexes:
        reports = len({row.document for row in index.rows})
        lines.append(
            f"{index.source.name}: {len(index.rows)} rows, {len(index.topics)} topics, "
            f"{len(index.citations)} citations of {reports} reports."
        )
        misprints = [f for f in index.findings if f.severity != "info"]
        if misprints:
            counts = {s: sum(f.status == s for f in misprints) for s in _STATUSES}
            shown = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
            lines.append(f"Misprints: {len(misprints)} ({shown}); see findings.md.")
    return "\n".join(lines)


_STATUSES: Final = ("open", "accepted", "rejected")


def _to_stdout(content: Content) -> None:
    """Write text or bytes, whole or in parts, as UTF-8 whatever the locale."""
    stream = sys.stdout.buffer
    parts = [content] if isinstance(content, str | bytes) else content
    for part in parts:
        stream.write(part.encode() if isinstance(part, str) else part)
    stream.flush()


def _progress(quiet: bool) -> Callable[[str], None]:
    """Return what shows a step of long work on a terminal: one line, from half a second on."""
    start = time.monotonic()
    if quiet or not sys.stderr.isatty():
        return lambda step: None

    def show(step: str) -> None:
        if time.monotonic() - start > 0.5:
            click.echo(f"\r\033[K{step}", err=True, nl=False)

    return show


def main() -> None:
    """Run the command line; say what the user can mend in one message and exit with 2."""
    try:
        repertory()
    except Exception as error:
        from repertory.errors import RepertoryError

        if not isinstance(error, RepertoryError):
            raise
        click.echo(f"repertory: {error}", err=True)
        sys.exit(2)
