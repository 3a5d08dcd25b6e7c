"""Text laid out with spaces, as `pdftotext -layout` writes it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from repertory.layout import arrange
from repertory.outputs.publication import read_text
from repertory.readers import READERS, read_bytes, spaced

TEXT = """\
A/75/6

Index of recommendations on whales

Topic                Meeting report            Reference in A/3
                     Document    Paragraphs
Whales and           A/1/        4, 5 and 7    I.2, I.3 and
dolphins             Add.1                     I.4
Nets, size and shape A/2/Add.1   8 (e) and (f) II.1

A/75/6                                                  1
\fA/75/6

Topic              Meeting report            Reference in A/3
                   Document    Paragraphs
                   A/4/Add.2   1             II.2
Ropes              A/2/Add.1   9             II.3

A/75/6                                                  2
"""


def test_columns_are_found_though_they_drift_and_touch() -> None:
    rows = arrange(read_bytes(TEXT.encode(), "index.txt")).rows
    assert [
        (row.heading, row.document.text, row.paragraphs.text, row.references.text) for row in rows
    ] == [
        ("Whales and dolphins", "A/1/Add.1", "4, 5 and 7", "I.2, I.3 and I.4"),
        ("Nets, size and shape", "A/2/Add.1", "8 (e) and (f)", "II.1"),
        ("Nets, size and shape", "A/4/Add.2", "1", "II.2"),
        ("Ropes", "A/2/Add.1", "9", "II.3"),
    ]
    assert [row.place.line for row in rows] == [7, 9, 16, 17]


def test_page_furniture_is_not_a_row() -> None:
    aside = spaced.read(TEXT.encode(), "index.txt").set_aside
    assert [each.text for each in aside if each.kind == "page-furniture"] == [
        "A/75/6",
        "A/75/6 1",
        "A/75/6",
        "A/75/6 2",
    ]


@pytest.mark.parametrize("content", [b"Whales\tA/1\t4\n", b"One.  Two.\nThree.\n"])
def test_other_text_is_not_recognised(content: bytes) -> None:
    names = [reader.name for reader in READERS if reader.recognises(content, "index.txt")]
    assert names == ["text"]


PRINTED = [
    f"{lines}-{topics}-{width}"
    for lines in ("ruled", "unruled")
    for topics in ("merged", "centred", "blank", "repeated")
    for width in ("wide", "narrow")
    if (topics, width) != ("repeated", "wide")
]
Rows = tuple[tuple[str, str, str, str], ...]


@pytest.mark.parametrize("kind", PRINTED)
@pytest.mark.slow
def test_the_rows_of_the_real_index_as_printed_have_their_topics(
    kind: str, laid_out: Mapping[str, bytes], headed_rows: Rows
) -> None:
    index = read_text(laid_out[kind], "index.txt").dataset.indexes[0]
    written = [row.written for row in index.rows]
    assert (
        tuple((w.heading, w.document.text, w.paragraphs.text, w.references.text) for w in written)
        == headed_rows
    )
    unclear = [finding for finding in index.findings if finding.kind == "unclear-topic"]
    assert len(unclear) <= 2


OPEN = """\
Index of recommendations

Topic                Document   Paragraphs   Reference
Anchors and          A/1        4            I.1
chains               A/2        5            II.1
                     A/3        6            III.1
Bells and whistles   A/2        7            II.2
Nautical charts      A/3        8            III.2
Ropes                A/1        9            I.3
                     A/2        10           II.3
Whales               A/1        11           I.4
                     A/2        12           II.4
"""


def test_a_topic_that_the_layout_does_not_settle_is_a_finding() -> None:
    index = read_text(OPEN.encode(), "index.txt").dataset.indexes[0]
    (finding,) = [each for each in index.findings if each.kind == "unclear-topic"]
    assert (finding.severity, str(finding.place)) == ("warning", "index.txt, line 8")
    assert finding.message == (
        "the layout does not settle whether this row, and the next ones, belong to "
        "'Bells and whistles Nautical charts' or to 'Nautical charts'"
    )


SPLIT = """\
A/75/6

Topic              Document     Paragraphs   Reference
Anchors            LIGHT/WG.1/  4            I.1
                   2031/4
Bells              LIGHT/WG.1/  12, 14       I.9, I.11
\fA/75/6

                   2031/4       and 28       and I.25

Nets               LIGHT/WG.1/  5            I.2
\fA/75/6

                   2031/4

Ropes              LIGHT/WG.1/  7, 8         I.4, I.5
                   2031/4
                   LIGHT/WG.1/  9            II.3
\fA/75/6

                   2032/7

Whales             LIGHT/WG.1/  11           I.8
                   2031/4
