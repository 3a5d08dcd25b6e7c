"""The command line: name the commands, set the exit code. Each command is a module of `commands/`.

Exit codes: 0 fine, 1 the data has problems at or above the `--fail-on` level, 2 the call or the
input is wrong. A command is imported only when it is called, so that start-up stays short.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType
from typing import Final

import click

from repertory import __version__

COMMANDS: Final = MappingProxyType(
    {
        "build": "Convert index documents and write the dataset.",
        "check": "List what is wrong or doubtful in index documents.",
    }
)
"""Name of a command, of its module in `commands/` and of the function there -> what it does."""


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table, which is that of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"repertory.commands.{cmd_name}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
    try:
        repertory()
    except Exception as error:
        from repertory.errors import RepertoryError

        if not isinstance(error, RepertoryError):
            raise
        click.echo(f"repertory: {error}", err=True)
        sys.exit(2)
