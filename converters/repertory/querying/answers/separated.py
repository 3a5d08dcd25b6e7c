"""Write the rows of an answer as CSV or TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from repertory.escaping import guard_line, number_formulas
from repertory.querying.answers.reply import Reply, plain
from repertory.rdf import n3
from repertory.rdf.terms import Literal, Node
from repertory.rdf.vocabulary import XSD

_NUMBER: Final = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][-+]?[0-9]+)?")


def write_csv(reply: Reply) -> str:
    """Return a reply as CSV; an apostrophe precedes values that a spreadsheet would run."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(map(guard_line, reply.answer.variables))
    for row in reply.answer.rows:
        writer.writerow([_value(node) for node in row])
    return output.getvalue()


def write_tsv(reply: Reply) -> str:
    """Return a reply as TSV, with terms as in Turtle to keep languages and datatypes.

    Signs that would begin a formula in a spreadsheet are escaped, which leaves the term the same.
    """
    rows = [[_term(node) for node in row] for row in reply.answer.rows]
    titles = [_one_cell(f"?{name}") for name in reply.answer.variables]
    return "\n".join([*("\t".join(row) for row in (titles, *rows)), ""])


def _value(node: Node | None) -> str:
    return plain(node) if _is_number(node) else guard_line(plain(node))


def _term(node: Node | None) -> str:
    if node is None:
        return ""
    if _is_number(node):
        return n3(node)
    if not isinstance(node, Literal):
        return _one_cell(n3(node))
    text = n3(Literal(node.text))
    kind = n3(node)[len(text) :]
    return _one_cell(text) + kind[:1] + _one_cell(kind[1:])


def _is_number(node: Node | None) -> bool:
    """Return whether a term is a literal with the datatype and the form of a number."""
    if not isinstance(node, Literal) or node.datatype in (None, XSD.string):
        return False
    return str(node.datatype).startswith(XSD.iri) and _NUMBER.fullmatch(node.text) is not None


def _one_cell(text: str) -> str:
    """Escape characters that would begin a formula or end a cell, which a server may send."""
    whole = re.sub("[\t\n\r]", lambda found: f"\\u{ord(found[0]):04X}", text)
    return number_formulas(whole)
