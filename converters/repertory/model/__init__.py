"""The parts of an index of recommendations, as frozen records without RDF and files.

Read the modules in this order: `table` (places in a source, the table that a reader returns, rows
as written), `rows` (parsed rows), `concordance` (topics, citations, rules and findings),
`descriptions` (entries of the manifest), `dataset` (the published dataset).
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
    SchemeDescription,
    Series,
    Theme,
    VocabularyDescription,
)
from repertory.model.rows import (
    NO_PARTICULARS,
    WHOLE,
    Element,
    Irregularity,
    Locator,
    ParagraphNumber,
    Particulars,
    Reference,
    Row,
    Symbol,
)
from repertory.model.table import (
    PATH,
    Cell,
    Detail,
    IndexRow,
    Layout,
    Place,
    Problem,
    ReadColumn,
    Repair,
    SetAside,
    Source,
    Table,
)

__all__ = [
    "NO_PARTICULARS",
    "PATH",
    "WHOLE",
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
    "Locator",
    "Numbering",
    "ParagraphNumber",
    "Particulars",
    "Place",
    "Problem",
    "Publishing",
    "ReadColumn",
    "Reference",
    "Repair",
    "RetiredTopic",
    "Row",
    "Rule",
    "SchemeDescription",
    "Series",
    "SetAside",
    "Source",
    "Symbol",
    "Table",
    "Theme",
    "Topic",
    "VocabularyDescription",
]
