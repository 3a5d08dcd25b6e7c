"""Readers of JSON-LD: each returns the lines of N-Triples of a document as a set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pyoxigraph
import pytest
import rdflib
from pyld import jsonld as pyld

from repertory.rdf.terms import Literal, Triple
from repertory.rdf.vocabulary import XSD


def line(subject: str, predicate: str, value: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    """Return a statement as a line."""
    named = (pyoxigraph.NamedNode(subject), pyoxigraph.NamedNode(predicate))
    return str(pyoxigraph.Triple(*named, value))


def literal(text: str, language: str | None, datatype: str | None) -> pyoxigraph.Literal:
    """Return a literal."""
    if language:
        return pyoxigraph.Literal(text, language=language)
    return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(datatype or XSD.string))


def expected_lines(statements: Iterable[Triple]) -> set[str]:
    """Return the lines of statements."""
    return {
        line(
            subject,
            predicate,
            literal(*value) if isinstance(value, Literal) else pyoxigraph.NamedNode(value),
        )
        for subject, predicate, value in statements
    }


def by_pyoxigraph(text: str) -> set[str]:
    """Read a document with pyoxigraph."""
    read = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    return {str(pyoxigraph.Triple(quad.subject, quad.predicate, quad.object)) for quad in read}


def by_pyld(text: str) -> set[str]:
    """Read a document with PyLD."""
    return {
        line(
            triple["subject"]["value"],
            triple["predicate"]["value"],
            literal(value["value"], value.get("language"), value["datatype"])
            if value["type"] == "literal"
            else pyoxigraph.NamedNode(value["value"]),
        )
        for triple in pyld.to_rdf(json.loads(text)).get("@default", ())
        for value in [triple["object"]]
    }


def by_rdflib(text: str) -> set[str]:
    """Read a document with rdflib."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        read = rdflib.Graph().parse(data=text, format="json-ld")
    return {
        line(
            str(subject),
            str(predicate),
            literal(str(value), value.language, value.datatype)
            if isinstance(value, rdflib.Literal)
            else pyoxigraph.NamedNode(str(value)),
        )
        for subject, predicate, value in read
    }


READERS: dict[str, Callable[[str], set[str]]] = {
    "pyoxigraph": by_pyoxigraph,
    "pyld": by_pyld,
    "rdflib": by_rdflib,
}
