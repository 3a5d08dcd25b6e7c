"""Print and escape the output of the commands.

No other module calls `click.echo` or `print`; a test checks that.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from repertory.escaping import Bold, show_controls, show_in_line

if TYPE_CHECKING:
    from repertory.files import Content

FOR_PEOPLE: Final = ("table", "text", "md")
"""The formats for people, which are escaped; the others are data."""


def show(*texts: str, err: bool = False, nl: bool = True) -> None:
    """Print texts for people, one per line, and those that are `Bold` in bold."""
    click.echo("\n".join(map(_shown, texts)), err=err, nl=nl)


def _shown(text: str) -> str:
    shown = show_controls(text)
    return click.style(shown, bold=True) if isinstance(text, Bold) else shown


def show_error(error: click.ClickException) -> None:
    """Print the message of click for wrong usage, which quotes the arguments."""
    from io import StringIO

    message = StringIO()
    message.isatty = lambda: True  # type: ignore[method-assign]  # or click drops escape sequences
    error.show(message)
    show(message.getvalue(), err=True, nl=False)


def ask(prompt: str, default: str | None = None) -> str:
    """Ask for a line of text; an empty line means *default*, if there is one."""
    shown = show_in_line(f"{prompt} [{default}]" if default else prompt)
    return str(click.prompt(shown, default=default, show_default=False))


def write_stdout(content: Content, form: str = "") -> None:
    """Write content, whole or in parts, as UTF-8 in any locale.

    A *form* in `FOR_PEOPLE` is escaped for a terminal; data is written byte for byte.
    """
    if sys.stdout is None:  # closed by the caller
        raise OSError("it is closed")
    stream = sys.stdout.buffer
    for part in [content] if isinstance(content, str | bytes) else content:
        if isinstance(part, str):
            text = show_controls(part) if form in FOR_PEOPLE else part
            part = text.encode(errors="backslashreplace")
        stream.write(part)
    stream.flush()


def progress(quiet: bool) -> Callable[[str], None]:
    """Return a function that shows the current step on a terminal, after half a second."""
    start = time.monotonic()
    if quiet or not sys.stderr.isatty():
        return lambda step: None

    def say(step: str) -> None:
        if time.monotonic() - start > 0.5:
            click.echo(f"\r\033[K{show_in_line(step)}", err=True, nl=False)

    return say
