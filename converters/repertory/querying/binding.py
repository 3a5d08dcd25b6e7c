"""Put values into a query: each as a data block of SPARQL, written by the engine.

A query takes a parameter in `BIND(?_topic_iri AS ?topic)`, its only marked places. Each is replaced
by `VALUES ?topic { … }` (https://www.w3.org/TR/sparql11-query/#inline-data), which holds terms and
nothing else: an IRI is checked letter by letter against the grammar and a literal is escaped as in
N-Triples, so that no value can end its term. The same text goes to every engine, and the variable
is bound before the patterns that follow, so that each engine starts from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from repertory.engine import n3
from repertory.errors import QueryError
from repertory.querying.catalogue import PLACE
from repertory.terms import IRI, Literal, Term

IRI_FORM: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]+")
"""An absolute IRI, as IRIREF of SPARQL allows it."""


def checked_iri(text: str) -> IRI:
    """Return a text as an IRI.

    >>> checked_iri("https://example.org/topics/whales")
    'https://example.org/topics/whales'

    Raises:
        QueryError: when it is none.
    """
    if not IRI_FORM.fullmatch(text):
        raise QueryError(f"{text!r} is no IRI: expected a scheme, a colon, and no spaces or <>{{}}")
    return IRI(text)


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    r"""Return a query with the values of its parameters.

    >>> bind("SELECT * { BIND(?_name_literal AS ?x) ?s ?p ?x }", {"name": [Literal('a"b')]})
    'SELECT * { VALUES ?x { "a\\"b" } ?s ?p ?x }'

    Raises:
        QueryError: when a parameter has no value.
    """
    for place in PLACE.finditer(text):
        if place[1] not in values:
            raise QueryError(f"the parameter {place[1]!r} has no value")
    return bind_known(text, values)


def bind_known(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return a query with the values of some parameters, and the others left open.

    >>> bind_known("SELECT * { BIND(?_year_integer AS ?year) }", {})
    'SELECT * { BIND(?_year_integer AS ?year) }'
    """

    def block(place: re.Match[str]) -> str:
        name, _, variable = place.groups()
        if name not in values:
            return place[0]
        return f"VALUES {variable} {{ {' '.join(_written(term) for term in values[name])} }}"

    return PLACE.sub(block, text)


def _written(term: Term) -> str:
    return n3(term if isinstance(term, Literal) else checked_iri(term))
