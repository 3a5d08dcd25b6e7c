"""What an index of recommendations is made of: frozen records that know no RDF and no files.

Read it in this order: `table` (a place in a source, the table as a reader finds it, a row as
written), `rows` (a row as understood), `concordance` (what follows from all rows together),
`descriptions` (what the manifest says), `dataset` (what is published).
"""

from __future__ import annotations

from repertory.model.concordance import (
    Citation,
    Correction,
    Evidence,
    Finding,
    Hypothesis,
    Numbering,
    RetiredTopic,
    Rule,
    Topic,
)
from repertory.model.dataset import Dataset, Index
from repertory.model.descriptions import (
    Contact,
    DatasetDescription,
    IndexDescription,
    Publishing,
    Series,
    Theme,
    VocabularyDescription,
)
from repertory.model.rows import Element, Irregularity, ParagraphNumber, Reference, Row, Symbol
from repertory.model.table import (
    Cell,
    Detail,
    IndexRow,
    Layout,
    Place,
    Problem,
    Repair,
    SetAside,
    Source,
    Table,
)

__all__ = [
    "Cell",
    "Citation",
    "Contact",
    "Correction",
    "Dataset",
    "DatasetDescription",
    "Detail",
    "Element",
    "Evidence",
    "Finding",
    "Hypothesis",
    "Index",
    "IndexDescription",
    "IndexRow",
    "Irregularity",
    "Layout",
    "Numbering",
    "ParagraphNumber",
    "Place",
    "Problem",
    "Publishing",
    "Reference",
    "Repair",
    "RetiredTopic",
    "Row",
    "Rule",
    "Series",
    "SetAside",
    "Source",
    "Symbol",
    "Table",
    "Theme",
    "Topic",
    "VocabularyDescription",
]
