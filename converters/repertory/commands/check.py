"""`repertory check`: list the misprints and doubtful points of documents."""

from __future__ import annotations

import sys
from typing import Final

import click

from repertory.commands.options import (
    columns_option,
    fail_on_option,
    manifest_option,
    source_argument,
)
from repertory.commands.output import progress, write_stdout
from repertory.finding_terms import Severity, is_as_severe

REPORTS: Final = {"text": "findings.txt", "json": "findings.json", "md": "findings.md"}
"""Format of `check` -> the output that it prints."""


@click.command()
@source_argument
@manifest_option
@columns_option
@click.option(
    "--format",
    "report",
    type=click.Choice(list(REPORTS)),
    default="text",
    show_default=True,
    help="The format of the findings.",
)
@fail_on_option("warning", "an open finding")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing, only set the exit code.")
def check(
    source: str | None,
    manifest: str | None,
    columns: str,
    report: str,
    fail_on: Severity,
    quiet: bool,
) -> None:
    """List the misprints and doubtful points of index documents, and the repairs of their layout.

    SOURCE is a document, or `-` for standard input. Without SOURCE, all documents of the manifest
    are checked. Findings that a reviewed correction has accepted or rejected do not count for the
    exit code.

    \b
    Example: repertory check index.txt --format md > findings.md
    """
    from repertory.outputs.publication import open_documents

    say = progress(quiet)
    publication = open_documents(source, manifest, say, columns)
    say("")
    if not quiet:
        write_stdout(publication.content(REPORTS[report]), report)
    opened = (finding for finding in publication.findings if finding.status == "open")
    if any(is_as_severe(finding.severity, fail_on) for finding in opened):
        sys.exit(1)
