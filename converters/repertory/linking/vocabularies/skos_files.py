"""Read SKOS data of any size, statement by statement, including Repertory datasets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from repertory.compression import open_inflated
from repertory.errors import refuse
from repertory.linking.vocabularies.concepts import ConceptStore, Fact
from repertory.model import Place
from repertory.rdf import ReadError, stream_statements
from repertory.rdf.terms import IRI, Literal, Node, Triple
from repertory.rdf.vocabulary import DCTERMS, OWL, RDF, REP, SKOS
from repertory.rdf_formats import ENDINGS, ending_of

PREDICATES: Final = {
    SKOS.prefLabel: "preferred",
    SKOS.altLabel: "alternative",
    SKOS.hiddenLabel: "hidden",
    SKOS.broader: "broader",
    SKOS.narrower: "narrower",
    SKOS.related: "related",
    SKOS.exactMatch: "match",
    SKOS.closeMatch: "match",
    SKOS.definition: "note",
    SKOS.scopeNote: "note",
    OWL.deprecated: "deprecated",
    DCTERMS.subject: "listed",
    RDF.type: "type",
}
"""Property -> kind of its facts."""

TYPES: Final = {
    SKOS.Concept: "concept",
    SKOS.ConceptScheme: "group",
    SKOS.Collection: "group",
    REP.Paragraph: "paragraph",
}
"""Class -> kind of its members; other classes are ignored."""

LITERALS: Final = frozenset(["preferred", "alternative", "hidden", "note"])


MAXIMUM_SIZE: Final = 10_000_000_000
"""Bytes of a file, inflated; the largest thesauri have some 2,000,000,000."""


def read_skos(path: Path) -> Iterator[Fact]:
    """Yield the facts about the concepts in a SKOS file.

    Raises:
        SourceError: if it cannot be read, with the line if the parser gives it.
    """
    format_name = ENDINGS[ending_of(path.name)]  # the caller has checked the ending
    expected = f"a SKOS file of at most {MAXIMUM_SIZE:,} bytes"
    opened = partial(open_inflated, path, MAXIMUM_SIZE, expected)
    try:
        yield from facts_of(stream_statements(opened, format_name, PREDICATES))
    except ReadError as error:
        place = Place(str(path), line=error.line, column=error.column)
        advice = "Is it the right file? The ending must fit the format."
        raise refuse(place, str(error), f"RDF ({format_name})", advice) from error


def read_dataset(triples: Iterable[Triple]) -> ConceptStore:
    """Return the topics of a dataset as concepts."""
    return ConceptStore(facts_of(triples))


def facts_of(statements: Iterable[tuple[Node, IRI, Node]]) -> Iterator[Fact]:
    """Yield the facts about concepts in statements; ignore others and blank nodes."""
    for subject, predicate, value in statements:
        kind = PREDICATES.get(predicate)
        if kind and isinstance(subject, str) and (fact := _fact(IRI(subject), kind, value)):
            yield fact


def _fact(subject: IRI, kind: str, value: object) -> Fact | None:
    if kind == "type":
        known = TYPES.get(IRI(value)) if isinstance(value, str) else None
        return Fact(subject, "type", known) if known else None
    if kind == "deprecated":
        is_true = isinstance(value, Literal) and value.text in ("true", "1")
        return Fact(subject, kind, "true") if is_true else None
    if isinstance(value, Literal):
        language = (value.language or "").lower()
        return Fact(subject, kind, value.text, language) if kind in LITERALS else None
    return Fact(subject, kind, value) if isinstance(value, str) and kind not in LITERALS else None
