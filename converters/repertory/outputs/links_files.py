"""Write the links of the topics to a vocabulary in SSSOM, for exchange: `mappings/NAME.sssom.tsv`.

The file has the reviewed decisions that are published: the accepted links, and the topics for which
the vocabulary has no concept. The rejected links stay in the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from repertory.graph import minter_of
from repertory.graph.topics import topic_schemes
from repertory.linking.sssom.mapping_set import ORDER, SssomMapping, write_sssom
from repertory.linking.sssom.set_description import empty_set
from repertory.model import Dataset

if TYPE_CHECKING:
    from repertory.graph.mappings import Mappings


def links_file(mappings: Mappings) -> str:
    """Return the name of the file."""
    return f"mappings/{mappings.vocabulary.name}.sssom.tsv"


def write_links(mappings: Mappings, dataset: Dataset) -> str:
    """Write the text of the file, with the topics in the order of the document."""
    minter = minter_of(dataset)
    topics = [
        minter.topic(scheme.identifier, slug)
        for scheme in topic_schemes(dataset)
        for slug in (*scheme.editions, *(topic.slug for topic in scheme.retired))
    ]
    order = {topic: position for position, topic in enumerate(topics)}
    published = sorted(
        (*mappings.accepted, *mappings.unmapped), key=lambda each: order[each.subject]
    )
    empty = empty_set(mappings.vocabulary, dataset.description, topics)
    return write_sssom(replace(empty, mappings=tuple(map(_published, published))))


def _published(mapping: SssomMapping) -> SssomMapping:
    """Return a mapping with the columns of SSSOM alone, without the record of its proposals."""
    slots = {column: mapping.slots[column] for column in ORDER if column in mapping.slots}
    return replace(mapping, slots=slots)
