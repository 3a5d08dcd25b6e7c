"""`repertory build`: convert documents and write the dataset."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from repertory.commands.options import (
    columns_option,
    manifest_option,
    source_argument,
)
from repertory.commands.output import progress, show, write_stdout

if TYPE_CHECKING:
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
"""What `build --out -` can write -> the file that it is otherwise."""


@click.command()
@source_argument
@manifest_option
@columns_option
@click.option("--out", metavar="DIR", help="The folder to write to, `-` for standard output.")
@click.option(
    "--format",
    "stream",
    type=click.Choice(list(STREAMS)),
    help="With `--out -`: what to write; otherwise ttl.",
)
@click.option("--no-validate", is_flag=True, help="Write without checking what was built.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build(
    source: str | None,
    manifest: str | None,
    columns: str,
    out: str | None,
    stream: str | None,
    no_validate: bool,
    quiet: bool,
) -> None:
    """Convert index documents and write the dataset.

    SOURCE is a document, `-` for standard input; without it, all documents of the manifest are
    built into the folder dist/ beside it, which no single document overwrites. Nothing is written
    if the data breaks a rule that it must keep; the exit code is then 1.

    \b
    Example: repertory build sources/index-of-recommendations-2019.txt --out dist
    """
    from repertory.outputs.publication import open_documents

    if stream and out != "-":
        raise click.UsageError("--format is for `--out -`; a folder gets all formats.")
    say = progress(quiet)
    publication = open_documents(source, manifest, say, columns)
    if source and not out:
        _spare_the_others(source, publication)
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
        lines += [f"New topics are pinned to their IRIs in {path}." for path in publication.pin()]
    say("")
    if not quiet:
        from repertory.escaping import show_in_line

        lines = [*_summary(publication.dataset), *lines]
        show(*map(show_in_line, lines), err=out == "-")


def _spare_the_others(source: str, publication: Publication) -> None:
    """Refuse to overwrite the dataset of a manifest with that of one document."""
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
            f"{source}: found no folder to write to: {publication.root / 'dist'} is for all that "
            f"{manifest} lists. Name another: --out DIR"
        )


def _refuse_violations(publication: Publication) -> None:
    """Print what the data must not have and end with 1, if it has any."""
    report = publication.validate()
    if report.fails("violation"):
        from repertory.validation.formats import write_report

        show(write_report(report, "text"), err=True, nl=False)
        show("Nothing was written. Mend the data, or use --no-validate.", err=True)
        sys.exit(1)


def _summary(dataset: Dataset) -> list[str]:
    """Say in a few lines what was read, left out and found."""
    from repertory.outputs.findings.findings_text import LEFT_OUT, read_as

    lines = []
    for index in dataset.indexes:
        reports = len({row.document for row in index.rows})
        lines.append(
            f"{index.source.name}: {len(index.rows)} rows, {len(index.topics)} topics, "
            f"{len(index.citations)} citations of {reports} reports."
        )
        lines += [note[0].upper() + note[1:] + "." for note in read_as(index, LEFT_OUT)]
        lines += _misprints(index)
    if dataset.retired:
        labels = ", ".join(topic.label for topic in dataset.retired)
        lines.append(f"Topics that are deprecated: {len(dataset.retired)} ({labels}).")
    return lines


def _misprints(index: Index) -> list[str]:
    found = [finding.status for finding in index.findings if finding.severity != "info"]
    statuses = [s for s in ("open", "accepted", "rejected") if s in found]
    shown = ", ".join(f"{found.count(status)} {status}" for status in statuses)
    return [f"Misprints: {len(found)} ({shown}); see findings.md."] if found else []
