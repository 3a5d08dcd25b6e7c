"""Write an answer as Markdown: a summary, then a table in which labels link to their IRIs."""

from __future__ import annotations

from collections.abc import Iterable

from repertory.escaping import escape_markdown as escape
from repertory.querying.answers.reply import (
    Reply,
    columns,
    for_readers,
    lines_before,
    plain,
)
from repertory.querying.results import Row


def write_md(reply: Reply) -> str:
    """Return a reply as Markdown, with its texts escaped."""
    first, *rest = lines_before(reply)
    before = [f"# {escape(first)}" if reply.title else f"**{escape(first)}**"]
    before += [f"**{escape(line)}**" if line[:1].isdigit() else escape(line) for line in rest]
    text = "\n\n".join(before) + "\n"
    if not reply.answer.rows:
        return text
    return text + "\n" + "\n".join(_table(reply)) + "\n"


def _table(reply: Reply) -> Iterable[str]:
    titles, rows = for_readers(reply)
    if not reply.matrix:
        rows = [_linked(row, reply) for row in reply.answer.rows]
    else:
        rows = [[escape(cell) for cell in row] for row in rows]
    for row in ([escape(title) for title in titles], ["---"] * len(titles), *rows):
        yield f"| {' | '.join(row)} |"


def _linked(row: Row, reply: Reply) -> list[str]:
    values = dict(zip(reply.answer.variables, row, strict=True))
    cells = []
    for name, iri in columns(reply):
        address = plain(values.get(iri))
        text = escape(plain(values[name]) or address)
        web = address.startswith(("https://", "http://"))
        cells.append(f"[{text}](<{_address(address)}>)" if web else text)
    return cells


def _address(iri: str) -> str:
    """Return an IRI as a link destination inside a table cell."""
    return iri.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
