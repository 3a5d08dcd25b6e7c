"""Write an answer: one module for each format, imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from repertory.querying.answers.reply import Reply

Writer: TypeAlias = "Callable[[Reply], str | bytes]"


def _table(reply: Reply) -> str:
    from repertory.querying.answers.terminal_table import write_table

    return write_table(reply)


def _csv(reply: Reply) -> str:
    from repertory.querying.answers.separated import write_csv

    return write_csv(reply)


def _tsv(reply: Reply) -> str:
    from repertory.querying.answers.separated import write_tsv

    return write_tsv(reply)


def _json(reply: Reply) -> str:
    from repertory.querying.answers.sparql_formats import write_json

    return write_json(reply)


def _xml(reply: Reply) -> str:
    from repertory.querying.answers.sparql_formats import write_xml

    return write_xml(reply)


def _md(reply: Reply) -> str:
    from repertory.querying.answers.markdown import write_md

    return write_md(reply)


def _xlsx(reply: Reply) -> bytes:
    from repertory.querying.answers.workbook import write_xlsx

    return write_xlsx(reply)


FORMATS: Final[Mapping[str, Writer]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "md": _md,
    "xlsx": _xlsx,
}
"""Name of a format -> the function that writes a reply in it."""


def write_answer(reply: Reply, format_name: str) -> str | bytes:
    """Write a reply in a format of `FORMATS`."""
    return FORMATS[format_name](reply)
