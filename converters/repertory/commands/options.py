"""What several commands share: arguments, output, progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from repertory.files import Content

LEVELS: Final = ("violation", "warning", "info")
"""The levels of findings and validation results, the gravest first."""

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


def fail_on_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--fail-on` with its default level."""
    return click.option(
        "--fail-on",
        type=click.Choice(LEVELS),
        default=default,
        show_default=True,
        help="Exit with 1 if something open is at least as grave.",
    )


def write_stdout(content: Content) -> None:
    """Write text or bytes, whole or in parts, as UTF-8 whatever the locale."""
    if sys.stdout is None:  # closed before we began
        raise OSError("it is closed")
    stream = sys.stdout.buffer
    for part in [content] if isinstance(content, str | bytes) else content:
        stream.write(part.encode() if isinstance(part, str) else part)
    stream.flush()


def progress(quiet: bool) -> Callable[[str], None]:
    """Return what shows a step of long work on a terminal: one line, from half a second on."""
    start = time.monotonic()
    if quiet or not sys.stderr.isatty():
        return lambda step: None

    def show(step: str) -> None:
        if time.monotonic() - start > 0.5:
            click.echo(f"\r\033[K{step}", err=True, nl=False)

    return show
