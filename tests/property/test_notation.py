"""Invariants of every list and every text, not only of the examples."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st
from tests.notation.list_format import format_paragraphs, format_references

from repertory.errors import NotationError
from repertory.model import ParagraphNumber, Reference
from repertory.notation import (
    ListEntry,
    compact_paragraph,
    find_symbol,
    format_paragraph,
    format_reference,
    parse_paragraph,
    parse_paragraphs,
    parse_reference,
    parse_references,
    parse_symbol,
)
from repertory.notation.entries import Parsed
from repertory.notation.items import LETTERS, ROMAN, between
from repertory.notation.languages import (
    CONJUNCTIONS,
    LANGUAGES,
    LEADS,
    RANGE_WORDS,
    SUFFIXES,
)

FIRST_LEVEL = tuple(item for letters in LETTERS for item in letters) + ROMAN
THIRD_LEVEL = tuple(item for item in FIRST_LEVEL if len(item) == 1 or item not in ROMAN)

languages = st.sampled_from(tuple(LANGUAGES))
items = st.one_of(
    st.just(()),
    st.tuples(st.sampled_from(FIRST_LEVEL)),
    st.tuples(st.sampled_from(FIRST_LEVEL), st.sampled_from(ROMAN)),
    st.tuples(st.sampled_from(FIRST_LEVEL), st.sampled_from(ROMAN), st.sampled_from(THIRD_LEVEL)),
)
paragraphs = st.builds(
    ParagraphNumber, st.integers(1, 99_999), st.sampled_from(("", "", *SUFFIXES)), items
)
sections = st.sampled_from(("I", "II", "IV", "V", "E", "Y", "A", "XXIV", "И", "Б", "3", "12"))


@st.composite
def paragraph_entries(draw: st.DrawFn) -> ListEntry[ParagraphNumber]:
    """An element, a range of whole paragraphs, or a range of the items of one."""
    first = draw(paragraphs)
    if draw(st.booleans()):
        return ListEntry(first)
    if not first.items:
        start = draw(st.integers(1, 99_000))
        length = draw(st.integers(1, 400))
        return ListEntry(ParagraphNumber(start), ParagraphNumber(start + length))
    *parents, item = first.items
    level = len(parents)
    pool = ROMAN if level == 1 else FIRST_LEVEL if level == 0 else THIRD_LEVEL
    ends = [end for end in pool if len(between(item, end, level)) > 1]
    if not ends:
        return ListEntry(first)
    last = (*parents, draw(st.sampled_from(ends)))
    return ListEntry(first, ParagraphNumber(first.number, first.suffix, last))


@st.composite
def siblings(draw: st.DrawFn) -> list[ListEntry[ParagraphNumber]]:
    """Consecutive elements of one paragraph, as in the lists of a report."""
    number = draw(st.integers(1, 20))
    return [
        ListEntry(ParagraphNumber(number, "", draw(items))) for _ in range(draw(st.integers(1, 4)))
    ]


paragraph_lists = st.one_of(
    st.lists(paragraph_entries(), min_size=1, max_size=4),
    st.lists(siblings(), min_size=1, max_size=3).map(lambda lists: list(chain(*lists))),
)


@st.composite
def reference_entries(draw: st.DrawFn) -> ListEntry[Reference]:
    """A reference, or a range inside one section."""
    section = draw(sections)
    entry = draw(paragraph_entries())
    last = None if entry.last is None else Reference(section, entry.last)
    return ListEntry(Reference(section, entry.first), last)


reference_lists = st.lists(reference_entries(), min_size=1, max_size=4)

VOCABULARY = sorted({*LEADS, *CONJUNCTIONS, *RANGE_WORDS, *SUFFIXES, *FIRST_LEVEL})
SCRAPS = (*"0123456789(),;.-–、،段 ²٣", "V.2", "III.19", "A/1", "\u00ad", "8 (a)")
words = st.sampled_from((*VOCABULARY, *SCRAPS))
texts = st.one_of(st.text(), st.lists(words).map("".join), st.lists(words).map(" ".join))


@given(paragraph_lists, languages)
def test_parse_paragraphs_of_format_paragraphs_is_the_identity(
    entries: list[ListEntry[ParagraphNumber]], language: str
) -> None:
    assert Parsed(tuple(entries)) == parse_paragraphs(format_paragraphs(entries, language))


@given(reference_lists, languages)
def test_parse_references_of_format_references_is_the_identity(
    entries: list[ListEntry[Reference]], language: str
) -> None:
    assert Parsed(tuple(entries)) == parse_references(format_references(entries, language))


@given(paragraph_lists, languages)
def test_the_result_of_format_paragraphs_is_regular(
    entries: list[ListEntry[ParagraphNumber]], language: str
) -> None:
    assert () == parse_paragraphs(format_paragraphs(entries, language)).irregularities


@given(paragraphs)
def test_parse_paragraph_of_format_paragraph_is_the_identity(paragraph: ParagraphNumber) -> None:
    assert paragraph == parse_paragraph(format_paragraph(paragraph))
    assert paragraph == parse_paragraph(compact_paragraph(paragraph))


@given(sections, paragraphs)
def test_parse_reference_of_format_reference_is_the_identity(
    section: str, paragraph: ParagraphNumber
) -> None:
    reference = Reference(section, paragraph)
    assert reference == parse_reference(format_reference(reference))


@given(paragraph_entries())
def test_the_elements_of_a_range_run_from_its_first_to_its_last(
    entry: ListEntry[ParagraphNumber],
) -> None:
    values = [element.value for element in Parsed((entry,)).elements()]
    assert (entry.first, entry.last or entry.first) == (values[0], values[-1])
    assert len(values) == len(set(values))


@given(texts)
def test_any_text_is_a_list_of_paragraphs_or_a_notation_error_inside_it(text: str) -> None:
    try:
        parsed = parse_paragraphs(text)
    except NotationError as error:
        assert 0 <= error.start <= error.end <= len(text)
    else:
        for entry in parsed.entries:
            assert text[entry.start : entry.end] == entry.printed != ""
        assert parsed == parse_paragraphs(format_paragraphs(parsed))


@given(texts)
def test_any_text_is_a_list_of_references_or_a_notation_error_inside_it(text: str) -> None:
    try:
        parsed = parse_references(text)
    except NotationError as error:
        assert 0 <= error.start <= error.end <= len(text)
    else:
        for entry in parsed.entries:
            assert text[entry.start : entry.end] == entry.printed != ""
        assert parsed == parse_references(format_references(parsed))


@given(st.one_of(texts, st.from_regex(r"[A-Z]{1,3}(/ ?[A-Z0-9.a-z()\u00a0\u2011*-]{1,5}){1,4}")))
def test_any_text_is_a_symbol_or_a_notation_error_inside_it(text: str) -> None:
    try:
        symbol, irregularities = parse_symbol(text)
    except NotationError as error:
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert (symbol, ()) == parse_symbol(symbol)
        assert symbol == find_symbol(symbol)
        assert all(0 <= note.start < note.end <= len(text) for note in irregularities)
