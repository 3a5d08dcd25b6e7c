"""Turn reviewed mappings into data: SKOS links in a graph of their own, and where they come from.

Only what was accepted is stated as a link. Each mapping is described as in SSSOM's RDF form, with
an IRI in place of a blank node; so is the finding that a vocabulary has nothing for a topic, whose
object is sssom:NoTermFound. The links of one relation into one vocabulary are a VoID linkset.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory.errors import ProblemCollector, SourceError
from repertory.linking.reviewing.decisions import MATCHES, read_decisions
from repertory.linking.sssom.mapping_set import SssomMapping, contract, values
from repertory.model import Dataset, Place, Problem, VocabularyDescription
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Quad, Triple
from repertory.rdf.vocabulary import (
    DCAT,
    DCTERMS,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    SSSOM,
    VOID,
    XSD,
)

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
"""Slots that are published, and the datatypes of their values."""

SEVERAL: Final = ("match_string", "reviewer_label")
"""Those that may hold several values."""


class Mappings(Struct, frozen=True):
    """The accepted mappings into one vocabulary, and the topics without one, from one file."""

    vocabulary: VocabularyDescription
    accepted: tuple[SssomMapping, ...]
    unmapped: tuple[SssomMapping, ...]
    name: str
    sha256: str


def read_mappings(
    folder: Path,
    known: Iterable[VocabularyDescription],
    dataset: Dataset,
    complete: bool = True,
) -> tuple[Mappings, ...]:
    """Read the accepted mappings of all files of a folder; none where there is no such folder.

    Mappings of topics whose index is not part of *dataset* are left out. So are those of topics
    that it lacks where it is not *complete*: another edition of the same index may have them.

    Raises:
        SourceError: with every line that is wrong, is about no topic of the dataset, or leads out
            of its vocabulary.
    """
    names = {vocabulary.name: vocabulary for vocabulary in known}
    topics = _Topics(dataset, complete)
    found: list[Mappings] = []
    gathering = ProblemCollector()
    for path in sorted(folder.glob(f"*{ENDING}")):
        if not path.name.endswith(PROPOSED):
            with gathering:
                found.append(_read_file(path, names, topics))
    gathering.report()
    return tuple(found)


def _read_file(path: Path, names: Mapping[str, VocabularyDescription], topics: _Topics) -> Mappings:
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
    return Mappings(names[name], accepted, unmapped, path.name, digest)


class _Topics:
    """The topics of a dataset, and where those of its other indexes would stand."""

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
        """Tell whether a mapping is to be about one of these topics, not of another index."""
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
    yield whole, DCTERMS.title, Literal(title, language="en")
    if dataset.description.license:
        yield whole, DCTERMS.license, IRI(dataset.description.license)
    yield from _source(mappings, whole, minter)
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


def _source(mappings: Mappings, whole: IRI, minter: Minter) -> Iterator[Triple]:
    source = minter.source("mappings", mappings.name)
    checksum = minter.checksum(source)
    yield whole, PROV.wasDerivedFrom, source
    yield source, RDF.type, PROV.Entity
    yield source, RDFS.label, Literal(mappings.name, language="en")
    yield source, DCAT.mediaType, minter.media_type(MEDIA_TYPE)
    yield source, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(mappings.sha256, datatype=XSD.hexBinary)


def _target(vocabulary: VocabularyDescription, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, VOID.Dataset
    yield iri, DCTERMS.title, Literal(vocabulary.title or vocabulary.name, language="en")
    yield iri, VOID.uriSpace, Literal(vocabulary.uri_space, datatype=XSD.string)
    if vocabulary.license:
        yield iri, DCTERMS.license, IRI(vocabulary.license)
    if vocabulary.attribution:
        yield iri, DCTERMS.rights, Literal(vocabulary.attribution, language="en")


def _mapping(mapping: SssomMapping, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, SSSOM.Mapping
    yield iri, OWL.annotatedSource, mapping.subject
    yield iri, OWL.annotatedProperty, mapping.predicate
    yield iri, OWL.annotatedTarget, mapping.object
    yield iri, SSSOM.mapping_justification, mapping.justification
    slots = mapping.slots
    for name, datatype in LITERALS:
        for text in values(slots.get(name, "")) if name in SEVERAL else [slots.get(name, "")]:
            if text:
                yield iri, SSSOM.term(name), Literal(text, datatype=datatype)
    if slots.get("comment"):
        yield iri, RDFS.comment, Literal(slots["comment"], language="en")


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
        yield linkset, VOID.triples, Literal(str(count), datatype=XSD.integer)
