"""An index and a dataset, as they are published."""

from __future__ import annotations

from msgspec import Struct

from repertory.model.concordance import Citation, Correction, Finding, RetiredTopic, Rule, Topic
from repertory.model.descriptions import DatasetDescription, IndexDescription
from repertory.model.rows import Row, Symbol
from repertory.model.table import Detail, ReadColumn, SetAside, Source


class Index(Struct, frozen=True):
    """One edition of an index of recommendations, read and checked.

    *corrected* has the row and the ordinal of the citation of each correction; *reviewed* are the
    reviewed files that belong to the source. *restarts* is whether the references begin anew in
    each document, so that each document has a compilation of its own. *columns* are those of each
    of its tables.
    """

    description: IndexDescription
    source: Source
    compilation: Symbol | None
    topics: tuple[Topic, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...] = ()
    corrected: tuple[tuple[int, int], ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    reviewed: tuple[Source, ...] = ()
    details: tuple[Detail, ...] = ()
    restarts: bool = False
    columns: tuple[tuple[ReadColumn, ...], ...] = ()


class Dataset(Struct, frozen=True):
    """A published dataset: its description, its indexes, and their retired topics."""

    description: DatasetDescription
    indexes: tuple[Index, ...]
    retired: tuple[RetiredTopic, ...] = ()
