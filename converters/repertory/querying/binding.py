"""Insert the values of parameters into a query, as SPARQL terms.

`BIND(?_topic_iri AS ?topic)` in a query is replaced by `VALUES ?topic { … }`
(https://www.w3.org/TR/sparql11-query/#inline-data), which binds the variable before the patterns
that follow, so that every engine starts from it. In an expression the variable of the parameter,
such as `?_language_literal`, is replaced by its one value. Only terms are inserted: an IRI is
checked against the grammar and a literal is escaped as in N-Triples, so that a value cannot end its
term. Every engine gets the same text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from repertory.errors import QueryError
from repertory.querying.catalogue import PLACE, VARIABLE
from repertory.rdf import n3
from repertory.rdf.terms import IRI, Literal, Term, is_iri

_ANY: Final = re.compile(f"{PLACE}|{VARIABLE.pattern}")


def checked_iri(text: str) -> IRI:
    """Check that a text is an IRI and return it.

    >>> checked_iri("https://example.org/topics/whales")
    'https://example.org/topics/whales'

    Raises:
        QueryError: when it is not.
    """
    if not is_iri(text):
        raise QueryError(
            f"{text!r} is not an IRI: expected a scheme, a colon, and no spaces or <>{{}}"
        )
    return IRI(text)


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    r"""Return a query with the values of all its parameters.

    >>> bind("SELECT * { BIND(?_name_literal AS ?x) ?s ?p ?x }", {"name": [Literal('a"b')]})
    'SELECT * { VALUES ?x { "a\\"b" } ?s ?p ?x }'

    Raises:
        QueryError: when a parameter has no value.
    """
    for mark in VARIABLE.finditer(text):
        if mark[1] not in values:
            raise QueryError(f"the parameter {mark[1]!r} has no value")
    return bind_known(text, values)


def bind_known(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return a query with the values of some parameters; the others are kept.

    >>> bind_known("SELECT * { BIND(?_year_integer AS ?year) }", {})
    'SELECT * { BIND(?_year_integer AS ?year) }'
    >>> bind_known('ASK { ?s ?p ?o FILTER(LANG(?o) = ?_tag_literal) }', {"tag": [Literal("fr")]})
    'ASK { ?s ?p ?o FILTER(LANG(?o) = "fr") }'
    """

    def put(found: re.Match[str]) -> str:
        name, variable = found[1] or found[4], found[3]
        if name not in values:
            return found[0]
        if variable:
            return f"VALUES {variable} {{ {' '.join(map(_written, values[name]))} }}"
        (value,) = values[name]
        return _written(value)

    return _ANY.sub(put, text)  # in one pass, so that inserted text is not searched


def _written(term: Term) -> str:
    return n3(term if isinstance(term, Literal) else checked_iri(term))
