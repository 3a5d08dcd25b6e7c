"""Print what a command says: the one way of text to the terminal, where it is escaped.

No other module calls `click.echo` or `print`; a test sees to it.
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
"""Formats that are read on a screen; the others are data."""


def show(*texts: str, err: bool = False, nl: bool = True) -> None:
    """Print texts for people, each on a line of its own; those that are `Bold` in bold."""
    click.echo("\n".join(map(_shown, texts)), err=err, nl=nl)


def _shown(text: str) -> str:
    shown = show_controls(text)
    return click.style(shown, bold=True) if isinstance(text, Bold) else shown


def show_error(error: click.ClickException) -> None:
    """Print what click says of a wrong call: it quotes what was typed."""
    from io import StringIO

    said = StringIO()
    said.isatty = lambda: True  # type: ignore[method-assign]  # else escape sequences are dropped
    error.show(said)
    show(said.getvalue(), err=True, nl=False)


def ask(prompt: str, default: str | None = None) -> str:
    """Ask for a line; an empty one stands for *default*, where there is one."""
    shown = show_in_line(f"{prompt} [{default}]" if default else prompt)
    return str(click.prompt(shown, default=default, show_default=False))


def write_stdout(content: Content, form: str = "") -> None:
    """Write content, whole or in parts, as UTF-8 whatever the locale.

    A *form* of `FOR_PEOPLE` is escaped for a terminal; data stay as they are, byte for byte.
    """
    if sys.stdout is None:  # closed before we began
        raise OSError("it is closed")
    stream = sys.stdout.buffer
    for part in [content] if isinstance(content, str | bytes) else content:
        if isinstance(part, str):
            text = show_controls(part) if form in FOR_PEOPLE else part
            part = text.encode(errors="backslashreplace")
        stream.write(part)
    stream.flush()


def progress(quiet: bool) -> Callable[[str], None]:
    """Return what shows a step of long work on a terminal: one line, from half a second on."""
    start = time.monotonic()
    if quiet or not sys.stderr.isatty():
        return lambda step: None

    def say(step: str) -> None:
        if time.monotonic() - start > 0.5:
            click.echo(f"\r\033[K{show_in_line(step)}", err=True, nl=False)

    return say
