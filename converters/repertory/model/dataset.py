"""An index and a dataset: all that is published."""

from __future__ import annotations

from msgspec import Struct

from repertory.model.concordance import Citation, Correction, Finding, RetiredTopic, Rule, Topic
from repertory.model.descriptions import DatasetDescription, IndexDescription
from repertory.model.rows import Row, Symbol
from repertory.model.table import Detail, SetAside, Source


class Index(Struct, frozen=True):
    """One edition of an index of recommendations, read and checked.

    *corrected* names, for each correction, the row and the ordinal of the citation it is about;
    *reviewed* are the files read beside the source.
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


class Dataset(Struct, frozen=True):
    """What is published together: its description, its indexes, and topics that they had once."""

    description: DatasetDescription
    indexes: tuple[Index, ...]
    retired: tuple[RetiredTopic, ...] = ()
