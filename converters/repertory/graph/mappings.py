"""Reviewed mappings as data: SKOS links in a separate graph, with their provenance.

Only accepted mappings are stated as links. Each is described as in the RDF form of SSSOM, with an
IRI instead of a blank node. A mapping to sssom:NoTermFound records that a vocabulary has no concept
for a topic. The links of one relation to one vocabulary are a VoID linkset.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory.errors import ProblemCollector, SourceError
from repertory.graph.provenance import describe_source
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.linking.reviewing.decisions import read_decisions
from repertory.linking.sssom.mapping_set import SssomMapping, contract, values
from repertory.model import Dataset, Place, Problem, Source, VocabularyDescription
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Quad, Triple
from repertory.rdf.values import integer, string, text, writable
from repertory.rdf.vocabulary import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, SSSOM, VOID, XSD

MEDIA_TYPE: Final = "text/tab-separated-values"
ENDING: Final = ".sssom.tsv"
PROPOSED: Final = ".proposals.sssom.tsv"

LITERALS: Final = (
    ("confidence", XSD.double),
    ("match_string", XSD.string),
    ("object_label", XSD.string),
    ("review_date", XSD.date),
    ("reviewer_label", XSD.string),
)
"""The published slots and the datatypes of their values."""

SEVERAL: Final = ("match_string", "reviewer_label")
"""Slots that may have several values."""


class Mappings(Struct, frozen=True):
    """The mappings to one vocabulary, and the topics that have none, from one file."""

    vocabulary: VocabularyDescription
    accepted: tuple[SssomMapping, ...]
    unmapped: tuple[SssomMapping, ...]
    source: Source


def read_mappings(
    folder: Path,
    known: Iterable[VocabularyDescription],
    dataset: Dataset,
    complete: bool = True,
) -> tuple[Mappings, ...]:
    """Read the accepted mappings of all files in a folder, which need not exist.

    Mappings of topics of other indexes than those in *dataset* are ignored. If it is not
    *complete*, so are those of unknown topics: another edition of an index may have them.

    Raises:
        SourceError: with every line that is invalid, or whose topic or concept is unknown.
    """
    names = {vocabulary.name: vocabulary for vocabulary in known}
    topics = _Topics(dataset, complete)
    found: list[Mappings] = []
    collector = ProblemCollector()
    for path in sorted(folder.glob(f"*{ENDING}")):
        if not path.name.endswith(PROPOSED):
            with collector:
                found.append(_read_mappings(path, names, topics))
    collector.report()
    return tuple(found)


def _read_mappings(
    path: Path, names: Mapping[str, VocabularyDescription], topics: _Topics
) -> Mappings:
    name = path.name.removesuffix(ENDING)
    if name not in names:
        expected = f"the name of a vocabulary of the manifest: {', '.join(names) or 'none'}"
        raise SourceError([Problem(Place(str(path)), f"the name {name!r}", expected)])
    decisions = read_decisions(path)
    accepted = tuple(filter(topics.may_have, decisions.accepted))
    unmapped = tuple(filter(topics.may_have, decisions.unmapped))
    if problems := list(_misplaced((*accepted, *unmapped), names[name], topics, path)):
        raise SourceError(problems)
    digest = hashlib.sha256(decisions.content).hexdigest()
    return Mappings(names[name], accepted, unmapped, Source(path.name, MEDIA_TYPE, digest))


class _Topics:
    """The IRIs of the topics of a dataset, and of its schemes."""

    def __init__(self, dataset: Dataset, complete: bool) -> None:
        """Take the dataset, and whether it has all editions of its indexes."""
        minter = Minter(dataset.description.base)
        schemes = {index.description.scheme for index in dataset.indexes}
        self._others = minter.scheme("")
        own = tuple(f"{minter.scheme(scheme)}/" for scheme in sorted(schemes))
        self._expected = own if complete else ()
        self.iris = frozenset(
            minter.topic(index.description.scheme, topic.slug)
            for index in dataset.indexes
            for topic in index.topics
        ) | {minter.topic(topic.scheme, topic.slug) for topic in dataset.retired}

    def may_have(self, mapping: SssomMapping) -> bool:
        """Return whether a mapping should be about one of these topics, not of another index."""
        subject = mapping.subject
        if subject in self.iris or subject.startswith(self._expected):
            return True
        return not subject.startswith(self._others)


def _misplaced(
    accepted: Sequence[SssomMapping],
    vocabulary: VocabularyDescription,
    topics: _Topics,
    path: Path,
) -> Iterator[Problem]:
    for mapping in accepted:
        place = Place(str(path), line=mapping.line)
        if mapping.subject not in topics.iris:
            advice = "Was the topic renamed? Its identifier file keeps its IRI."
            yield Problem(place, mapping.subject, "a topic of the dataset", advice)
        space = vocabulary.uri_space
        if mapping.object == SSSOM.NoTermFound:
            continue
        if not mapping.object.startswith(space) or mapping.object == space:
            yield Problem(place, mapping.object, f"a concept whose IRI begins with {space}")


def describe_mappings(mappings: Iterable[Mappings], dataset: Dataset) -> Iterator[Quad]:
    """Yield the mappings with their provenance and linksets, a graph for each vocabulary."""
    minter = Minter(dataset.description.base)
    for each in mappings:
        graph = minter.graph("mappings", each.vocabulary.name)
        for subject, predicate, value in _describe(each, dataset, minter):
            yield subject, predicate, value, graph


def _describe(mappings: Mappings, dataset: Dataset, minter: Minter) -> Iterator[Triple]:
    whole = minter.mapping_set(mappings.vocabulary.name)
    target = _vocabulary(mappings.vocabulary, minter)
    yield whole, RDF.type, SSSOM.MappingSet
    yield whole, RDF.type, PROV.Entity
    title = f"Mappings to {mappings.vocabulary.title or mappings.vocabulary.name}"
    yield whole, DCTERMS.title, text(title, "en")
    if dataset.description.license:
        yield whole, DCTERMS.license, IRI(dataset.description.license)
    source = minter.source("mappings", mappings.source.name)
    yield whole, PROV.wasDerivedFrom, source
    yield from describe_source(mappings.source, source, minter)
    yield from _target(mappings.vocabulary, target)
    for mapping in mappings.accepted:
        yield mapping.subject, mapping.predicate, mapping.object
    for mapping in (*mappings.accepted, *mappings.unmapped):
        iri = minter.mapping(mappings.vocabulary.name, mapping.subject, mapping.object)
        yield iri, DCTERMS.isPartOf, whole
        yield from _mapping(mapping, iri)
    yield from _linksets(mappings, dataset, target, minter)


def _vocabulary(vocabulary: VocabularyDescription, minter: Minter) -> IRI:
    return IRI(vocabulary.iri) if vocabulary.iri else minter.vocabulary(vocabulary.name)


def _target(vocabulary: VocabularyDescription, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, VOID.Dataset
    yield iri, DCTERMS.title, text(vocabulary.title or vocabulary.name, "en")
    yield iri, VOID.uriSpace, string(vocabulary.uri_space)
    if vocabulary.license:
        yield iri, DCTERMS.license, IRI(vocabulary.license)
    if vocabulary.attribution:
        yield iri, DCTERMS.rights, text(vocabulary.attribution, "en")


def _mapping(mapping: SssomMapping, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, SSSOM.Mapping
    yield iri, OWL.annotatedSource, mapping.subject
    yield iri, OWL.annotatedProperty, mapping.predicate
    yield iri, OWL.annotatedTarget, mapping.object
    yield iri, SSSOM.mapping_justification, mapping.justification
    slots = mapping.slots
    for name, datatype in LITERALS:
        for value in values(slots.get(name, "")) if name in SEVERAL else [slots.get(name, "")]:
            if value:
                yield iri, SSSOM.term(name), Literal(writable(value), datatype=datatype)
    if slots.get("comment"):
        yield iri, RDFS.comment, text(slots["comment"], "en")


def _linksets(
    mappings: Mappings, dataset: Dataset, target: IRI, minter: Minter
) -> Iterator[Triple]:
    """Yield a linkset for each relation (https://www.w3.org/TR/void/#linkset)."""
    whole = minter.dataset(dataset.description.identifier)
    for relation in MATCHES:
        count = sum(mapping.predicate == relation for mapping in mappings.accepted)
        if not count:
            continue
        name = contract(relation, {"skos": SKOS.iri}).partition(":")[2]
        linkset = minter.linkset(mappings.vocabulary.name, name)
        yield linkset, RDF.type, VOID.Linkset
        yield whole, VOID.subset, linkset
        yield linkset, VOID.linkPredicate, relation
        yield linkset, VOID.subjectsTarget, whole
        yield linkset, VOID.objectsTarget, target
        yield linkset, VOID.triples, integer(count)
