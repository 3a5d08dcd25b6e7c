"""Write the core of a dataset as JSON-LD that reads as plain JSON.

The dataset is one object with lists: its indexes, topic schemes, topics, documents, compilations
and recommendations. Each thing is described in full once, in its list; elsewhere it stands as
`{"id": …}` with the name that people know, such as a citation. What belongs together is in both
places: a topic lists its paragraphs, and a paragraph its topics.

The context makes the same statements of it as in the other files. It uses JSON-LD 1.1: lists that
are aliases of `@included`, `@reverse`, and contexts for one type or one property
(https://www.w3.org/TR/json-ld11/).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import compress
from operator import not_
from typing import Any, Final

from repertory.graph import minter_of
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.model import Dataset
from repertory.rdf.jsonld import NATIVE
from repertory.rdf.terms import IRI, Literal, Term, Triple
from repertory.rdf.vocabulary import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    RDF,
    RDFS,
    REP,
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
}
"""Property -> its key, and the form of its values: IRIs, texts by language, or a datatype."""

LISTS: Final = frozenset(
    (
        *MATCHES,
        *(SKOS.altLabel, SKOS.hasTopConcept, SKOS.narrower, DCTERMS.isReplacedBy),
        *(RDFS.seeAlso, DCTERMS.isPartOf, DCTERMS.subject, REP.records, REP.mayRecord),
    )
)
"""Properties whose value is a list even if it is single."""

INCLUDED: Final = (
    *("schemes", "topics", "documents", "paragraphs"),
    *("compilations", "sections", "recommendations"),
)
"""Keys of lists of things that are described there, without a statement about the list."""

LISTED: Final[Mapping[str, Any]] = {"topics": {"@id": DCTERMS.subject, "@type": LINK}}
OF_A_CLASS: Final[Mapping[IRI, Mapping[str, Any]]] = {
    SKOS.Concept: {
        "label": {"@id": SKOS.prefLabel, "@container": BY_LANGUAGE},
        "paragraphs": {"@reverse": DCTERMS.subject},
        "recommendations": {"@reverse": DCTERMS.subject},
    },
    REP.Paragraph: LISTED,
    REP.Recommendation: LISTED,
}
"""Class -> what keys mean in its instances, unlike elsewhere."""

REVERSE: Final[Mapping[str, IRI]] = {"recordedIn": REP.records, "mayBeRecordedIn": REP.mayRecord}
"""Keys of a recommendation, with the property of the paragraph."""

WIDTH: Final = 100

_SEGMENT: Final = r"(?!\.{1,2}(?:[/#]|$))[\w!$&'()*+,=%~.-]+"
_RELATIVE: Final = rf"{_SEGMENT}(/{_SEGMENT})*(#[\w!$&'()*+,=%~./-]+)?"
"""What all readers resolve to the same IRI: no colon, no empty, `.` or `..` segment."""

_json: Final = json.encoder.encode_basestring
"""Write a text as JSON; half the time of `json.dumps`."""


def write_dataset_jsonld(dataset: Dataset, core: Iterable[Triple]) -> Iterator[str]:
    """Yield `dataset.jsonld` in parts; *core* are the statements that `describe_core` yields."""
    minter = minter_of(dataset)
    languages = [index.description.language.lower() for index in dataset.indexes]
    language = next(iter(languages), "")
    return _Writer(core, minter.dataset(), minter.base, language).document()


class _Writer:
    """One document; things are listed in the order of their statements."""

    def __init__(self, core: Iterable[Triple], dataset: IRI, base: str, language: str) -> None:
        """Group the statements by subject; *language* is that of citations."""
        self.dataset, self.base, self.language = dataset, base, language
        self.nodes: dict[IRI, dict[IRI, list[Term]]] = {}
        self.incoming: dict[tuple[IRI, IRI], list[IRI]] = {}
        self.of_class: dict[IRI, list[IRI]] = {kind: [] for kind in CLASSES}
        for subject, predicate, value in core:
            self.nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if not isinstance(value, Literal):
                self.incoming.setdefault((predicate, value), []).append(subject)
                if predicate == RDF.type:
                    self.of_class[value].append(subject)
        self.paragraphs = self._by_document()
        path = base.partition("://")[2].partition("/")[2].removesuffix("/")
        self.resolves = not path or re.fullmatch(_RELATIVE, path) is not None
        self.ids: dict[IRI, str] = {}

    def _by_document(self) -> dict[IRI, list[IRI]]:
        """Return the paragraphs of each document; each comes after the one that contains it."""
        documents: dict[IRI, IRI] = {}
        found: dict[IRI, list[IRI]] = {}
        for paragraph in self.of_class[REP.Paragraph]:
            (above,) = self.nodes[paragraph][DCTERMS.isPartOf]
            assert isinstance(above, str)  # a paragraph is part of a thing
            documents[paragraph] = documents.get(IRI(above), IRI(above))
            found.setdefault(documents[paragraph], []).append(paragraph)
        return found

    def document(self) -> Iterator[str]:
        """Yield the whole document, one thing at a time."""
        yield f'{{\n  "@context": {_pretty(self._context(), 1)}'
        for key, value in self._node(self.dataset, without=DCTERMS.source).items():
            yield f",\n  {_json(key)}: {_pretty(value, 1)}"
        of_class = self.of_class
        yield from self._list("indexes", self._node, of_class[REP.Index])
        yield from self._list("schemes", self._node, of_class[SKOS.ConceptScheme])
        yield from self._list("topics", self._topic, of_class[SKOS.Concept])
        yield from self._list("documents", self._document, of_class[REP.Document])
        yield from self._list("compilations", self._compilation, of_class[REP.Compilation])
        yield from self._list("recommendations", self._recommendation, of_class[REP.Recommendation])
        yield "\n}\n"

    def _list(
        self, key: str, describe: Callable[[IRI], dict[str, Any]], members: list[IRI]
    ) -> Iterator[str]:
        before = f",\n  {_json(key)}: ["
        yield "" if members else before
        for member in members:
            yield f"{before}\n    {_pretty(describe(member), 2)}"
            before = ","
        yield "\n  ]" if members else "]"

    # ── The things ───────────────────────────────────────────────────────────────────────────────

    def _node(self, iri: IRI, without: IRI | None = None) -> dict[str, Any]:
        """Return a thing with its statements."""
        members: dict[str, Any] = {"id": self._id(iri)}
        for predicate, values in self.nodes[iri].items():
            if predicate == RDF.type:
                members["type"] = self._types(iri)
            elif predicate != without:
                members[TERMS[predicate][0]] = self._values(predicate, values)
        return members

    def _topic(self, iri: IRI) -> dict[str, Any]:
        # A label without a language is that of a linked concept, and stands beside the link.
        topic = self._node(iri, without=RDFS.label)
        key = TERMS[SKOS.prefLabel][0]
        named = {"label" if name == key else name: value for name, value in topic.items()}
        listed = self.incoming.get((DCTERMS.subject, iri), [])
        parts = [REP.Paragraph in self.nodes[each][RDF.type] for each in listed]
        return named | {
            "paragraphs": [self._cited(each) for each in compress(listed, parts)],
            "recommendations": [
                self._numbered(each) for each in compress(listed, map(not_, parts))
            ],
        }

    def _document(self, iri: IRI) -> dict[str, Any]:
        return self._node(iri) | {
            "paragraphs": [self._node(each) for each in self.paragraphs.get(iri, ())]
        }

    def _compilation(self, iri: IRI) -> dict[str, Any]:
        sections = self.incoming.get((DCTERMS.isPartOf, iri), ())
        sections = [each for each in sections if REP.Section in self.nodes[each][RDF.type]]
        return self._node(iri) | {"sections": [self._node(each) for each in sections]}

    def _recommendation(self, iri: IRI) -> dict[str, Any]:
        members = self._node(iri)
        for key, predicate in REVERSE.items():
            if places := self.incoming.get((predicate, iri)):
                members[key] = [self._cited(each) for each in places]
        return members

    # ── The values ───────────────────────────────────────────────────────────────────────────────

    def _values(self, predicate: IRI, values: list[Term]) -> Any:
        form = TERMS[predicate][1]
        many = predicate in LISTS
        if form == BY_LANGUAGE:
            texts: dict[str, list[str]] = {}
            for value in values:
                assert isinstance(value, Literal)
                texts.setdefault(value.language or "@none", []).append(value.text)
            return {tag: _single(found, many) for tag, found in texts.items()}
        return _single([self._value(predicate, value, form) for value in values], many)

    def _value(self, predicate: IRI, value: Term, form: str | None) -> Any:
        if not isinstance(value, Literal):
            if predicate in MATCHES:
                return self._linked(value)
            if predicate in (REP.records, REP.mayRecord):
                return self._numbered(value)
            if predicate in (DCTERMS.publisher, DCTERMS.creator):
                return self._named(value)
            return self._id(value)
        if form is not None and value.datatype != form:
            return {"@value": value.text, "@type": value.datatype}
        native = NATIVE.get(value.datatype) if value.datatype else None
        if native is None or not native.fullmatch(value.text):
            return value.text
        return value.text == "true" if form == XSD.boolean else int(value.text)

    def _types(self, iri: IRI) -> Any:
        kinds = self.nodes[iri][RDF.type]
        return _single([CLASSES[IRI(kind)] for kind in kinds if isinstance(kind, str)], False)

    def _cited(self, paragraph: IRI) -> dict[str, Any]:
        return self._mention(paragraph, "citation", RDFS.label, self.language)

    def _numbered(self, recommendation: IRI) -> dict[str, Any]:
        return self._mention(recommendation, "reference", SKOS.notation)

    def _linked(self, concept: IRI) -> dict[str, Any]:
        return self._mention(concept, "label", RDFS.label)

    def _mention(self, iri: IRI, key: str, predicate: IRI, language: str = "") -> dict[str, Any]:
        """Return a thing with its name, if it has one in the language."""
        names = (
            value.text
            for value in self.nodes.get(iri, {}).get(predicate, ())
            if isinstance(value, Literal) and (value.language or "") == language
        )
        name = next(names, None)
        return {"id": self._id(iri)} | ({} if name is None else {key: name})

    def _named(self, agent: IRI) -> dict[str, Any]:
        names = self.nodes[agent][FOAF.name]
        members = {"id": self._id(agent), "type": self._types(agent)}
        return members | {TERMS[FOAF.name][0]: self._values(FOAF.name, names)}

    def _id(self, iri: IRI) -> str:
        """Return an IRI relative to the base if all readers resolve it to the same."""
        if iri not in self.ids:
            local = iri[len(self.base) :] if self.resolves and iri.startswith(self.base) else ""
            self.ids[iri] = local if re.fullmatch(_RELATIVE, local) else iri
        return self.ids[iri]

    # ── The context ──────────────────────────────────────────────────────────────────────────────

    def _context(self) -> dict[str, Any]:
        """Return the definitions of all keys; none is a prefix of IRIs."""
        in_citations = {"@language": self.language} if self.language else {}
        return {
            "@version": 1.1,
            **({"@base": self.base} if self.resolves else {}),
            "id": "@id",
            "type": "@type",
            **{
                name: _within({"@id": kind}, OF_A_CLASS.get(kind)) for kind, name in CLASSES.items()
            },
            **{key: _definition(predicate, form) for predicate, (key, form) in TERMS.items()},
            **dict.fromkeys(INCLUDED, "@included"),
            "citation": {"@id": RDFS.label, **in_citations},
            **{key: {"@reverse": predicate} for key, predicate in REVERSE.items()},
        }


def _definition(predicate: IRI, form: str | None) -> dict[str, Any]:
    """Return what a key means; beside a link, a label has no language."""
    if form == BY_LANGUAGE:
        return {"@id": predicate, "@container": form}
    of_form = {"@id": predicate} if form is None else {"@id": predicate, "@type": form}
    label = {"label": {"@id": RDFS.label}} if predicate in MATCHES else None
    return _within(of_form, label)


def _within(definition: dict[str, Any], context: Mapping[str, Any] | None) -> dict[str, Any]:
    return definition if context is None else definition | {"@context": context}


def _single(values: list[Any], many: bool) -> Any:
    return values if many or len(values) != 1 else values[0]


def _pretty(value: Any, depth: int) -> str:
    """Return a value as JSON: on one line if it is short, else one member a line."""
    if isinstance(value, str):
        return _json(value)
    if isinstance(value, dict):
        members = [f"{_json(key)}: {_pretty(each, depth + 1)}" for key, each in value.items()]
        opening, closing = "{}"
    elif isinstance(value, list):
        members = [_pretty(each, depth + 1) for each in value]
        opening, closing = "[]"
    else:
        return json.dumps(value)
    if sum(map(len, members)) + 2 * len(members) + 2 * depth <= WIDTH:
        return f"{opening}{', '.join(members)}{closing}"
    inner = "\n" + "  " * (depth + 1)
    return f"{opening}{inner}{f',{inner}'.join(members)}\n{'  ' * depth}{closing}"
