"""Read the reviewed mappings of the topics of a dataset to other vocabularies.

A mapping to sssom:NoTermFound records that a vocabulary has no concept for a topic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory.errors import ProblemCollector, SourceError
from repertory.linking.reviewing.decisions import read_decisions
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.model import Dataset, Place, Problem, Source, VocabularyDescription
from repertory.rdf.iris import Minter
from repertory.rdf.vocabulary import SSSOM

MEDIA_TYPE: Final = "text/tab-separated-values"
ENDING: Final = ".sssom.tsv"
PROPOSED: Final = ".proposals.sssom.tsv"


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
        minter = Minter(dataset.description.base, dataset.description.identifier)
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
