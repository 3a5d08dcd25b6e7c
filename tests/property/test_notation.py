"""Invariants of every list and every text, not only of the examples."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.notation.list_format import format_paragraphs, format_references

from repertory.errors import NotationError
from repertory.model import Locator, ParagraphNumber, Reference, Symbol
from repertory.notation import (
    ListEntry,
    cite,
    compact_paragraph,
    find_symbol,
    format_paragraph,
    format_reference,
    paragraph_key,
    parse_paragraph,
    parse_paragraphs,
    parse_reference,
    parse_references,
    parse_symbol,
)
from repertory.notation.entries import Parsed
from repertory.notation.formatting import designation
from repertory.notation.items import LETTERS, ROMAN, between
from repertory.notation.languages import (
    CONJUNCTIONS,
    LANGUAGES,
    LEADS,
    RANGE_WORDS,
    SUFFIXES,
    language_of,
)
from repertory.notation.locators import nest
from repertory.notation.paragraphs import MAXIMUM_DOTS
from repertory.rdf.iris import paragraph_eid

NAMED = ("annex", "appendix", "part", "chapter", "section", "article")
"""The kinds of parts with a name such as II."""

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
names = st.sampled_from(("", "I", "IV", "H", "E", "Y", "П", "و", "3", "12", "2.1", "I.A", "5B"))
remarks = st.sampled_from(("Session 9 Appendix", "new text", "see the annex, table 2"))
locators = st.one_of(
    st.builds(Locator, st.sampled_from(NAMED), names),
    st.just(Locator("preamble")),
    st.builds(Locator, st.just("decision"), st.sampled_from(("1/CP.21", "VII/12", "14/2"))),
)


@st.composite
def parts(draw: st.DrawFn) -> tuple[Locator, ...]:
    """No, one or several locators, the outer ones first."""
    within: tuple[Locator, ...] = ()
    for each in draw(st.lists(locators, max_size=3)):
        within = nest(within, each)
    return within


ANY_PARTS = parts()


@st.composite
def places(
    draw: st.DrawFn, around: st.SearchStrategy[tuple[Locator, ...]] = ANY_PARTS
) -> ParagraphNumber:
    """Any place but the whole document: a number, items alone, or a part, perhaps in others."""
    within = draw(around)
    kind = draw(st.sampled_from(("number", "dotted", "remark", "items", "part")))
    if kind == "part" and within:
        return ParagraphNumber(0, within=within)
    if kind == "items" and (found := draw(items)):
        return ParagraphNumber(0, items=found, within=within)
    place = replace(draw(paragraphs), within=within)
    if kind == "dotted":
        more = draw(st.lists(st.integers(0, 99_999), min_size=1, max_size=MAXIMUM_DOTS))
        return replace(place, dotted=tuple(more))
    if kind == "remark":
        return replace(place, within=(*within, Locator("part", draw(remarks))))
    return place


@st.composite
def place_entries(
    draw: st.DrawFn, around: st.SearchStrategy[tuple[Locator, ...]] = ANY_PARTS
) -> ListEntry[ParagraphNumber]:
    """A place with a number or a part, or a range of dotted numbers or of parts."""
    place = draw(places(around).filter(lambda each: each.number or not each.items))
    if place.dotted and not place.items and not place.suffix and draw(st.booleans()):
        *above, start = place.dotted
        return ListEntry(place, replace(place, dotted=(*above, start + draw(st.integers(1, 50)))))
    if not place.number and place.within[-1].kind in NAMED and draw(st.booleans()):
        first, last = draw(st.sampled_from((("I", "IV"), ("A", "C"), ("9", "11"))))
        one, other = (
            replace(place, within=(*place.within[:-1], replace(place.within[-1], name=name)))
            for name in (first, last)
        )
        return ListEntry(one, other)
    return ListEntry(place)


@st.composite
def neighbours(draw: st.DrawFn) -> list[ListEntry[ParagraphNumber]]:
    """Places in the same part, in the parts around it, and in these parts themselves."""
    within = draw(parts())
    around = st.integers(0, len(within)).map(lambda depth: within[:depth])
    return draw(st.lists(place_entries(around), min_size=1, max_size=4))


place_lists = st.one_of(st.lists(place_entries(), min_size=1, max_size=4), neighbours())
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


@given(place_lists, languages)
def test_parse_of_format_is_the_identity_for_lists_of_any_places(
    entries: list[ListEntry[ParagraphNumber]], language: str
) -> None:
    written = format_paragraphs(entries, language)
    assert Parsed(tuple(entries)) == parse_paragraphs(written)
    assert () == parse_paragraphs(written).irregularities


@given(places(), languages)
def test_parse_of_format_is_the_identity_for_any_place(
    place: ParagraphNumber, language: str
) -> None:
    assert place == parse_paragraph(designation(place, language_of(language)))
    assert place == parse_paragraph(compact_paragraph(place))
    assert place == parse_paragraph(cite(Symbol("A/1"), place, language)[3:].strip(" ,،，"))


@given(st.lists(places(), min_size=2, max_size=2, unique=True))
def test_places_have_different_names_keys_and_citations(both: list[ParagraphNumber]) -> None:
    for name in (paragraph_eid, paragraph_key, format_paragraph, compact_paragraph):
        assert len({name(place) for place in both}) == 2


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
