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
            "A paragraph and its reference contradict the rule that ties the paragraphs of the "
            "report to the compilation, so that one of the two is a misprint.",
        ),
        "unknown-section": Kind(
            "unknown section",
            "A reference names a section of the compilation that no rule of the index leads to.",
        ),
        "swapped-pair": Kind(
            "swapped pair",
            "Two references in a row are exchanged: each follows the rule for the paragraph of "
            "the other.",
        ),
        "missing-reference": Kind(
            "missing reference",
            "A row lists a paragraph and leaves out the reference that belongs to it.",
        ),
        "surplus-reference": Kind(
            "surplus reference",
            "A row gives a reference to which none of its paragraphs belongs.",
        ),
        "count-mismatch": Kind(
            "counts that differ",
            "A row lists more paragraphs than references or fewer, and no rule tells which "
            "element is missing or surplus.",
        ),
        "duplicate-citation": Kind(
            "duplicate citation",
            "The index makes the same citation more than once under one topic.",
        ),
        "order-in-cell": Kind(
            "order in a cell",
            "The paragraphs or references of a cell do not go up.",
        ),
        "row-order": Kind(
            "order of rows",
            "The rows of a topic are not in the order of their meeting reports, and no displaced "
            "row explains it.",
        ),
        "unclear-topic": Kind(
            "topic that the layout leaves open",
            "The layout of the document does not say for sure under which of two topics a row "
            "stands.",
        ),
        "never-indexed": Kind(
            "never indexed",
            "A gap in the index: paragraphs between the first and the last one that it cites from "
            "a report stand under no topic.",
        ),
        "identical-topics": Kind(
            "topics with identical citations",
            "Two topics cite exactly the same paragraphs of the same reports.",
        ),
        "contained-topics": Kind(
            "topic contained in another",
            "All paragraphs that one topic cites are cited under another topic as well, which "
            "cites more.",
        ),
        "irregular-typography": Kind(
            "irregular typography",
            "A cell can be read and departs from the usual typography, such as a stray space or a "
            "hyphen where the index elsewhere prints an en dash.",
        ),
    }
)
"""The kinds of findings, one for each of `vocabulary.FINDING_KINDS`, in that order."""

REPAIRS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "topic-carried-over": Kind(
            "topic carried over",
            "The topic of a row is printed only on an earlier row, for instance before a page "
            "break, and was carried over.",
        ),
        "label-joined": Kind(
            "label joined",
            "A heading printed over two lines was joined into one label.",
        ),
        "row-moved": Kind(
            "row moved",
            "A row printed apart from its topic was put back where it belongs.",
        ),
        "footnote-mark-removed": Kind(
            "footnote mark removed",
            "The mark of a footnote was taken off the text of a cell.",
        ),
        "row-joined": Kind(
            "row joined",
            "The cells of a row that a page break parted were joined.",
        ),
        "document-carried-over": Kind(
            "document carried over",
            "The cell of a document spans several rows, each of which was given the document.",
        ),
    }
)
"""The kinds of layout repairs, one for each of `vocabulary.REPAIR_KINDS`, in that order."""
