"""The terms of an RDF statement as plain values, so that no stage depends on an RDF library.

An IRI is a string, a literal is a `Literal`; `engine` hands them to the libraries.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, NewType, TypeAlias

from msgspec import Struct

IRI = NewType("IRI", str)
"""An absolute IRI. Only `iris.py` and `vocabulary.py` make one."""


_IRI_FORM: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]+")
"""IRIREF of SPARQL and Turtle, with a scheme."""


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI, which nothing can end that stands in it.

    >>> [is_iri(text) for text in ("https://example.org/ä", "example.org", "a:b> <c", 'a:"')]
    [True, False, False, False]
    """
    return _IRI_FORM.fullmatch(text) is not None


class Literal(NamedTuple):
    """A literal with its language or its datatype; with neither it is an `xsd:string`.

    >>> Literal("Corruption", language="en")
    Literal(text='Corruption', language='en', datatype=None)
    """

    text: str
    language: str | None = None
    datatype: IRI | None = None


class BlankNode(Struct, frozen=True, order=True):
    """A node without a name, as other people's data have them; we publish none.

    It is no tuple, as a `Literal` is, so that msgspec distinguishes the kinds of `Node`.
    """

    label: str


Term: TypeAlias = IRI | Literal
Node: TypeAlias = IRI | BlankNode | Literal
"""Anything that a statement of other people's data may be about or lead to."""
Triple: TypeAlias = tuple[IRI, IRI, Term]
Quad: TypeAlias = tuple[IRI, IRI, Term, IRI]
"""Subject, predicate, object and the named graph that holds them."""
