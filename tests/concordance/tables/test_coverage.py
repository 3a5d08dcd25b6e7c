"""Findings about whole cells, topics and reports: duplicates, order, gaps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.concordance import Concordance
from repertory.model import Finding

Check = Callable[..., Concordance]


def of_kind(found: Concordance, kind: str) -> list[Finding]:
    return [each for each in found.findings if each.kind == kind]


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        pytest.param(("Bells|1|4, 5 and 4|",), ["4: repeats line 2"], id="in a cell"),
        pytest.param(("Bells|1|4|", "|1|4 and 5|"), ["4: repeats line 2"], id="in a topic"),
        pytest.param(
            ("Bells, general|1|4|", "Bells|1|4|", "Bells, brass|1|5|"),
            ["4: repeats line 2"],
            id="under two headings of a topic",
        ),
        pytest.param(("Bells|1|4|", "Fog|1|4|"), [], id="under two topics"),
        pytest.param(("Bells|1|4|", "|2|4|"), [], id="of two reports"),
        pytest.param(("Bells|1|8 (a) and 8 (b)|",), [], id="two parts of a paragraph"),
    ],
)
def test_a_citation_that_a_topic_repeats_is_found(
    check: Check, rows: tuple[str, ...], messages: list[str]
) -> None:
    found = of_kind(check(*rows), "duplicate-citation")

    assert [f"{each.paragraph}: {each.message}" for each in found] == messages


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("4, 8 and 12", None),
        ("9 and 4", "para. 4 comes after para. 9"),
        ("8 (b) and (a)", "para. 8 (a) comes after para. 8 (b)"),
        ("8 (iv), (v) and (ix)", None),
        ("8 (a) (ii) and 8 (a) (i)", "para. 8 (a) (i) comes after para. 8 (a) (ii)"),
        ("8 (z) and (aa)", None),
        ("8 (б) и (а)", "para. 8 (а) comes after para. 8 (б)"),
        ("8 and 8 (a)", None),
        ("12, 12 bis and 13", None),
        ("4 and 4", None),
    ],
)
def test_paragraphs_that_do_not_ascend_in_a_cell_are_found(
    check: Check, cell: str, message: str | None
) -> None:
    found = of_kind(check(f"Bells|1|{cell}|"), "order-in-cell")

    assert [each.message for each in found] == ([message] if message else [])


@pytest.mark.parametrize(
    ("rows", "gaps"),
    [
        pytest.param(("Bells|1|4, 5 and 7|", "Fog|1|6|"), [], id="none"),
        pytest.param(("Bells|1|4, 5 and 9|",), ["1: 6–8"], id="a run"),
        pytest.param(("Bells|1|4, 6 and 8|",), ["1: 5, 7"], id="two"),
        pytest.param(("Bells|1|6–8|I.3–5",), ["1: 4–5"], id="before the first, by the rule"),
        pytest.param(("Bells|1|1–3|I.4–6",), [], id="a rule below one"),
        pytest.param(("Bells|1|1–3|I.2–4",), [], id="a rule just below one"),
        pytest.param(("Bells|1|3–5|I.3–5",), ["1: 1–2"], id="a rule from one on"),
        pytest.param(("Bells|1|4–6|I.3–5",), ["1: 2–3"], id="a rule from two on"),
        pytest.param(("Bells|1|3 and 4|",), [], id="no rule, no paragraph before the first"),
        pytest.param(
            [f"B{n:02}|1|{n}|I.{n - (2 if n < 12 else 5)}" for n in range(4, 20)],
            ["1: 3"],
            id="before the first, by the first of two rules",
        ),
        pytest.param(("Bells|1|4 and 99999|",), ["1: 5–99998"], id="a wide one"),
        pytest.param(("Bells|1|8 (a) and (d)|",), ["1: 8 (b), 8 (c)"], id="parts"),
        pytest.param(("Bells|1|8 and 8 (d)|",), [], id="no items of a paragraph cited whole"),
        pytest.param(("Bells|1|8 (i)|",), [], id="a letter or a numeral"),
        pytest.param(("Bells|1|8 (i), (ii) and (iv)|",), ["1: 8 (iii)"], id="numerals"),
        pytest.param(("Bells|1|8 (а) и (в)|",), ["1: 8 (б)"], id="Russian letters"),
        pytest.param(("Bells|1|8 (a) (i) and 8 (c) (ii)|",), ["1: 8 (b)"], id="parts of parts"),
        pytest.param(("Bells|1|8 (a) and 8 (б)|",), [], id="letters of two alphabets"),
        pytest.param(("Bells|1|8 (v) and 8 (x)|",), [], id="letters or numerals"),
        pytest.param(("Bells|1|4|", "|2|6 and 8|"), ["2: 7"], id="each report separately"),
    ],
)
def test_paragraphs_that_no_topic_cites(
    check: Check, rows: tuple[str, ...], gaps: list[str]
) -> None:
    found = of_kind(check(*rows), "never-indexed")

    shown = [f"{(each.document or '').removeprefix('LIGHT/')}: {each.paragraph}" for each in found]
    assert shown == gaps


def test_a_gap_is_counted(check: Check) -> None:
    (one,) = of_kind(check("Bells|1|4 and 6|"), "never-indexed")
    (many,) = of_kind(check("Bells|1|4, 7 and 8 (b)|"), "never-indexed")

    assert one.message == "no topic cites 1 paragraph from 4 to 6"
    assert many.message == "no topic cites 3 paragraphs from 4 to 8"


def test_irregular_typography_names_its_place(check: Check) -> None:
    (finding,) = of_kind(check("Bells|1|4, 6-8|I.1, I.3–5"), "irregular-typography")[:1]

    assert (finding.severity, finding.printed, str(finding.place)) == (
        "info",
        ", ",
        "lights.txt, line 2, column 16",
    )


def test_a_row_out_of_order_is_found(check: Check) -> None:
    orderly = [f"B{n}|1|4|\n|2|5|\n|3|6|".split("\n") for n in range(3)]
    found = check(*(line for topic in orderly for line in topic), "Fog|3|4|", "|1|5|")

    (finding,) = of_kind(found, "row-order")
    assert (finding.severity, finding.message, finding.printed, finding.row) == (
        "warning",
        "LIGHT/1 does not follow LIGHT/3",
        "LIGHT/1",
        11,
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["4, 5", "6, 7"], 2),  # two lists show no style
        (["4, 5", "6, 7", "8, 9"], 0),
        (["4, 5", "6, 7", "8 and 9", "10 and 11"], 2),  # a tie
        (["4, 5", "6, 7", "8, 9", "10 and 11", "12 and 13"], 0),
        (["4-5", "6-7", "8-9"], 0),
        (["4-5", "6–7", "8–9"], 1),
        (["4—5", "6—7", "8—9"], 0),
        (["4- 5", "6- 7", "8- 9"], 3),  # the spaces, which are no style
    ],
)
def test_what_most_cells_have_is_the_style_of_the_index(
    check: Check, cells: list[str], found: int
) -> None:
    rows = [f"Bells|1|{cell}|" for cell in cells]

    assert len(of_kind(check(*rows), "irregular-typography")) == found
