"""Literals can be written in every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from repertory.rdf.statements import Statements
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.values import date, string, text, writable
from repertory.rdf.vocabulary import RDFS, XSD

ROW = IRI("https://example.org/row/1")
TEXT = st.text(
    st.characters(codec=None) | st.sampled_from("\r\n\x0b\x0c\x1b\x85\u2028\ud800\uffff")
)


@pytest.mark.parametrize("make", [string, lambda value: text(value, "en")], ids=["code", "text"])
@given(value=TEXT)
def test_any_text_can_be_written_as_rdf_xml(make: Callable[[str], Literal], value: str) -> None:
    """pyoxigraph writes characters that XML 1.0 does not allow and XML parsers refuse."""
    literal = make(value)
    content = Statements([(ROW, RDFS.label, literal)]).serialise("rdfxml")
    (read,) = rdflib.Graph().parse(data=content, format="xml").objects()
    assert str(read) == literal.text


@given(TEXT)
def test_writable_of_writable_is_identity(value: str) -> None:
    assert writable(writable(value)) == writable(value)


@pytest.mark.parametrize(
    "value", ["Corruption", "", "8 (b), (g)\u00a0and", "\ta\nb", "腐败", "\u2028", "\x7f\x85", "𝔘"]
)
def test_text_that_every_format_allows_is_unchanged(value: str) -> None:
    assert string(value) == Literal(value, datatype=XSD.string)


def test_a_language_tag_is_in_lower_case() -> None:
    assert text("腐败", "zh-Hant") == Literal("腐败", language="zh-hant")


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2019-07-16", XSD.date), ("2019-07", XSD.gYearMonth), ("2019", XSD.gYear)],
)
def test_a_date_has_the_known_precision(value: str, datatype: IRI) -> None:
    assert date(value) == Literal(value, datatype=datatype)


@pytest.mark.parametrize("value", ["", "July 2019", "2019-7", "19", "2019-07-16T00:00", "２０１９"])
def test_an_invalid_date_is_an_error(value: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        date(value)
