"""What lies before a reviewer beside the decisions: the proposals, and both sides if at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.vocabulary_search import Side
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.concepts import ConceptStore
from repertory.linking.vocabularies.opening import open_vocabulary, with_uri_space
from repertory.linking.vocabularies.skos_files import facts_of
from repertory.model import VocabularyDescription
from repertory.rdf.terms import Quad


class Desk(Struct, frozen=True):
    """The proposals, and the topics and the vocabulary where they are at hand."""

    proposed: Proposed
    topics: Side | None = None
    vocabulary: Side | None = None

    def describe(self, proposal: SssomMapping) -> Iterator[str]:
        """Yield what is known of both sides; what the proposal says where they are not at hand."""
        told = tuple(part for part in proposal.slots.get("other", "").split("; ") if part)
        ours = self.topics.describe(proposal.subject) if self.topics else []
        theirs = self.vocabulary.describe(proposal.object) if self.vocabulary else []
        yield from (f"topic {line}" for line in ours)
        yield from theirs or told


def open_topics(quads: Iterable[Quad]) -> Side:
    """Return the side of the topics of a dataset."""
    return Side(ConceptStore(facts_of((quad[0], quad[1], quad[2]) for quad in quads)))


def open_vocabulary_side(
    vocabulary: VocabularyDescription, proposed: Proposed, access: Access | None = None
) -> Side:
    """Return the side of a vocabulary, indexed; a reconciliation service is asked for the topics.

    Raises:
        RepertoryError: when it cannot be read.
    """
    from repertory.linking.proposing.candidates import CandidateIndex

    first = (proposed.of(topic)[0] for topic in proposed.topics)
    texts = [each.slots.get("subject_label", "") for each in first]
    store = open_vocabulary(vocabulary, texts, access)
    space = with_uri_space(vocabulary, store).uri_space
    return Side(store, space, CandidateIndex(store).search)
