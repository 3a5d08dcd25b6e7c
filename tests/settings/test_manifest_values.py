"""The formats of the values in a manifest."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repertory.checking.checked_file import Format
from repertory.rdf.iris import DEFAULT_BASE
from repertory.settings.manifest_values import (
    BASE,
    DATE,
    IDENTIFIER,
    LANGUAGE,
    SYMBOL,
    WEB_IRI,
    is_language_tag,
    is_unpublished,
    is_web_iri,
)

GOOD: dict[str, tuple[Format, list[str]]] = {
    "identifier": (IDENTIFIER, ["a", "7", "som-2019", "a" * 200]),
    "language": (
        LANGUAGE,
        ["en", "fr", "zh-Hant", "sr-Latn-RS", "es-419", "de-CH-1996", "x-un", "sl-rozaj-biske"],
    ),
    "date": (DATE, ["2019", "2019-07", "2019-07-16", "2020-02-29", "0001"]),
    "base": (BASE, ["https://w3id.org/repertory/id/", "http://localhost:8080/", "http://é.org/"]),
    "web IRI": (WEB_IRI, ["https://un.org", "https://un.org?a=b/?", "https://un.org/a%20b#c/?d"]),
    "symbol": (SYMBOL, ["A/1", "CTOC/COP/WG.7/2012/6", "S/RES/1325 (2000)", "A/HRC/38/12/Add.1"]),
}
BAD: dict[str, tuple[Format, list[str]]] = {
    "identifier": (IDENTIFIER, ["", "-a", "A", "a b", "a_b", "é", "a/b", "a\n", "١"]),
    "language": (LANGUAGE, ["", "e", "en_GB", "en-", "-en", "toolonglanguage", "en\n", "анг"]),
    "date": (
        DATE,
        [
            "",
            "19",
            "2019-13",
            "2019-02-29",
            "2019-7-16",
            "0000",
            "2019-07-16\n",
            "٢٠١٩",
            "20190716",
        ],
    ),
    "base": (
        BASE,
        ["", "https://un.org", "https://un.org/a", "https://un.org/a#", "https://un.org/?a/"],
    ),
    "web IRI": (
        WEB_IRI,
        [
            *[
                "",
                "un.org",
                "ftp://un.org/",
                "https://",
                "https:///a",
                "urn:a",
                "https://un.org/a b",
            ],
            *[
                "https://un.org/<a>",
                "https://un.org/%zz",
                "https://un.org/a#b#c",
                "https://u@un.org/",
            ],
            *["https://un.org/\n", "https://un.org/{a}", "https://un.org/\u202e", "https://?a"],
        ],
    ),
    "symbol": (SYMBOL, ["", "A", "/A", "A/", "A//1", " A/1", "A /1", "A/1\n", "A/\u200b1"]),
}


@pytest.mark.parametrize(
    ("form", "text"), [(form, text) for form, texts in GOOD.values() for text in texts]
)
def test_a_text_of_the_right_form_is_accepted(form: Format, text: str) -> None:
    assert form.holds(text)


@pytest.mark.parametrize(
    ("form", "text"), [(form, text) for form, texts in BAD.values() for text in texts]
)
def test_a_text_of_another_form_is_refused(form: Format, text: str) -> None:
    assert not form.holds(text)


@given(st.text(alphabet=st.characters(), max_size=8), st.text(alphabet="/?#%2aé:@[]", max_size=8))
@example("\ufffd", "")
@example("\U000e0100", "")
@example("\ue000", "/")
def test_an_accepted_iri_is_valid_for_pyoxigraph(start: str, end: str) -> None:
    for iri in (f"https://un.org/{start}{end}", f"https://{start}.org{end}"):
        if is_web_iri(iri):
            assert pyoxigraph.NamedNode(iri).value == iri


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (DEFAULT_BASE, True),
        ("http://Data.INVALID:8080/id/", True),
        ("https://invalid/id/", True),
        ("https://invalid.org/id/", False),
        ("https://example.org/x.invalid/", False),
        ("https://notinvalid/id/", False),
    ],
)
def test_only_a_base_of_a_host_that_cannot_exist_is_unpublished(base: str, expected: bool) -> None:
    assert is_unpublished(base) is expected


@given(st.text(alphabet="abxzAZ019-", max_size=12))
@example("en-a-bbb-x-a-ccc")
@example("x-whatever")
def test_an_accepted_language_tag_is_valid_for_pyoxigraph(tag: str) -> None:
    if is_language_tag(tag):
        assert pyoxigraph.Literal("text", language=tag).language == tag.lower()
