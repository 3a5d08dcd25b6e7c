"""Collect the description of a dataset once for all vocabularies, from the manifest and the data.

Sizes, checksums and counts are computed from the files and statements themselves, so that the
descriptions agree with them and with each other.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from repertory.files import Content, byte_parts
from repertory.graph import minter_of
from repertory.graph.topics import scheme_titles
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.model import Dataset, DatasetDescription, Index
from repertory.outputs.catalogue.file_formats import is_described
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.vocabulary import PREFIXES, RDF, RDFS, REP, SKOS
from repertory.rdf_formats import is_compressed

LINK_PROPERTIES: Final = (RDFS.seeAlso, *MATCHES)
"""The properties that link resources of the dataset to those of others."""

EXAMPLES: Final = (SKOS.Concept, REP.Document, REP.Paragraph, REP.Recommendation)
"""The classes whose first instance is given as an example."""

_GZIP: Final = 16 + zlib.MAX_WBITS
"""The format of gzip in zlib."""

_YEAR = re.compile(r"(?<=/)(?:19|20)[0-9]{2}(?=/|$)")


class Facts(NamedTuple):
    """The size and the checksum of a file, and the checksum of the content of a compressed one."""

    size: int
    sha256: str
    inflated: str = ""


class File(NamedTuple):
    """A file of the dataset with its size and checksum."""

    name: str
    size: int
    sha256: str


class Linkset(NamedTuple):
    """The number of statements that link to another site with one property."""

    predicate: IRI
    target: str
    triples: int


class Statistics(Struct, frozen=True):
    """Counts of the statements; classes and properties are sorted pairs with their numbers."""

    triples: int
    subjects: int
    objects: int
    classes: tuple[tuple[IRI, int], ...]
    properties: tuple[tuple[IRI, int], ...]
    vocabularies: tuple[str, ...]
    linksets: tuple[Linkset, ...]
    examples: tuple[IRI, ...]


class Scheme(Struct, frozen=True):
    """A topic scheme: its IRIs, its titles and the labels of its top topics, by language."""

    identifier: str
    iri: IRI
    graph: IRI
    titles: tuple[tuple[str, str], ...]
    tops: tuple[tuple[str, str], ...]


class Description(Struct, frozen=True):
    """The description of a dataset, independent of any vocabulary."""

    dataset: DatasetDescription
    indexes: tuple[Index, ...]
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    years: tuple[str, str] | None
    schemes: tuple[Scheme, ...]
    statistics: Statistics
    files: tuple[File, ...]
    facts: Mapping[str, Facts]

    @property
    def minter(self) -> Minter:
        """The minter of the IRIs of the dataset."""
        return Minter(self.dataset.base, self.dataset.identifier)

    @property
    def iri(self) -> IRI:
        """The IRI of the dataset."""
        return self.minter.dataset()

    @property
    def publisher(self) -> IRI | None:
        """The IRI of the publisher, if there is one."""
        if not self.dataset.publisher:
            return None
        given = self.dataset.publisher_iri
        return IRI(given) if given else self.minter.publisher()

    @property
    def keywords(self) -> tuple[tuple[str, str], ...]:
        """The labels of the top topics, with their languages."""
        return tuple(dict.fromkeys(label for scheme in self.schemes for label in scheme.tops))

    def download(self, name: str) -> str:
        """Return the URL of a file, or an empty string if the manifest does not give it."""
        folder = self.dataset.publishing.download
        return folder + name if folder else ""


def describe(
    dataset: Dataset, triples: Iterable[Triple], facts: Mapping[str, Facts]
) -> Description:
    """Collect the description of a dataset; *facts* are those of the files written so far."""
    description, minter = dataset.description, minter_of(dataset)
    schemes = tuple(_schemes(dataset, minter))
    titles = description.titles or tuple(map(_title, _editions(dataset).values()))
    languages = dict.fromkeys(index.description.language for index in dataset.indexes)
    return Description(
        dataset=description,
        indexes=dataset.indexes,
        titles=titles,
        descriptions=description.descriptions or titles,
        languages=tuple(languages),
        years=_years(dataset),
        schemes=schemes,
        statistics=count(triples, description.base),
        files=tuple(File(name, *facts[name][:2]) for name in facts if is_described(name)),
        facts=facts,
    )


def measured(name: str, make: Callable[[], Content], facts: dict[str, Facts]) -> Iterator[bytes]:
    """Make a file and yield its parts as bytes; at the end, record its facts.

    >>> facts = {}
    >>> b"".join(measured("a.txt", lambda: "a", facts)), facts["a.txt"].size
    (b'a', 1)
    """
    digest, size = hashlib.sha256(), 0
    inflater = zlib.decompressobj(_GZIP) if is_compressed(name) else None
    inflated = hashlib.sha256()
    for data in byte_parts(make()):
        digest.update(data)
        size += len(data)
        if inflater:
            inflated.update(inflater.decompress(data))
        yield data
    facts[name] = Facts(size, digest.hexdigest(), inflated.hexdigest() if inflater else "")


def count(triples: Iterable[Triple], base: str) -> Statistics:
    """Count the distinct statements; *base* begins the dataset's own IRIs."""
    triples = dict.fromkeys(triples)
    properties = Counter(predicate for _, predicate, _ in triples)
    classes = Counter(
        IRI(value)
        for _, predicate, value in triples
        if predicate == RDF.type and not isinstance(value, Literal)
    )
    used = {*properties, *classes}
    return Statistics(
        triples=len(triples),
        subjects=len({subject for subject, _, _ in triples}),
        objects=len({value for _, _, value in triples}),
        classes=tuple(sorted(classes.items())),
        properties=tuple(sorted(properties.items())),
        vocabularies=tuple(
            sorted(n for n in PREFIXES.values() if any(term.startswith(n) for term in used))
        ),
        linksets=_linksets(triples, base),
        examples=_examples(triples),
    )


