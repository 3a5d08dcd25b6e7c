"""The terms of RDF statements as plain values, so that other packages need no RDF library."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, NewType, TypeAlias

from msgspec import Struct

IRI = NewType("IRI", str)
"""An absolute IRI; those that we publish are made in `iris.py` and `vocabulary.py`."""


_IRI_FORM: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]+")
"""An IRIREF of SPARQL and Turtle, with a scheme."""


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI that can be written in angle brackets.

    >>> [is_iri(text) for text in ("https://example.org/ä", "example.org", "a:b> <c", 'a:"')]
    [True, False, False, False]
    """
    return _IRI_FORM.fullmatch(text) is not None


class Literal(NamedTuple):
    """A literal with a language or a datatype; with neither it is an `xsd:string`.

    >>> Literal("Corruption", language="en")
    Literal(text='Corruption', language='en', datatype=None)
    """

    text: str
    language: str | None = None
    datatype: IRI | None = None


class BlankNode(Struct, frozen=True, order=True):
    """A blank node of other data; we publish none.

    Unlike `Literal` it is not a tuple, so that msgspec can distinguish the types of `Node`.
    """

    label: str


Term: TypeAlias = IRI | Literal
Node: TypeAlias = IRI | BlankNode | Literal
"""A subject or an object of other data."""
Triple: TypeAlias = tuple[IRI, IRI, Term]
Quad: TypeAlias = tuple[IRI, IRI, Term, IRI]
"""Subject, predicate, object and named graph."""
