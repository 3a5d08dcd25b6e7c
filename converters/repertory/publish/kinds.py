"""Say in words what the kinds of findings and of layout repairs are.

The words are the labels and definitions of the concepts in `ontology/repertory.ttl`; to repeat them
spares a report from reading RDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Kind(NamedTuple):
    """The title of a kind and what it means."""

    title: str
    explanation: str

    @property
    def heading(self) -> str:
        """The title with a capital letter.

        >>> KINDS["row-order"].heading
        'Order of rows'
        """
        return self.title[:1].upper() + self.title[1:]


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "rule-break": Kind(
            "pair that breaks the rule",
            "A paragraph and its reference break the rule that maps the paragraphs of the meeting "
            "report to the compilation, so that one of the two is a misprint.",
        ),
        "unknown-section": Kind(
            "unknown section",
            "A reference names a section of the compilation that no rule of the index has.",
        ),
        "swapped-pair": Kind(
            "swapped pair",
            "Two references in a row are swapped: each follows the rule for the paragraph of the "
            "other.",
        ),
        "missing-reference": Kind(
            "missing reference",
            "A row lists a paragraph without its reference.",
        ),
        "surplus-reference": Kind(
            "surplus reference",
            "A row gives a reference that belongs to none of its paragraphs.",
        ),
        "count-mismatch": Kind(
            "different counts",
            "A row lists more paragraphs than references, or fewer, and no rule shows which one "
            "is missing or surplus.",
        ),
        "duplicate-citation": Kind(
            "duplicate citation",
            "The index has the same citation more than once under one topic.",
        ),
        "order-in-cell": Kind(
            "order in a cell",
            "The paragraphs or references in a cell are not in ascending order.",
        ),
        "row-order": Kind(
            "order of rows",
            "The rows of a topic are not in the order of their meeting reports, and no displaced "
            "row explains this.",
        ),
        "unclear-topic": Kind(
            "unclear topic",
            "The layout of the document does not show with certainty which of two topics a row "
            "belongs to.",
        ),
        "never-indexed": Kind(
            "never indexed",
            "A gap in the index: paragraphs between the first and the last one that it cites from "
            "a meeting report are under no topic.",
        ),
        "identical-topics": Kind(
            "topics with identical citations",
            "Two topics cite exactly the same paragraphs of the same meeting reports.",
        ),
        "contained-topics": Kind(
            "topic contained in another",
            "All paragraphs that one topic cites are also cited under another topic, which cites "
            "more.",
        ),
        "irregular-typography": Kind(
            "irregular typography",
            "A cell can be read but has unusual typography, such as a stray space, or a hyphen "
            "where the rest of the index has an en dash.",
        ),
    }
)
"""The kinds of findings, one for each of `vocabulary.FINDING_KINDS`, in that order."""

REPAIRS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "topic-carried-over": Kind(
            "topic carried over",
            "The topic of a row is printed only on an earlier row, for instance before a page "
            "break, and was carried over from there.",
        ),
        "label-joined": Kind(
            "label joined",
            "A heading printed on two lines was joined into one label.",
        ),
        "row-moved": Kind(
            "row moved",
            "A row printed apart from its topic was moved to its topic.",
        ),
        "footnote-mark-removed": Kind(
            "footnote mark removed",
            "A footnote mark was removed from the text of a cell.",
        ),
        "row-joined": Kind(
            "row joined",
            "The cells of a row that a page break splits were joined.",
        ),
        "document-carried-over": Kind(
            "document carried over",
            "A document cell spans several rows, and each of them was given the document.",
        ),
    }
)
"""The kinds of layout repairs, one for each of `vocabulary.REPAIR_KINDS`, in that order."""
