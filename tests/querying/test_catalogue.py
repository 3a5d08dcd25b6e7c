"""The catalogue: what each file of `queries/` must be."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest
import yaml

from repertory.errors import QueryError, SourceError
from repertory.querying.catalogue import (
    KEYS,
    PLACE,
    find_query,
    query_names,
    read_catalogue,
    read_query,
)
from repertory.querying.headers import HeaderError, read_header
from repertory.querying.syntax import query_form, words

HEADER = "#+ summary: All\n#+ description: Everything there is.\n"

names = pytest.mark.parametrize("name", query_names())


def decorators(text: str) -> object:
    """The header as grlc reads it: the lines without their mark, as YAML."""
    lines = [line.lstrip("#+") for line in text.split("\n") if line.startswith("#+")]
    return yaml.safe_load("\n".join(lines))


def as_texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: as_texts(each) for key, each in value.items()}
    return [as_texts(each) for each in value] if isinstance(value, list) else str(value)


@names
def test_a_header_is_read_as_yaml_is(name: str) -> None:
    text = find_query(name).text
    assert read_header(text) == as_texts(decorators(text))


GRLC = """
import json, sys
from grlc.gquery import get_metadata
texts = json.load(sys.stdin)
found = {name: get_metadata(text, "") for name, text in texts.items()}
keys = ("type", "summary")
print(json.dumps({n: [*(m[k] for k in keys), sorted(m["parameters"])] for n, m in found.items()}))
"""


def test_grlc_reads_the_queries_and_their_parameters() -> None:
    """grlc asks for exact versions of libraries, so it lives in an environment of its own.

    python3 -m venv grlc && grlc/bin/pip install grlc
    REPERTORY_GRLC_PYTHON=grlc/bin/python pytest tests/querying/test_catalogue.py
    """
    python = os.environ.get("REPERTORY_GRLC_PYTHON")
    if not python:
        message = "REPERTORY_GRLC_PYTHON names no Python with grlc; see this test"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    queries = [find_query(name) for name in query_names()]
    texts = json.dumps({query.name: query.text for query in queries})
    done = subprocess.run(
        [python, "-c", GRLC], input=texts, capture_output=True, encoding="utf-8", check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == {
        query.name: ["SelectQuery", query.summary, sorted(each.name for each in query.parameters)]
        for query in queries
    }


@names
def test_a_query_says_what_it_is_for(name: str) -> None:
    query = find_query(name)
    assert query.summary and query.description.endswith(".") and query.tags
    assert all(each.description and each.example for each in query.parameters)


@names
def test_a_query_selects_in_an_order_and_leaves_the_length_open(name: str) -> None:
    body = find_query(name).body
    assert query_form(body) == "SELECT"
    assert "ORDER" in words(body)
    assert not {"LIMIT", "OFFSET", "SERVICE"} & set(words(body))
    assert re.search(r"\nORDER BY [^\n]+\n\Z", body)


CHOICE = """IF(COALESCE(LANG(?{label}) = ?_language_literal, false), true, NOT EXISTS {{
    ?{name}Iri skos:prefLabel ?better .
    FILTER(
      LANG(?better) = ?_language_literal
      || LANG(?{label}) != "en" && (LANG(?better) = "en" || LANG(?better) < LANG(?{label}))
    )
  }})"""
"""How one label is chosen of a thing that has them in several languages."""
OF = {"label": "concept"}
"""A label that another text may stand for, as `?label` or `?written` -> the column of both."""


@names
def test_a_query_chooses_one_of_the_labels_of_a_thing(name: str) -> None:
    """A column of preferred labels has one for each thing; nothing else is looked up so."""
    query = find_query(name)
    labels = re.findall(r"skos:prefLabel \?(\w+)", query.body)
    body = query.body
    shown = {each for each in labels if f"?{OF.get(each, each)}Iri" in body}
    for each in shown:
        choice = CHOICE.format(name=OF.get(each, each), label=each)
        assert choice in body
        body = body.replace(choice, "")
    assert "EXISTS" not in words(body)
    assert [each.name for each in query.parameters if each.kind == "language"] == (
        ["language"] if shown else []
    )


@names
def test_a_query_joins_on_nothing_that_is_aggregated(name: str) -> None:
    """Engines cannot look such a value up: they pair all with all, which is quadratic."""
    body = find_query(name).body
    made = re.findall(r"\((?:COUNT|MAX|MIN|SAMPLE)\([^\n]*? AS \?(\w+)\)", body)
    subjects = re.findall(r"\?(\w+) (?:a|\w+:\w+)\b", body)
    objects = re.findall(r"\b(?:a|\w+:\w+) \?(\w+)", body)
    assert not set(made) & {*subjects, *objects}


@names
def test_a_query_declares_the_prefixes_that_it_uses(name: str) -> None:
    declared, _, rest = find_query(name).body.partition("\nSELECT")
    without_iris = re.sub('<[^>]*>|"[^"]*"', "", rest)
    used = set(re.findall(r"\b([a-z]+):", without_iris))
    assert set(re.findall(r"PREFIX ([a-z]+):", declared)) == used


@names
def test_columns_of_iris_stand_beside_their_labels(name: str) -> None:
    selected = re.search(r"\nSELECT(?: DISTINCT)?([^{]*?)\nWHERE", find_query(name).body)
    assert selected is not None
    columns = re.findall(r"\?(\w+)", selected[1])
    assert len(columns) == len(set(columns))
    assert columns == sorted(columns, key=lambda column: column.endswith("Iri"))


def test_the_readme_names_the_keys_of_a_header() -> None:
    from repertory.resources import data_folder

    readme = data_folder("queries").joinpath("README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (`[^|]*`) \|", readme, re.MULTILINE)) == {
        "`summary`, `description`",
        "`tags`",
        "`params`",
        "`defaults`, `enumerate`",
        "`matrix`",
    }
    assert KEYS == {"summary", "description", "tags", "params", "defaults", "enumerate", "matrix"}


def test_an_unknown_query_is_an_error_with_the_nearest_names() -> None:
    with pytest.raises(QueryError) as caught:
        find_query("recommendation-on-topic")
    assert str(caught.value) == (
        "no query is called 'recommendation-on-topic'. Did you mean recommendations-on-topic or "
        "recommendations-under-most-topics or recommendations-on-concept? "
        "`repertory query` lists them all."
    )


def test_a_name_is_no_path() -> None:
    with pytest.raises(QueryError):
        find_query("../queries/topics")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT * {}", "q.rq, line 1: found 'summary', expected a text"),
        ("#+ summary: [a]\n", "q.rq, line 1: found '[a]', expected a plain text"),
        ("#+ summary: a: b\n", "q.rq, line 1: found 'a: b', expected a plain text"),
        ("#+ summary: a\n#+ summary: b\n", "q.rq, line 2: found 'summary', expected each key once"),
        ("#+ summary: a\n#+   b\n", "q.rq, line 2: found 'b', expected a key and a colon"),
        ("#+ summary:\n", "q.rq, line 1: found 'summary:', expected a value"),
        (HEADER + "#+ method: GET\n", "q.rq, line 1: found 'method', expected one of the keys"),
        (
            HEADER + "SELECT * { BIND(?_x_iri AS ?x) }",
            "q.rq, line 1: found '?_x_iri', expected each parameter in the header and in the query",
        ),
        (
            HEADER + "#+ params:\n#+   x:\n#+     type: whale\n",
            "q.rq, line 1: found 'whale', expected one of the types topic",
        ),
    ],
)
def test_a_header_that_is_wrong_is_an_error_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_query("q", text)
    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("#+ a: b\n#+ c: d", {"a": "b", "c": "d"}),
        ("#+ a:\n#+   - b\n#+   - c", {"a": ["b", "c"]}),
        ("#+ a:\n#+   b:\n#+     c: d\n#+   e: f", {"a": {"b": {"c": "d"}, "e": "f"}}),
        ("#+ a:\n#+   - b: c\n#+   - d:\n#+     - e", {"a": [{"b": "c"}, {"d": ["e"]}]}),
        ('#+ a: "b: c"', {"a": "b: c"}),
        ("SELECT", {}),
    ],
)
def test_a_header_is_the_value_that_yaml_gives(header: str, value: dict[str, object]) -> None:
    assert read_header(header) == value == (as_texts(decorators(header) or {}))


def test_a_list_inside_a_line_is_not_read() -> None:
    with pytest.raises(HeaderError):
        read_header("#+ a: [b, c]")


def test_the_catalogue_is_in_the_order_of_names() -> None:
    assert [query.name for query in read_catalogue()] == list(query_names())
    assert len(query_names()) > 30
    assert all(PLACE.search(q.body) is None or q.parameters for q in read_catalogue())
