"""`repertory validate`: validate RDF data against SHACL shapes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from repertory.commands.options import fail_on_option
from repertory.commands.output import write_stdout
from repertory.rdf_formats import RDF_FORMATS
from repertory.validation.formats import REPORT_FORMATS
from repertory.validation.names import PROFILES, TIME_LIMIT

if TYPE_CHECKING:
    from repertory.finding_terms import Severity


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    help="The shapes to use.",
    show_default="all for data with an index, otherwise skos",
)
@click.option(
    "--shapes", multiple=True, metavar="FILE", help="A file of additional shapes; can be repeated."
)
@fail_on_option("violation", "a result")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(REPORT_FORMATS)),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option(
    "--input-format",
    type=click.Choice(list(RDF_FORMATS)),
    help="The format of files whose names do not show it.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="List all results, not only the first ones of each shape.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=TIME_LIMIT,
    show_default=True,
    metavar="SECONDS",
    help="The time limit.",
)
def validate(
    files: tuple[str, ...],
    profile: str | None,
    shapes: tuple[str, ...],
    fail_on: Severity,
    format_name: str,
    input_format: str | None,
    everything: bool,
    time_limit: float,
) -> None:
    """Validate RDF data against the SHACL shapes of the dataset and of SKOS.

    FILE is an RDF file or a folder of RDF files; all are validated together as one graph. Nothing
    is fetched from the network.

    \b
    Example: repertory validate dist --format md > validation.md
    """
    from repertory.validation.formats import write_report
    from repertory.validation.supervised import validate_supervised

    report = validate_supervised(
        files,
        profile=profile,
        shapes=shapes,
        input_format=input_format,
        everything=everything,
        time_limit=time_limit,
    )
    write_stdout(write_report(report, format_name, fail_on), format_name)
    if report.fails(fail_on):
        sys.exit(1)
