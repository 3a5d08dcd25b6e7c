"""What several commands share: arguments and options."""

from __future__ import annotations

from collections.abc import Callable

import click

from repertory.finding_terms import SEVERITIES, Severity

source_argument = click.argument("source", required=False, metavar="[SOURCE]")
manifest_option = click.option(
    "--manifest",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="The manifest to use; otherwise the nearest repertory.toml.",
)
columns_option = click.option(
    "--columns",
    default="",
    metavar="topic=1,document=2,…",
    help="Which column holds what, counted from 1, where the column titles do not tell.",
)


def fail_on_option(default: Severity) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--fail-on` with its default level."""
    return click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        default=default,
        show_default=True,
        help="Exit with 1 if something open is at least as grave.",
    )
