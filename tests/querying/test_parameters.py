"""The values of parameters are resolved."""

from __future__ import annotations

import pytest

from repertory.errors import QueryError
from repertory.querying.catalogue import find_query
from repertory.querying.local import LocalStore, open_store
from repertory.querying.parameters import Candidate, best, resolve
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.vocabulary import XSD

BASE = "https://w3id.org/repertory/id"
SEA = f"{BASE}/topics/som/smuggling-by-sea"
PARAGRAPH = f"{BASE}/document/CTOC/COP/WG.7/2018/3#para_8__subpara_e"


@pytest.fixture(scope="module")
def store() -> LocalStore:
    return LocalStore(open_store())


@pytest.mark.parametrize(
    ("query", "name", "value", "iri"),
    [
        ("recommendations-on-topic", "topic", "Smuggling by sea", SEA),
        ("recommendations-on-topic", "topic", "smuggling  BY sea ", SEA),
        ("recommendations-on-topic", "topic", "smuggling-by-sea", SEA),
        ("recommendations-on-topic", "topic", SEA, SEA),
        ("recommendations-on-topic", "topic", f"<{SEA}>", SEA),
        (
            "recommendations-on-topic",
            "topic",
            "emerging",
            f"{BASE}/topics/som/emerging-technologies",
        ),
        ("recommendations-on-topic", "topic", "visa emerging technologies", None),
        ("topics-of-paragraph", "paragraph", "CTOC/COP/WG.7/2018/3, para. 8 (e)", PARAGRAPH),
        ("topics-of-paragraph", "paragraph", "CTOC/COP/WG.7/2018/3 8(e)", PARAGRAPH),
        ("topics-of-paragraph", "paragraph", "CTOC/COP/WG.7/2018/3, párr. 8 e)", PARAGRAPH),
        ("topics-of-paragraph", "paragraph", "CTOC/COP/WG.7/2018/3，第8(e)段", PARAGRAPH),
        ("topics-of-paragraph", "paragraph", "CTOC/COP/WG.7/2018/3#para_8__subpara_e", PARAGRAPH),
        ("topics-of-paragraph", "paragraph", "ctoc/cop/wg.7/2018/3#para_8__subpara_e", PARAGRAPH),
        ("topics-of-paragraph", "paragraph", PARAGRAPH, PARAGRAPH),
        ("topics-of-paragraph", "paragraph", "ctoc/cop/wg.7/2018/3 para 8(e)", PARAGRAPH),
        (
            "concordance-of-report",
            "document",
            "ctoc/cop/wg.7/2018/3",
            PARAGRAPH.partition("#")[0],
        ),
        (
            "concordance-of-report",
            "document",
            "CTOC/COP/ WG.7/2018/3*",
            PARAGRAPH.partition("#")[0],
        ),
        (
            "recommendation",
            "recommendation",
            "V.2 (e)",
            f"{BASE}/document/CTOC/COP/WG.7/2019/5#sec_V__para_2__subpara_e",
        ),
        (
            "recommendation",
            "recommendation",
            "CTOC/COP/WG.7/2019/5, V.2.e",
            f"{BASE}/document/CTOC/COP/WG.7/2019/5#sec_V__para_2__subpara_e",
        ),
        (
            "recommendation",
            "recommendation",
            "CTOC/COP/WG.7/2019/5#sec_V__para_2__subpara_e",
            f"{BASE}/document/CTOC/COP/WG.7/2019/5#sec_V__para_2__subpara_e",
        ),
    ],
)
def test_a_value_names_a_thing(
    query: str, name: str, value: str, iri: str | None, store: LocalStore
) -> None:
    if iri is None:
        with pytest.raises(QueryError, match="no topic is called"):
            resolve(find_query(query), {name: value}, store)
        return
    assert resolve(find_query(query), {name: value}, store)[name].terms == (iri,)


def test_a_number_is_an_integer(store: LocalStore) -> None:
    choice = resolve(find_query("topics-first-taken-up"), {"year": "02015"}, store)["year"]
    assert choice.terms == (Literal("2015", datatype=XSD.integer),)


def test_a_default_is_used(store: LocalStore) -> None:
    choices = resolve(find_query("findings"), {}, store)
    assert choices["severity"].terms == (Literal("warning"),)


@pytest.mark.parametrize(
    ("query", "given", "message"),
    [
        (
            "recommendations-on-topic",
            {},
            "recommendations-on-topic needs the parameter 'topic': The topic, by its label, a part "
            "of the label, its IRI or the last part of the IRI. Example: repertory query "
            'recommendations-on-topic "Smuggling by sea"',
        ),
        (
            "recommendations-on-topic",
            {"topics": "x"},
            "recommendations-on-topic has no parameter 'topics'; it takes topic, language",
        ),
        ("documents", {"topic": "x"}, "documents has no parameter 'topic'; it takes none"),
        (
            "topics-first-taken-up",
            {"year": "last"},
            "year: found 'last', expected a whole number such as 2015",
        ),
        (
            "findings",
            {"severity": "grave"},
            "severity: found 'grave', expected one of violation, warning, info",
        ),
        (
            "search-labels",
            {"text": "a\x1bb"},
            "text: found 'a\\x1bb', expected 1 to 1000 printable characters, such as 'sea'",
        ),
        (
            "recommendations-on-topic",
            {"topic": "smugling by see"},
            "topic: no topic is called 'smugling by see'. Did you mean 'Smuggling by sea' or "
            "'Smuggling by air' or 'Multi-agency centres' or 'Emerging technologies'? "
            "`repertory query topics` lists them all.",
        ),
        (
            "recommendation",
            {"recommendation": "whale"},
            "recommendation: 'whale': expected a reference such as III.6 or V.2.d. It needs a "
            "section and a number.",
        ),
        (
            "topics-of-paragraph",
            {"paragraph": "8 (e)"},
            "paragraph: found '8 (e)', expected a symbol and a paragraph, such as "
            "'CTOC/COP/WG.7/2018/3, para. 8 (e)'",
        ),
        (
            "topics-of-paragraph",
            {"paragraph": "CTOC/COP/WG.7/2018/3"},
            "paragraph: found 'CTOC/COP/WG.7/2018/3', expected a symbol and a paragraph, such as "
            "'CTOC/COP/WG.7/2018/3, para. 8 (e)'",
        ),
    ],
)
def test_an_invalid_value_is_an_error(
    query: str, given: dict[str, str], message: str, store: LocalStore
) -> None:
    with pytest.raises(QueryError) as caught:
        resolve(find_query(query), given, store)
    assert str(caught.value) == message


def test_candidates_are_listed_when_several_match(store: LocalStore) -> None:
    with pytest.raises(QueryError) as caught:
        resolve(find_query("recommendations-on-topic"), {"topic": "smuggling by"}, store)
    assert str(caught.value) == (
        "topic: 'smuggling by' matches 3 topics. Give the whole label or the IRI of one:\n"
        f"  Smuggling by air  <{BASE}/topics/som/smuggling-by-air>\n"
        f"  Smuggling by sea  <{SEA}>\n"
        "  Smuggling by sea, notification of the Secretary-General of national authorities  "
        f"<{SEA}-notification-of-the-secretary-general-of-national-authorities>"
    )


def test_an_equal_name_has_precedence_over_a_similar_one() -> None:
    fish, shout = (Candidate(name, name, IRI(f"a:{name}")) for name in ("Fish", "FISH"))
    assert best("FISH", [fish, shout]) == [shout]
    assert best("fish", [fish, shout]) == [fish, shout]
