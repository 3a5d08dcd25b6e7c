"""The keys of `dataset.jsonld`, and the context that defines them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from repertory.linking.reviewing.contradictions import MATCHES
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    RDFS,
    REP,
    SCHEMA,
    SKOS,
    VOID,
    XSD,
)

CLASSES: Final[Mapping[IRI, str]] = {
    DCAT.Dataset: "Dataset",
    VOID.Dataset: "VoidDataset",
    REP.Index: "Index",
    SKOS.ConceptScheme: "TopicScheme",
    SKOS.Concept: "Topic",
    REP.Document: "Document",
    REP.Paragraph: "Paragraph",
    REP.Compilation: "Compilation",
    REP.Section: "Section",
    REP.Recommendation: "Recommendation",
    FOAF.Agent: "Agent",
    FOAF.Organization: "Organization",
}
"""Class -> its name in `type`."""

OF_VALUES: Final[Mapping[IRI, str]] = {
    SKOS.ConceptScheme: "ConceptScheme",
    SKOS.Concept: "Concept",
}
"""Class -> its name in `type` for the schemes of positions, addressees and States."""

BY_LANGUAGE: Final = "@language"
LINK: Final = "@id"

TERMS: Final[Mapping[IRI, tuple[str, str | None]]] = {
    DCTERMS.identifier: ("identifier", None),
    DCTERMS.title: ("title", BY_LANGUAGE),
    DCTERMS.description: ("description", BY_LANGUAGE),
    DCAT.version: ("version", None),
    DCTERMS.license: ("license", LINK),
    DCTERMS.rights: ("rights", BY_LANGUAGE),
    DCTERMS.publisher: ("publisher", LINK),
    DCTERMS.source: ("indexes", LINK),
    FOAF.name: ("name", BY_LANGUAGE),
    RDFS.label: ("label", BY_LANGUAGE),
    DCTERMS.language: ("language", None),
    DCTERMS.issued: ("issued", XSD.date),
    DCTERMS.created: ("created", XSD.date),
    DCTERMS.modified: ("modified", XSD.date),
    DCTERMS.creator: ("creator", LINK),
    RDFS.seeAlso: ("seeAlso", LINK),
    REP.topicScheme: ("topicScheme", LINK),
    REP.compilation: ("compilation", LINK),
    SKOS.prefLabel: ("prefLabel", BY_LANGUAGE),
    SKOS.altLabel: ("altLabel", BY_LANGUAGE),
    SKOS.hasTopConcept: ("hasTopConcept", LINK),
    SKOS.topConceptOf: ("topConceptOf", LINK),
    SKOS.inScheme: ("inScheme", LINK),
    SKOS.broader: ("broader", LINK),
    SKOS.narrower: ("narrower", LINK),
    SKOS.related: ("related", LINK),
    SKOS.exactMatch: ("exactMatch", LINK),
    SKOS.closeMatch: ("closeMatch", LINK),
    SKOS.broadMatch: ("broadMatch", LINK),
    SKOS.narrowMatch: ("narrowMatch", LINK),
    SKOS.relatedMatch: ("relatedMatch", LINK),
    OWL.deprecated: ("deprecated", XSD.boolean),
    DCTERMS.isReplacedBy: ("isReplacedBy", LINK),
    SKOS.notation: ("reference", None),
    REP.order: ("order", XSD.integer),
    REP.sortKey: ("sortKey", None),
    DCTERMS.isPartOf: ("isPartOf", LINK),
    DCTERMS.subject: ("topics", LINK),
    REP.records: ("records", LINK),
    REP.mayRecord: ("mayRecord", LINK),
    SCHEMA.text: ("text", BY_LANGUAGE),
    REP.position: ("position", LINK),
    REP.addressee: ("addressee", LINK),
    REP.recommendingState: ("recommendingState", LINK),
    REP.sdgTarget: ("sdgTarget", LINK),
    REP.session: ("session", None),
    DCTERMS.date: ("date", XSD.date),
}
"""Property -> its key, and the form of its values: IRIs, texts by language, or a datatype."""

VALUES: Final = frozenset((REP.position, REP.addressee, REP.recommendingState))
"""Properties whose values are concepts of small schemes."""

STATED: Final = frozenset(
    (*VALUES, SKOS.related, SCHEMA.text, REP.sdgTarget, REP.session, DCTERMS.date)
)
"""Properties that only some lists have; without them, no key is defined."""

LISTS: Final = frozenset(
    (
        *(*MATCHES, *VALUES, REP.sdgTarget),
        *(SKOS.altLabel, SKOS.hasTopConcept, SKOS.narrower, SKOS.related, DCTERMS.isReplacedBy),
        *(RDFS.seeAlso, DCTERMS.isPartOf, DCTERMS.subject, REP.records, REP.mayRecord),
    )
)
"""Properties whose value is a list even if it is single."""

INCLUDED: Final = (
    *("schemes", "topics", "documents", "paragraphs"),
    *("compilations", "sections", "recommendations"),
)
"""Keys of lists of things that are described there, without a statement about the list."""

LABELLED: Final[Mapping[str, Any]] = {"label": {"@id": SKOS.prefLabel, "@container": BY_LANGUAGE}}
LISTED: Final[Mapping[str, Any]] = {"topics": {"@id": DCTERMS.subject, "@type": LINK}}
OF_A_CLASS: Final[Mapping[IRI, Mapping[str, Any]]] = {
    SKOS.Concept: {
        **LABELLED,
        "paragraphs": {"@reverse": DCTERMS.subject},
        "recommendations": {"@reverse": DCTERMS.subject},
    },
    REP.Paragraph: LISTED,
    REP.Recommendation: LISTED,
}
"""Class -> what keys mean in its instances, unlike elsewhere."""

REVERSE: Final[Mapping[str, IRI]] = {"recordedIn": REP.records, "mayBeRecordedIn": REP.mayRecord}
"""Keys of a recommendation, with the property of the paragraph."""


NOTATION: Final = "notation"
"""The key of the number of a topic."""


def define_keys(
    base: str,
    language: str,
    used: Collection[IRI],
    whole_documents: bool,
    numbered_topics: bool,
) -> dict[str, Any]:
    """Return the definitions of all keys; none is a prefix of IRIs.

    *base* is the address to which IRIs are relative, if they are; *language* is that of citations.
    The keys of further columns are only defined if their properties are *used*, and the topics of
    documents if *whole_documents* are listed, and the numbers of topics if there are any.
    """
    contexts = {**OF_A_CLASS, REP.Document: LISTED} if whole_documents else {**OF_A_CLASS}
    if numbered_topics:
        contexts[SKOS.Concept] = {**contexts[SKOS.Concept], NOTATION: {"@id": SKOS.notation}}
    in_citations = {"@language": language} if language else {}
    unused = STATED.difference(used)
    of_values = {} if VALUES.isdisjoint(used) else OF_VALUES
    return {
        "@version": 1.1,
        **({"@base": base} if base else {}),
        "id": "@id",
        "type": "@type",
        **{name: _within({"@id": kind}, contexts.get(kind)) for kind, name in CLASSES.items()},
        **{
            name: _within({"@id": kind}, LABELLED if kind == SKOS.Concept else None)
            for kind, name in of_values.items()
        },
        **{
            key: _definition(predicate, form, in_citations)
            for predicate, (key, form) in TERMS.items()
            if predicate not in unused
        },
        **dict.fromkeys(INCLUDED, "@included"),
        **({"concepts": "@included"} if of_values else {}),
        "citation": {"@id": RDFS.label, **in_citations},
        **{key: {"@reverse": predicate} for key, predicate in REVERSE.items()},
    }


def _definition(
    predicate: IRI, form: str | None, in_citations: Mapping[str, str]
) -> dict[str, Any]:
    """Return what a key means; beside a link, a label has no language."""
    if form == BY_LANGUAGE:
        return {"@id": predicate, "@container": form}
    of_form = {"@id": predicate} if form is None else {"@id": predicate, "@type": form}
    if predicate in VALUES:
        return _within(of_form, {"label": {"@id": SKOS.prefLabel, **in_citations}})
    return _within(of_form, {"label": {"@id": RDFS.label}} if predicate in MATCHES else None)


def _within(definition: dict[str, Any], context: Mapping[str, Any] | None) -> dict[str, Any]:
    return definition if context is None else definition | {"@context": context}
