"""Create an empty mapping set with its prefixes, identifier, licence and sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from repertory.linking.sssom.mapping_set import BUILT_IN, MappingSet, namespace_of
from repertory.model import DatasetDescription, VocabularyDescription
from repertory.rdf.iris import Minter

TOPICS: Final = "topics"
"""The prefix of schemes: topics of the scheme `topics:sea` have the prefix `topics-sea`."""

OF_DECISIONS: Final = (
    *("mapping_set_id", "mapping_set_title", "license", "comment"),
    *("subject_source", "object_source"),
)
"""Metadata that the file of decisions copies from the file of proposals."""

UNSPECIFIED: Final = "https://w3id.org/sssom/license/unspecified"


def empty_set(
    vocabulary: VocabularyDescription, dataset: DatasetDescription, topics: Iterable[str]
) -> MappingSet:
    """Return a mapping set with its prefixes and metadata and no mappings.

    >>> ships = VocabularyDescription("ships", "http://v.example/ships/", iri="http://v.example/s")
    >>> dataset = DatasetDescription("lamps", base="https://example.org/")
    >>> begun = empty_set(ships, dataset, ["https://example.org/topics/sea/fog"])
    >>> begun.metadata["subject_source"], begun.metadata["object_source"]
    ('topics:sea', 'ships_source:s')
    """
    spaces = sorted({namespace_of(topic) for topic in topics})
    prefixes = dict(BUILT_IN)
    for space in spaces:
        prefixes[f"{TOPICS}-{space.rstrip('/').rpartition('/')[2]}"] = space
    prefixes[vocabulary.name] = vocabulary.uri_space
    metadata: dict[str, Any] = {
        "mapping_set_id": Minter(dataset.base, dataset.identifier).mapping_set(vocabulary.name),
        "mapping_set_title": f"{dataset.identifier} to {vocabulary.title or vocabulary.name}",
        "license": dataset.license or UNSPECIFIED,
    }
    if len(spaces) == 1:
        scheme = spaces[0].rstrip("/#")
        metadata["subject_source"] = _source(scheme, TOPICS, prefixes)
    if vocabulary.iri:
        name = f"{vocabulary.name.replace('-', '_')}_source"
        metadata["object_source"] = _source(vocabulary.iri, name, prefixes)
    if vocabulary.attribution:
        metadata["comment"] = f"Labels of concepts: {vocabulary.attribution}"
    return MappingSet(prefixes, (), metadata)


def _source(iri: str, prefix: str, prefixes: dict[str, str]) -> str:
    """Return a CURIE for the IRI of a source, and declare its prefix.

    Metadata must be CURIEs, and sssom-py accepts no hyphen in a prefix.
    https://mapping-commons.github.io/sssom/spec-model/#identifiers-in-sssom
    """
    space = namespace_of(iri.rstrip("/#"))
    found = next((name for name in prefixes if prefixes[name] == space and "-" not in name), prefix)
    prefixes[found] = space
    return f"{found}:{iri[len(space) :]}"
