"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from repertory.finding_terms import SEVERITIES, Severity

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from repertory.web.credentials import Credentials


class PathType(click.Path):
    """A path, which becomes a `Path` if one is given: a query without one needs no pathlib."""

    def coerce_path_result(self, value: str | os.PathLike[str]) -> Path:
        """Return the path."""
        from pathlib import Path

        return Path(value)


source_argument = click.argument("source", required=False, metavar="[SOURCE]")
manifest_option = click.option(
    "--manifest",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="The manifest.",
    show_default="the nearest repertory.toml",
)
columns_option = click.option(
    "--columns",
    default="",
    metavar="topic=1,document=2,…",
    help="The numbers of the columns, from 1, if their titles are not recognised.",
)

credentials_option = click.option(
    "--credentials",
    metavar="FILE",
    type=PathType(dir_okay=False),
    help="A netrc file with the login and password for the server, or the login __token__ with a "
    "token as the password.",
    show_default="REPERTORY_USER and REPERTORY_PASSWORD, or REPERTORY_TOKEN",
)


def credentials_for(
    address: str, file: Path | None, quiet: bool = False, required: bool = True
) -> Credentials | None:
    """Return the credentials for a server; warn if they would be sent unencrypted."""
    from repertory.commands.output import show
    from repertory.web.addresses import checked_address, sends_in_clear, shown
    from repertory.web.credentials import find_credentials

    found = find_credentials(checked_address(address), file, required=required)
    if found and sends_in_clear(address) and not quiet:
        show(f"Warning: {shown(address)} is not https; others may read the credentials.", err=True)
    return found


def fail_on_option(
    default: Severity, subject: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--fail-on` with its default level; *subject* is what has a severity."""
    return click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        default=default,
        show_default=True,
        help=f"Exit with 1 if {subject} is at least this severe.",
    )
