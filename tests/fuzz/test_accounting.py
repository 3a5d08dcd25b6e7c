"""What is lost of a document is found by the account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.fuzz.accounting import account, account_for_citations
from tests.fuzz.documents import texts_of
from tests.fuzz.law import Lost

from repertory.layout import arrange
from repertory.model import Index, Layout
from repertory.outputs.publication import read_text
from repertory.readers import read_bytes

TEXT = (
    b"Index of lights\nTopic\tDocument\tParagraphs\tReference\nFog\tLIGHT/1\t4, 5\tI.2, I.3\n"
    b"\tLIGHT/2\t6\tI.4\n* A note.\nOil\tLIGHT/1\t7 and 8\tI.5\n"
)
TABLE = read_bytes(TEXT, "index.txt")
LAYOUT = arrange(TABLE)


def test_a_whole_document_is_accounted_for() -> None:
    account(texts_of(TABLE), TABLE, LAYOUT)
    (index,) = read_text(TEXT, "index.txt").dataset.indexes
    account_for_citations(index, LAYOUT)


def test_repeated_sections_and_the_joiners_of_documents_are_accounted_for() -> None:
    lines = (
        *("Topic\tDocument\tParagraphs", "SIGNALS\t\t", "Fog\tLIGHT/1\t4"),
        *("SIGNALS (continued)\t\t", "Oil\tLIGHT/1 and LIGHT/2\t"),
        *("SIGNALS\t\t", "Ice\tLIGHT/3\t5", ""),
    )
    table = read_bytes("\n".join(lines).encode(), "index.txt")
    layout = arrange(table)
    assert {"SIGNALS › Fog", "SIGNALS › Ice"} < {row.heading for row in layout.rows}
    account(texts_of(table), table, layout)
    rest = tuple(each for each in layout.set_aside if each.kind != "section")
    with pytest.raises(Lost, match="signals"):
        account(texts_of(table), table, replace(layout, set_aside=rest))


@pytest.mark.parametrize(
    ("spoil", "lost"),
    [
        (lambda layout: replace(layout, rows=layout.rows[1:]), "fog"),
        (lambda layout: replace(layout, rows=layout.rows[:-1]), "oil"),
        (lambda layout: replace(layout, set_aside=layout.set_aside[1:]), "index"),
        (lambda layout: replace(layout, set_aside=layout.set_aside[:-1]), "note"),
        (
            lambda layout: replace(
                layout,
                rows=tuple(
                    replace(row, paragraphs=replace(row.paragraphs, text="4"))
                    for row in layout.rows
                ),
            ),
            "5",
        ),
    ],
)
def test_what_is_in_no_part_of_the_layout_is_lost(
    spoil: Callable[[Layout], Layout], lost: str
) -> None:
    with pytest.raises(Lost, match=f"'{lost}'"):
        account(texts_of(TABLE), TABLE, spoil(LAYOUT))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda index: replace(index, citations=index.citations[1:]),
        lambda index: replace(index, citations=(*index.citations, index.citations[0])),
        lambda index: replace(index, rows=index.rows[1:]),
        lambda index: replace(index, set_aside=()),
        lambda index: replace(index, topics=index.topics[1:]),
    ],
)
def test_what_is_in_no_citation_is_lost(spoil: Callable[[Index], Index]) -> None:
    (index,) = read_text(TEXT, "index.txt").dataset.indexes
    with pytest.raises(Lost):
        account_for_citations(spoil(index), LAYOUT)


def test_a_problem_accounts_for_a_word_with_hidden_characters() -> None:
    table = read_bytes(TEXT.replace(b"I.4", "I.4\tle\u00adak\tbu\ufefflb".encode()), "index.txt")
    account(texts_of(table), table, arrange(table))
