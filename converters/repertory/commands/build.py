"""`repertory build`: convert documents and write the dataset."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from repertory.commands.options import columns_option, manifest_option, source_argument
from repertory.commands.output import progress, show, write_stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repertory.model import Dataset, Index
    from repertory.outputs.publication import Publication

STREAMS: Final = {
    "ttl": "dataset.ttl",
    "jsonld": "dataset.jsonld",
    "nt": "dataset.nt",
    "rdf": "dataset.rdf",
    "trig": "dataset.trig",
    "csv": "concordance.csv",
}
"""Format of `build --out -` -> the output that it prints."""


@click.command()
@source_argument
@manifest_option
@columns_option
@click.option(
    "--out",
    metavar="DIR",
    help="The folder to write to, or `-` for standard output.",
    show_default="dist/ next to the manifest",
)
@click.option(
    "--format",
    "stream",
    type=click.Choice(list(STREAMS)),
    help="The format for `--out -`.",
    show_default="ttl",
)
@click.option("--no-validate", is_flag=True, help="Do not validate the data.")
@click.option("--strict", is_flag=True, help="Write nothing if a row cannot be read.")
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
def build(
    source: str | None,
    manifest: str | None,
    columns: str,
    out: str | None,
    stream: str | None,
    no_validate: bool,
    strict: bool,
    quiet: bool,
) -> None:
    """Convert index documents and write the dataset.

    SOURCE is a document, or `-` for standard input. Without SOURCE, all documents of the manifest
    are converted into one dataset. If the manifest lists other documents, SOURCE needs --out: dist/
    is reserved for the whole dataset. The data is validated before it is written: if it has
    violations, no file is written and the exit code is 1. A row that cannot be read is left out and
    printed; the exit code is then 1, too.

    \b
    Example: repertory build sources/index-of-recommendations-2019.txt --out folder
    """
    from repertory.outputs.publication import open_documents

    if stream and out != "-":
        raise click.UsageError("--format is for `--out -`; a folder receives all formats.")
    say = progress(quiet)
    publication = open_documents(source, manifest, say, columns)
    if source and not out:
        _refuse_shared_folder(source, publication)
    unreadable = _unreadable(publication, strict)
    if not no_validate:
        say("Validating")
        _refuse_violations(publication)
    if out == "-":
        write_stdout(publication.content(STREAMS[stream or "ttl"]))
        lines = []
    else:
        changed = publication.write(out, say)
        folder = out or publication.root / "dist"
        lines = [f"Wrote {folder}: {len(changed)} files are new or changed."]
        lines += [f"The IRIs of new topics are recorded in {path}." for path in publication.pin()]
    say("")
    if not quiet:
        from repertory.escaping import show_in_line

        lines = [*_summary(publication.dataset), *lines]
        show(*map(show_in_line, lines), err=out == "-")
        _warn_of_base(publication.dataset.description.base)
    _report(unreadable)


def _report(unreadable: Sequence[str]) -> None:
    """Print the cells that cannot be read and exit with 1, if there are any."""
    if unreadable:
        from repertory.escaping import show_in_line

        show(*map(show_in_line, unreadable), err=True)
        count = "1 cell" if len(unreadable) == 1 else f"{len(unreadable)} cells"
        show(f"{count} cannot be read; see above. The rest is written.", err=True)
        sys.exit(1)


def _unreadable(publication: Publication, strict: bool) -> list[str]:
    """Return the cells that cannot be read, each with its place; if *strict*, they are an error."""
    found = [
        f"{finding.place}: {finding.message}"
        for finding in publication.findings
        if finding.kind == "unreadable-cell"
    ]
    if found and strict:
        from repertory.errors import RepertoryError

        raise RepertoryError("\n".join(found))
    return found


def _refuse_shared_folder(source: str, publication: Publication) -> None:
    """Raise an error if one document would overwrite the dataset of a whole manifest."""
    from repertory.errors import RepertoryError
    from repertory.settings.manifest import MANIFEST_NAME, read_manifest

    manifest = publication.root / MANIFEST_NAME
    if not manifest.is_file():
        return
    known = read_manifest(manifest, begun=True)
    listed = {entry.description.identifier for entry in known.entries}
    built = {index.description.identifier for index in publication.dataset.indexes}
    if (known.dataset, listed) != (publication.dataset.description, built):
        raise RepertoryError(
            f"{source}: {publication.root / 'dist'} is reserved for the dataset of all documents "
            f"that {manifest} lists. Pass --out DIR."
        )


def _refuse_violations(publication: Publication) -> None:
    """Print the violations and exit with 1, if there are any."""
    report = publication.validate()
    if report.fails("violation"):
        from repertory.validation.formats import write_report

        show(write_report(report, "text"), err=True, nl=False)
        show("No file was written. Correct the data, or pass --no-validate.", err=True)
        sys.exit(1)


def _warn_of_base(base: str) -> None:
    """Print advice if the base of the IRIs is not a published one."""
    from repertory.settings.manifest_values import BASE_ADVICE, is_unpublished

    if is_unpublished(base):
        show(f"The IRIs begin with {base}, which is not published. {BASE_ADVICE}", err=True)


def _summary(dataset: Dataset) -> list[str]:
    """Return a few lines on the contents, the ignored parts and the misprints of each document."""
    from repertory.outputs.findings.findings_text import LEFT_OUT, counts, doubtful, read_as

    lines = []
    for index in dataset.indexes:
        lines.append(f"{counts(index)}.")
        lines += [note[0].upper() + note[1:] + "." for note in read_as(index, LEFT_OUT)]
        apart = list(doubtful(index))
        if apart:
            lines.append(f"Warning: lines set aside that may hold data: {len(apart)}.")
            lines += [f"  {line}" for line in apart]
        lines += _misprints(index)
    if dataset.retired:
        labels = ", ".join(topic.label for topic in dataset.retired)
        lines.append(f"Deprecated topics: {len(dataset.retired)} ({labels}).")
    return lines


def _misprints(index: Index) -> list[str]:
    found = [finding.status for finding in index.findings if finding.severity != "info"]
    statuses = [s for s in ("open", "accepted", "rejected") if s in found]
    shown = ", ".join(f"{found.count(status)} {status}" for status in statuses)
    return [f"Misprints: {len(found)} ({shown}); see findings.md."] if found else []
