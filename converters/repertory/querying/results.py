"""The answer to a query, read and written as SPARQL results in JSON.

The format is https://www.w3.org/TR/sparql11-results-json/. The reader of pyoxigraph is too strict
for some endpoints, which send names such as `callret-0` and blank nodes such as `nodeID://b1`
(Virtuoso), IRIs with spaces, and language tags such as `zh_CN`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.values import boolean
from repertory.rdf.vocabulary import XSD

if TYPE_CHECKING:
    from repertory.web.sparql_results import ResultTerm

Row: TypeAlias = tuple[Node | None, ...]


class ResultsError(ValueError):
    """A text is not a SPARQL result in JSON."""


class Answer(Struct, frozen=True):
    """The rows of an answer in order; *notes* are for its readers."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[Node | None, ...]:
        """Return the values of one column.

        >>> Answer(("a", "b"), ((IRI("x:1"), None),)).column("a")
        ('x:1',)
        """
        position = self.variables.index(name)
        return tuple(row[position] for row in self.rows)


def write_results(answer: Answer) -> str:
    """Return an answer as SPARQL results in JSON.

    >>> write_results(Answer(("a",), ((Literal("x", language="en"),),)))
    '{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x","xml:lang":"en"}}]}}'
    """
    import json

    bindings = [
        {
            name: _written(node)
            for name, node in zip(answer.variables, row, strict=True)
            if node is not None
        }
        for row in answer.rows
    ]
    document = {"head": {"vars": answer.variables}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _written(node: Node) -> dict[str, str]:
    if isinstance(node, BlankNode):
        return {"type": "bnode", "value": node.label}
    if not isinstance(node, Literal):
        return {"type": "uri", "value": node}
    written = {"type": "literal", "value": node.text}
    if node.language is not None:
        return {**written, "xml:lang": node.language}
    if node.datatype is not None and node.datatype != XSD.string:
        return {**written, "datatype": node.datatype}
    return written


def yes_or_no(value: bool) -> Answer:
    """Return the answer to an ASK query as one row.

    >>> yes_or_no(True).rows[0][0].text
    'true'
    """
    return Answer(("answer",), ((boolean(value),),))


def read_results(text: str | bytes) -> Answer:
    """Read SPARQL results in JSON, of a SELECT or an ASK query.

    >>> read_results('{"head": {}, "boolean": true}').variables
    ('answer',)

    Raises:
        ResultsError: when the text is not in that format.
    """
    import msgspec

    from repertory.web.sparql_results import EXPECTED, Results  # only for the answer of a server

    content = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=Results)
        if found.boolean is not None:
            return yes_or_no(found.boolean)
        if found.results is None:
            raise ValueError("neither rows nor a Boolean")
        variables = found.head.vars
        rows = tuple(_row(binding, variables) for binding in found.results.bindings)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise ResultsError(f"not {EXPECTED}: {error}") from error
    return Answer(variables, rows)


def _row(binding: Mapping[str, ResultTerm], variables: tuple[str, ...]) -> Row:
    return tuple(_node(binding[name]) if name in binding else None for name in variables)


def _node(term: ResultTerm) -> Node:
    match term.type:
        case "uri":
            return IRI(term.value)
        case "bnode":
            return BlankNode(term.value)
        case "literal" | "typed-literal":
            if term.language is not None:
                return Literal(term.value, language=term.language)
            return Literal(term.value, datatype=IRI(term.datatype or XSD.string))
        case other:
            raise ValueError(f"a term of type {other!r}")
