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
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from operator import not_
from typing import Any, Final

from repertory.graph import minter_of
from repertory.graph.stated_values import ROLES
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.model import Dataset
from repertory.outputs.dataset_keys import (
    BY_LANGUAGE,
    CLASSES,
    LISTS,
    NOTATION,
    OF_VALUES,
    REVERSE,
    TERMS,
    VALUES,
    define_keys,
)
from repertory.rdf.jsonld import NATIVE
from repertory.rdf.terms import IRI, Literal, Term, Triple
from repertory.rdf.vocabulary import DCTERMS, FOAF, RDF, RDFS, REP, SKOS, XSD

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
    schemes = frozenset(map(minter.values, ROLES))
    return _Writer(core, minter.dataset(), minter.base, language, schemes).document()


class _Writer:
    """One document; things are listed in the order of their statements."""

    def __init__(
        self,
        core: Iterable[Triple],
        dataset: IRI,
        base: str,
        language: str,
        schemes: frozenset[IRI],
    ) -> None:
        """Group the statements by subject; *language* is that of citations.

        *schemes* are those of positions, addressees and States, which have no topics.
        """
        self.dataset, self.base, self.language = dataset, base, language
        self.nodes: dict[IRI, dict[IRI, list[Term]]] = {}
        self.incoming: dict[tuple[IRI, IRI], list[IRI]] = {}
        of_class: dict[IRI, list[IRI]] = {kind: [] for kind in CLASSES}
        self.of_class = of_class
        for subject, predicate, value in core:
            self.nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if not isinstance(value, Literal):
                self.incoming.setdefault((predicate, value), []).append(subject)
                if predicate == RDF.type:
                    of_class[value].append(subject)
        self.paragraphs = self._by_document()
        path = base.partition("://")[2].partition("/")[2].removesuffix("/")
        self.resolves = not path or re.fullmatch(_RELATIVE, path) is not None
        self.ids: dict[IRI, str] = {}
        self.values = {
            iri
            for iri in (*of_class[SKOS.ConceptScheme], *of_class[SKOS.Concept])
            if iri in schemes
            or schemes.intersection(map(str, self.nodes[iri].get(SKOS.inScheme, ())))
        }

    def _by_document(self) -> dict[IRI, list[IRI]]:
        """Return the paragraphs of each document; each comes after the one that contains it."""
        documents: dict[IRI, IRI] = {}
        found: dict[IRI, list[IRI]] = {}
        for paragraph in self.of_class[REP.Paragraph]:
            above = self.nodes[paragraph][DCTERMS.isPartOf][0]  # the next may be a section
            assert isinstance(above, str)  # a paragraph is part of a thing
            documents[paragraph] = documents.get(IRI(above), IRI(above))
            found.setdefault(documents[paragraph], []).append(paragraph)
        return found

    def document(self) -> Iterator[str]:
        """Yield the whole document, one thing at a time."""
        used = {predicate for statements in self.nodes.values() for predicate in statements}
        whole = any(DCTERMS.subject in self.nodes[each] for each in self.of_class[REP.Document])
        numbered = any(SKOS.notation in self.nodes[each] for each in self.of_class[SKOS.Concept])
        base = self.base if self.resolves else ""
        context = define_keys(base, self.language, used, whole, numbered)
        yield f'{{\n  "@context": {_pretty(context, 1)}'
        for key, value in self._node(self.dataset, without=DCTERMS.source).items():
            yield f",\n  {_json(key)}: {_pretty(value, 1)}"
        of_class = self.of_class
        yield from self._list("indexes", self._node, of_class[REP.Index])
        yield from self._list("schemes", self._node, of_class[SKOS.ConceptScheme])
        concepts = of_class[SKOS.Concept]
        values = [each for each in concepts if each in self.values]
        topics = [each for each in concepts if each not in self.values]
        yield from self._list("topics", self._topic, topics)
        yield from self._list("concepts", self._concept, values) if values else ()
        yield from self._list("documents", self._document, of_class[REP.Document])
        yield from self._list("compilations", self._compilation, of_class[REP.Compilation])
        compiled = [each for each in of_class[REP.Recommendation] if not self._is_place(each)]
        yield from self._list("recommendations", self._recommendation, compiled)
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

    def _is_place(self, iri: IRI) -> bool:
        """Return whether a thing is a document or a part of one, which documents list."""
        return not {REP.Paragraph, REP.Document}.isdisjoint(map(str, self.nodes[iri][RDF.type]))

    def _concept(self, iri: IRI, without: IRI | None = None) -> dict[str, Any]:
        """Return a concept, whose preferred label is its label, and its number its notation."""
        names = {TERMS[SKOS.prefLabel][0]: "label", TERMS[SKOS.notation][0]: NOTATION}
        members = self._node(iri, without).items()
        return {names.get(name, name): value for name, value in members}

    def _topic(self, iri: IRI) -> dict[str, Any]:
        # A label without a language is that of a linked concept, and stands beside the link.
        named = self._concept(iri, without=RDFS.label)
        listed = self.incoming.get((DCTERMS.subject, iri), [])
        parts = [self._is_place(each) for each in listed]
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
            if predicate in VALUES:
                return self._mention(value, "label", SKOS.prefLabel, self.language)
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
        names = {**CLASSES, **OF_VALUES} if iri in self.values else CLASSES
        return _single([names[IRI(kind)] for kind in kinds if isinstance(kind, str)], False)

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
