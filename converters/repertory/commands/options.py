"""What several commands share: arguments and options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repertory.finding_terms import SEVERITIES, Severity

if TYPE_CHECKING:
    from repertory.web.credentials import Credentials

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

credentials_option = click.option(
    "--credentials",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A netrc file with the name and password for the server, or a token as the password of "
    "the login __token__; otherwise the environment.",
)


def credentials_for(
    address: str, file: Path | None, quiet: bool = False, required: bool = True
) -> Credentials | None:
    """Return the credentials for a server; warn where others could read them on their way."""
    from repertory.commands.output import show
    from repertory.web.addresses import checked_address, sends_in_clear, shown
    from repertory.web.credentials import find_credentials

    found = find_credentials(checked_address(address), file, required=required)
    if found and sends_in_clear(address) and not quiet:
        show(f"Warning: {shown(address)} is not https; others may read the credentials.", err=True)
    return found


def fail_on_option(default: Severity) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--fail-on` with its default level."""
    return click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        default=default,
        show_default=True,
        help="Exit with 1 if something open is at least as grave.",
    )