def _linksets(triples: Iterable[tuple[IRI, IRI, object]], base: str) -> tuple[Linkset, ...]:
    found: Counter[tuple[IRI, str]] = Counter()
    for _, predicate, value in triples:
        if predicate in LINK_PROPERTIES and isinstance(value, str) and not value.startswith(base):
            parts = urlsplit(value)
            found[predicate, f"{parts.scheme}://{parts.netloc}/"] += 1
    return tuple(Linkset(*key, number) for key, number in sorted(found.items()))


def _examples(triples: Iterable[tuple[IRI, IRI, object]]) -> tuple[IRI, ...]:
    first: dict[object, IRI] = {}
    for subject, predicate, value in triples:
        if predicate == RDF.type and value in EXAMPLES:
            first[value] = min(subject, first.get(value, subject))
    return tuple(first[kind] for kind in EXAMPLES if kind in first)


def _years(dataset: Dataset) -> tuple[str, str] | None:
    """Return the first and last year in the symbols of the meeting reports, if all have one."""
    symbols = {row.document for index in dataset.indexes for row in index.rows}
    found = [_YEAR.findall(symbol) for symbol in symbols]
    if not found or not all(found):
        return None
    years = [year for found_years in found for year in found_years]
    return min(years), max(years)


def _schemes(dataset: Dataset, minter: Minter) -> Iterator[Scheme]:
    for identifier, indexes in _editions(dataset).items():
        yield Scheme(
            identifier=identifier,
            iri=minter.scheme(identifier),
            graph=minter.graph("topics", identifier),
            titles=scheme_titles(dataset, identifier),
            tops=tuple(_tops(indexes, {topic.slug for topic in dataset.retired})),
        )


def _editions(dataset: Dataset) -> dict[str, list[Index]]:
    """Return the indexes of each scheme."""
    editions: dict[str, list[Index]] = {}
    for index in dataset.indexes:
        editions.setdefault(index.description.scheme, []).append(index)
    return editions


def _title(indexes: Sequence[Index]) -> tuple[str, str]:
    """Return the title of the latest edition, with its language."""
    last = indexes[-1].description
    return last.language, last.title or last.identifier


def _tops(indexes: Sequence[Index], retired: set[str]) -> Iterator[tuple[str, str]]:
    latest = {topic.slug: (index, topic) for index in indexes for topic in index.topics}
    for index, topic in latest.values():
        if topic.broader is None and topic.slug not in retired:
            yield index.description.language, topic.label