"""


def test_the_rest_of_a_row_at_the_top_of_a_page_is_not_page_furniture() -> None:
    table = read_bytes(SPLIT.encode(), "index.txt")

    assert [
        (row.heading, row.document.text, row.paragraphs.text) for row in arrange(table).rows
    ] == [
        ("Anchors", "LIGHT/WG.1/2031/4", "4"),
        ("Bells", "LIGHT/WG.1/2031/4", "12, 14 and 28"),
        ("Nets", "LIGHT/WG.1/2031/4", "5"),
        ("Ropes", "LIGHT/WG.1/2031/4", "7, 8"),
        ("Ropes", "LIGHT/WG.1/2032/7", "9"),
        ("Whales", "LIGHT/WG.1/2031/4", "11"),
    ]
    aside = [each.text for each in table.set_aside if each.kind == "page-furniture"]
    assert aside == ["A/75/6"] * 4


def test_lines_that_differ_in_a_number_repeat_only_if_it_is_the_page_number() -> None:
    """`1/3`, `2/3` and `3/3` are page furniture; `36 (a)`, `4 (a)` and `11 (a)` are not."""
    pages = [
        f"{number}/3\n\nWhales       A/1        {number}          I.{number}\n"
        f"Nets         A/2        7          II.{number}\n\n{rest} (a)\n"
        for number, rest in ((1, 36), (2, 4), (3, 11))
    ]
    aside = spaced.read("\f".join(pages).encode(), "index.txt").set_aside

    assert [each.text for each in aside if each.kind == "page-furniture"] == ["1/3", "2/3", "3/3"]


REPEATED = """\
Topic              Document   Paragraphs   Reference in
                                           LIGHT/9
Anchors            A/1        4            I.1
Nets               A/2        5            II.2
Topic              Document   Paragraphs   Reference in
                                           LIGHT/9
Ropes              A/1        9            I.6
"""


def test_titles_may_be_repeated_in_the_middle_of_a_page() -> None:
    """For example, in text without its form feeds."""
    assert [
        (row.heading, row.document.text, row.references.text)
        for row in arrange(read_bytes(REPEATED.encode(), "index.txt")).rows
    ] == [("Anchors", "A/1", "I.1"), ("Nets", "A/2", "II.2"), ("Ropes", "A/1", "I.6")]


REFERRING = """\
Topic                            Document   Paragraphs   Reference
Anchors                          A/1        4            I.1
                                 A/2        5            II.1
Chained buoys, see also Lights
Chains                           A/1        7            I.2
                                 A/2        8            II.2
"""


def test_a_label_that_refers_to_another_makes_no_topic_unclear() -> None:
    index = read_text(REFERRING.encode(), "index.txt").dataset.indexes[0]

    assert [row.heading for row in index.rows] == ["Anchors", "Anchors", "Chains", "Chains"]
    assert [each for each in index.findings if each.kind == "unclear-topic"] == []


FLAT = """\
Topic              Document   Paragraphs   Reference
Anchors            A/1        4            I.1
Bells              A/1        6            I.3
Nets               A/2        5            II.2
Ropes              A/3        9            I.6
Sails              A/3        11           I.8
"""


def test_if_each_row_has_a_label_no_label_has_several_rows() -> None:
    index = read_text(FLAT.encode(), "index.txt").dataset.indexes[0]

    assert [row.heading for row in index.rows] == ["Anchors", "Bells", "Nets", "Ropes", "Sails"]
    assert [each for each in index.findings if each.kind == "unclear-topic"] == []


PAGES = """\
Topic                    Document           Paragraphs           Reference
                         Title
Lamps                    F8/ WG.1/ WG.2/    11, 26 and 31        IV.12,
                         1034
Fog                      G.43/S-25/148      13, 18, 21 and 23    II.11, II.16,
                         (SUPP)                                  II.19 and
                         XL/W/S-25/WDJE     20, 29, 32 and 33    III.17,
                         (Vol. II) (Part                         III.26, III.29
                         I)                                      and III.30
\f
Bells,
                         G.43/S-25/148      8                    II.6
                         (SUPP)
"""
"""A page that begins with a label on a line of its own."""


def test_blank_lines_are_removed() -> None:
    lines = spaced.read(PAGES.encode(), "index.txt").lines
    assert [bool("".join(cell.text for cell in line)) for line in lines] == [True] * 5


def test_a_section_above_a_label_on_two_lines_is_not_a_title() -> None:
    lines = [
        "Topic                 Document       Paragraphs",
        "PART ONE",
        "Harbour dues and",
        "other levies          LIGHT/1/2      3",
        "Lights                LIGHT/1/2      5",
        "                      LIGHT/1/3      1",
        "PART TWO",
        "Buoys                 LIGHT/1/2      9",
        "Anchors               LIGHT/1/4      2",
    ]
    rows = arrange(read_bytes("\n".join(lines).encode(), "lights.txt")).rows
    assert list(dict.fromkeys(row.heading for row in rows)) == [
        "PART ONE › Harbour dues and other levies",
        *("PART ONE › Lights", "PART TWO › Buoys", "PART TWO › Anchors"),
    ]


@pytest.mark.parametrize("rest", ["(SHERLOC)", "SHERLOC"])
def test_an_abbreviation_on_the_second_line_of_a_label_is_no_section(rest: str) -> None:
    lines = [
        "Topic                      Document       Paragraphs",
        "Lights and buoys           LIGHT/1/2      3",
        "Sharing resources and laws LIGHT/1/2      5",
        "on crimes with the portal  LIGHT/1/3      1",
        f"{rest}",
        "Winds                      LIGHT/1/2      9",
    ]
    rows = arrange(read_bytes("\n".join(lines).encode(), "lights.txt")).rows
    assert list(dict.fromkeys(row.heading for row in rows)) == [
        "Lights and buoys",
        f"Sharing resources and laws on crimes with the portal {rest}",
        "Winds",
    ]
