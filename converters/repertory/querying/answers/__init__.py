"""Write an answer: one module a format, one line each in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final, cast

from repertory.querying.answers.reply import Reply

Writer = Callable[[Reply], "str | bytes"]

FORMATS: Final = {
    "table": "table",
    "csv": "separated",
    "tsv": "separated",
    "json": "sparql",
    "xml": "sparql",
    "md": "markdown",
    "xlsx": "workbook",
}
"""Name of a format -> the module here that writes it, in a function `write_<format>`."""


def write_answer(reply: Reply, format_name: str) -> str | bytes:
    """Write a reply in a format of `FORMATS`; only its module is imported."""
    module = import_module(f"{__name__}.{FORMATS[format_name]}")
    return cast(Writer, getattr(module, f"write_{format_name}"))(reply)
