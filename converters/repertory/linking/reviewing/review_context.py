"""Gather the context of a review: the proposals, the topics and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import RepertoryError
from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.reviewing.decisions import DECISIONS, PROPOSALS, Decisions, read_decisions
from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.vocabulary_search import Side
from repertory.linking.sssom.mapping_set import SssomMapping, read_sssom
from repertory.linking.sssom.set_description import OF_DECISIONS
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.opening import find_vocabulary, open_vocabulary, with_uri_space
from repertory.model import VocabularyDescription
from repertory.settings.manifest import read_manifest


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


def open_review(
    file: Path, wanted: str | None, manifest: Path | None, access: Access | None = None
) -> tuple[Decisions, ReviewContext]:
    """Open the two files of a review, of which *file* is one, and the vocabulary if it is known.

    *wanted* is an argument that names the vocabulary; the default is that of the manifest. A
    reconciliation service is queried for the topics.

    Raises:
        RepertoryError: if there are no proposals, or a file or the vocabulary cannot be read.
    """
    stem = file.name.removesuffix(PROPOSALS).removesuffix(DECISIONS)
    proposed_in = file.with_name(stem + PROPOSALS)
    if not proposed_in.is_file():
        raise RepertoryError(
            f"{proposed_in}: no such file. Propose links first: repertory link --to {stem}=FILE"
        )
    proposals = read_sssom(proposed_in)
    metadata = {key: text for key, text in proposals.metadata.items() if key in OF_DECISIONS}
    empty = replace(proposals, mappings=(), metadata=metadata)
    decisions = read_decisions(file.with_name(stem + DECISIONS), empty)
    context = ReviewContext(Proposed(proposals.mappings))
    if vocabulary := _vocabulary(wanted, stem, manifest):
        first = (context.proposed.of(topic)[0] for topic in context.proposed.topics)
        texts = [each.slots.get("subject_label", "") for each in first]
        store = open_vocabulary(vocabulary, texts, access)
        space = with_uri_space(vocabulary, store).uri_space
        context = replace(context, vocabulary=Side(store, space, CandidateIndex(store).search))
    return decisions.with_prefixes(proposals.prefixes), context


def _vocabulary(wanted: str | None, stem: str, path: Path | None) -> VocabularyDescription | None:
    """Return the vocabulary that is named, or else the one of the manifest."""
    known = read_manifest(path).vocabularies if path else ()
    locations = {each.name: each.location for each in known}
    if wanted is None and not locations.get(stem):
        return None
    text = wanted or stem
    if stem in locations and text not in locations and "=" not in text:
        text = f"{stem}={text}"
    return find_vocabulary(text, known, path.parent if path else Path())
