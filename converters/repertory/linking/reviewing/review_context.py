"""Gather the context of a review: the proposals, the topics and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.vocabulary_search import Side
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.opening import open_vocabulary, with_uri_space
from repertory.model import VocabularyDescription


class ReviewContext(Struct, frozen=True):
    """The proposals, with the topics and the vocabulary if they are available."""

    proposed: Proposed
    topics: Side | None = None
    vocabulary: Side | None = None

    def describe(self, proposal: SssomMapping) -> Iterator[str]:
        """Yield descriptions of both sides; fall back to that in the proposal."""
        ours = self.topics.describe(proposal.subject) if self.topics else []
        theirs = self.vocabulary.describe(proposal.object) if self.vocabulary else []
        yield from (f"topic {line}" for line in ours)
        yield from theirs or filter(None, proposal.slots.get("other", "").split("; "))


def open_vocabulary_side(
    vocabulary: VocabularyDescription, proposed: Proposed, access: Access | None = None
) -> Side:
    """Return a vocabulary with its index; a reconciliation service is queried for the topics.

    Raises:
        RepertoryError: if it cannot be read.
    """
    first = (proposed.of(topic)[0] for topic in proposed.topics)
    texts = [each.slots.get("subject_label", "") for each in first]
    store = open_vocabulary(vocabulary, texts, access)
    space = with_uri_space(vocabulary, store).uri_space
    return Side(store, space, CandidateIndex(store).search)
