"""The command line: the table of commands and the exit codes.

Exit codes: 0 success, 1 the data has problems of the severity `--fail-on` or higher, 2 wrong usage
or an unusable file, 130 stopped by Ctrl-C, 143 stopped by SIGTERM. A command is imported when it is
called, so that start-up stays fast.
"""

from __future__ import annotations

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
    """A command: its purpose in one line, and the function that imports it."""

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
        "new": CommandEntry("Draft the manifest entry of a document.", _new),
        "build": CommandEntry("Convert documents and write the dataset.", _build),
        "check": CommandEntry("List the misprints and doubtful points of documents.", _check),
        "validate": CommandEntry("Validate RDF data against SHACL shapes.", _validate),
        "query": CommandEntry("Query the dataset, other RDF files or a SPARQL endpoint.", _query),
        "link": CommandEntry("Propose links to other vocabularies, and review them.", _link),
        "publish": CommandEntry(
            "Publish the dataset to a SPARQL store or a CKAN portal.", _publish
        ),
    }
)
"""Name of a command -> its entry, in the order of the work."""


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table; click would sort them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name."""
        entry = COMMANDS.get(cmd_name)
        return entry.load() if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; suggest similar names if there is none."""
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
    """Convert a UN index of recommendations into linked data, and find its misprints.

    \b
    repertory check index.docx              list the misprints of a document
    repertory build index.docx --out DIR    convert it and write the files to DIR
    repertory build                         convert all documents of repertory.toml into dist/
    repertory query                         list the queries

    `repertory COMMAND --help` describes a command. Exit codes: 0 success, 1 the data has problems,
    2 wrong usage or an unusable file.
    """


def main() -> None:
    """Run the command line; print an error that the user can correct as one message."""
    for name in ("SIGTERM", "SIGHUP"):  # clean up as after Ctrl-C
        number = getattr(signal, name, signal.SIGTERM)  # Windows has no SIGHUP
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # the locale may not have the characters
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(repertory(standalone_mode=False))
    except Exception as error:
        sys.exit(_report(error))


def _report(error: Exception) -> int:
    """Print the error that ended a command, and return the exit code."""
    from repertory.commands.output import show, show_error

    if isinstance(error, click.ClickException):
        show_error(error)
        return error.exit_code
    stopped = isinstance(error, click.Abort)
    show("Stopped." if stopped else f"repertory: {_message(error)}", err=True)
    return 130 if stopped else 2


def _stop(number: int, frame: FrameType | None) -> None:
    """Exit with the code of a process that the signal killed, after cleaning up."""
    raise SystemExit(128 + number)


def _message(error: Exception) -> str:
    """Return the message of an error that the user can correct; raise any other.

    Errors of files are raised as `RepertoryError`, so that an `OSError` without a file name is one
    of standard output. That stream is replaced, so that Python does not flush it again at exit.
    """
    from repertory.errors import RepertoryError, os_reason

    if isinstance(error, OSError) and error.filename is None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return f"standard output: cannot be written: {os_reason(error)}."
    if isinstance(error, RepertoryError):
        return str(error)
    raise error
