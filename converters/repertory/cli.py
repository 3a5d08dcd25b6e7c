"""The command line: name the commands, set the exit code. Each command is a module of `commands/`.

Exit codes: 0 fine, 1 the data has problems at or above the `--fail-on` level, 2 the call or the
input is wrong, 130 it was stopped by Ctrl-C, 143 by SIGTERM. A command is imported only when it is
called, so that start-up stays short.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from types import FrameType, MappingProxyType
from typing import Final, NamedTuple

import click

from repertory import __version__


class CommandEntry(NamedTuple):
    """What a command does, in a line, and what imports it."""

    purpose: str
    load: Callable[[], click.Command]


def _new() -> click.Command:
    from repertory.commands.new import new

    return new


def _build() -> click.Command:
    from repertory.commands.build import build

    return build


def _check() -> click.Command:
    from repertory.commands.check import check

    return check


def _validate() -> click.Command:
    from repertory.commands.validate import validate

    return validate


def _query() -> click.Command:
    from repertory.commands.query import query

    return query


def _link() -> click.Command:
    from repertory.commands.link import link

    return link


def _publish() -> click.Command:
    from repertory.commands.publish import publish

    return publish


COMMANDS: Final = MappingProxyType(
    {
        "new": CommandEntry("Add a document to the manifest, to be completed.", _new),
        "build": CommandEntry("Convert index documents and write the dataset.", _build),
        "check": CommandEntry("List what is wrong or doubtful in index documents.", _check),
        "validate": CommandEntry("Check RDF data against shapes.", _validate),
        "query": CommandEntry("Answer a question from the data, here or on an endpoint.", _query),
        "link": CommandEntry("Propose and review links to other vocabularies.", _link),
        "publish": CommandEntry(
            "Push the built dataset to a SPARQL store or a CKAN portal.", _publish
        ),
    }
)
"""Name of a command -> its entry."""


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table, which is that of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name."""
        entry = COMMANDS.get(cmd_name)
        return entry.load() if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; name the nearest ones if there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS)
            advice = f" Did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"{error.message}{advice}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.purpose) for name, entry in COMMANDS.items()])


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="repertory")
def repertory() -> None:
    """Turn a UN index of recommendations into linked data, and find its misprints.

    \b
    repertory build              convert what repertory.toml lists into dist/
    repertory build index.txt    convert one document
    repertory check index.txt    list what is wrong in it
    """


def main() -> None:
    """Run the command line; say what the user can mend in one message and exit with 2."""
    gc.set_threshold(1_000_000)  # what a command makes lives to its end: look for no cycles in it
    atexit.register(gc.freeze)  # nor when it ends
    for name in ("SIGTERM", "SIGHUP"):  # end as with Ctrl-C: what was begun is put back
        number = getattr(signal, name, signal.SIGTERM)  # Windows has no SIGHUP
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file name may have letters that the locale lacks
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(repertory(standalone_mode=False))
    except Exception as error:
        sys.exit(_report(error))


def _report(error: Exception) -> int:
    """Print what ended a command, and return the exit code."""
    from repertory.commands.output import show, show_error

    if isinstance(error, click.ClickException):
        show_error(error)
        return error.exit_code
    stopped = isinstance(error, click.Abort)
    show("Stopped." if stopped else f"repertory: {_message(error)}", err=True)
    return 130 if stopped else 2


def _stop(number: int, frame: FrameType | None) -> None:
    """End as a program does that a signal ends, but in order."""
    raise SystemExit(128 + number)


def _message(error: Exception) -> str:
    """Say what the user can mend; raise what is a fault of ours.

    The library tells what is wrong with a file as an error of its own, so that an `OSError` without
    a file is about standard output: it is closed, to be not flushed once more at the end.
    """
    from repertory.errors import RepertoryError, os_reason

    if isinstance(error, OSError) and error.filename is None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return f"standard output: cannot be written: {os_reason(error)}."
    if isinstance(error, RepertoryError):
        return str(error)
    raise error
