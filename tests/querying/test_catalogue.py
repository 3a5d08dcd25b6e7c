"""The catalogue: the rules for each file of `queries/`."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest
import yaml
from tests.programs import named_by

from repertory.errors import QueryError, SourceError
from repertory.querying.catalogue import (
    PLACE,
    Parameter,
    find_query,
    query_names,
    read_catalogue,
    read_query,
)
from repertory.querying.syntax import query_form, words

HEADER = "#+ summary: All\n#+ description: Everything there is.\n"

names = pytest.mark.parametrize("name", query_names())


def decorators(text: str) -> object:
    """Return the header as grlc reads it: the lines without their mark, as YAML."""
    lines = [line.lstrip("#+") for line in text.split("\n") if line.startswith("#+")]
    return yaml.safe_load("\n".join(lines))


def of_parameters(header: Any, key: str) -> dict[str, Any]:
    return {name: value for each in header.get(key, []) for name, value in each.items()}


@names
def test_a_header_is_read_as_grlc_reads_it(name: str) -> None:
    query = find_query(name)
    header: Any = decorators(query.text)
    assert [query.summary, query.description, list(query.tags), list(query.matrix)] == [
        header["summary"],
        header["description"],
        header["tags"],
        header.get("matrix", []),
    ]
    described = [(each.name, each.kind, each.description) for each in query.parameters]
    assert described == [
        (name, each["type"], each["description"]) for name, each in header.get("params", {}).items()
    ]
    examples = [each.example for each in query.parameters]
    assert examples == [str(each["example"]) for each in header.get("params", {}).values()]
    defaults = {each.name: each.default for each in query.parameters if each.default is not None}
    assert defaults == {
        name: str(value) for name, value in of_parameters(header, "defaults").items()
    }
    values = {each.name: list(each.values) for each in query.parameters if each.values}
    assert values == of_parameters(header, "enumerate")


GRLC = """
import json, sys
from grlc.gquery import get_metadata
texts = json.load(sys.stdin)
found = {name: get_metadata(text, "") for name, text in texts.items()}
keys = ("type", "summary")
print(json.dumps({n: [*(m[k] for k in keys), sorted(m["parameters"])] for n, m in found.items()}))
"""


@pytest.mark.slow
def test_grlc_reads_the_queries_and_their_parameters() -> None:
    """grlc requires exact versions of libraries, so it has its own environment.

    python3 -m venv grlc && grlc/bin/pip install grlc
    REPERTORY_GRLC_PYTHON=grlc/bin/python pytest tests/querying/test_catalogue.py
    """
    python = str(named_by("REPERTORY_GRLC_PYTHON"))
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
def test_a_query_is_described(name: str) -> None:
    query = find_query(name)
    assert query.summary and query.description.endswith(".") and query.tags
    assert all(each.description and each.example for each in query.parameters)


@names
def test_a_query_has_an_order_and_no_limit(name: str) -> None:
    body = find_query(name).body
    assert query_form(body) == "SELECT"
    assert "ORDER" in words(body)
    assert not {"LIMIT", "OFFSET", "SERVICE"} & set(words(body))
    assert re.search(r"\nORDER BY [^\n]+\n\Z", body)


CHOICE = """IF(COALESCE(LANG(?{label}) = ?_language_literal, false), true, NOT EXISTS {{
    ?{name}Iri {naming} ?better .
    FILTER(
      LANG(?better) = ?_language_literal
      || LANG(?{label}) != "en" && (LANG(?better) = "en" || LANG(?better) < LANG(?{label}))
    )
  }})"""
"""How one label of a thing is chosen if it has labels in several languages."""
OF = {"label": "concept", **dict.fromkeys(("named", "text", "stated"), "recommendation")}
"""A variable for a label that differs from its column -> the column."""
PARTS = ("paragraph", "possible", "section", "thing", "recommendation", "named")
"""The variables for things that have an rdfs:label in each language of the dataset."""
OTHERS = {"text": "schema:text", "stated": "?predicate"}
"""Other variables that have a value in each language -> the property."""


WITHOUT = re.compile(r"FILTER NOT EXISTS \{ \?\w+ (rep:records|rep:mayRecord)[^}]*\}")
"""The condition of a half row: nothing else is listed with it."""


@names
def test_a_query_chooses_one_of_the_labels_of_a_thing(name: str) -> None:
    """A column of labels has one for each thing; EXISTS has no other use, but for half rows."""
    query = find_query(name)
    body = " ".join(query.body.split())
    labels = {*re.findall(r"skos:prefLabel \?(\w+)", body)}
    parts = {each for each in re.findall(r"rdfs:label \?(\w+)", body) if each in PARTS}
    others = {each for each, naming in OTHERS.items() if f"{naming} ?{each} " in body}
    every = labels | parts | others
    shown = {each for each in every if f"?{OF.get(each, each)}Iri" in body}
    for each in shown:
        naming = OTHERS.get(each, "rdfs:label" if each in parts else "skos:prefLabel")
        choice = " ".join(CHOICE.format(name=OF.get(each, each), label=each, naming=naming).split())
        assert body.count(choice) == body.count(f"{naming} ?{each} ")
        body = body.replace(choice, "")
    assert "EXISTS" not in words(WITHOUT.sub("", body))
    assert [each.name for each in query.parameters if each.kind == "language"] == (
        ["language"] if shown else []
    )


@names
def test_a_query_does_not_join_on_aggregates(name: str) -> None:
    """Engines have no index for such a value: they compare all pairs, which is quadratic."""
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
def test_columns_of_iris_follow_the_other_columns(name: str) -> None:
    selected = re.search(r"\nSELECT(?: DISTINCT)?([^{]*?)\nWHERE", find_query(name).body)
    assert selected is not None
    columns = re.findall(r"\?(\w+)", selected[1])
    assert len(columns) == len(set(columns))
    assert columns == sorted(columns, key=lambda column: column.endswith("Iri"))


def test_the_readme_lists_the_keys_of_a_header() -> None:
    from repertory.resources import data_folder

    readme = data_folder("queries").joinpath("README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (`[^|]*`) \|", readme, re.MULTILINE)) == {
        "`summary`, `description`",
        "`tags`",
        "`params`",
        "`defaults`, `enumerate`",
        "`matrix`",
    }
    with pytest.raises(SourceError) as caught:
        read_query("q", HEADER + "#+ method: GET\n")
    assert str(caught.value) == (
        "q.rq, line 3: found the key 'method' in the file, expected only defaults, description, "
        "enumerate, matrix, params, summary, tags"
    )


def test_an_unknown_query_is_an_error_with_similar_names() -> None:
    with pytest.raises(QueryError) as caught:
        find_query("recommendation-on-topic")
    assert str(caught.value) == (
        "no query is called 'recommendation-on-topic'. Did you mean recommendations-on-topic or "
        "recommendations-under-most-topics or recommendations-on-concept? "
        "`repertory query` lists them all."
    )


def test_a_name_is_not_a_path() -> None:
    with pytest.raises(QueryError):
        find_query("../queries/topics")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT * {}", "q.rq: found no 'summary' in the file, expected text that is not empty"),
        ("#+ summary: [a]\n", "q.rq, line 1: found summary = ['a'], expected text"),
        (
            "#+ summary: a: b\n",
            "q.rq, line 1: found 'summary: a: b' (mapping values are not allowed here), expected "
            "YAML. Put text that contains a colon or # in quotation marks.",
        ),
        (
            "\n#+ summary: a\n#+ summary: b\n",
            "q.rq, line 3: found the duplicate key 'summary', expected YAML. Keep one of the two.",
        ),
        (
            "#+ - a\n",
            "q.rq, line 1: found ['a'] without a key, expected YAML. "
            "Write each line as a key, a colon and a value.",
        ),
        ("#+ summary:\n", "q.rq, line 1: found summary = '', expected text that is not empty"),
        (
            "#+ summary: All\n",
            "q.rq: found no 'description' in the file, expected text that is not empty",
        ),
        (
            HEADER + "#+ tags: a\n",
            "q.rq, line 3: found tags = 'a', expected an array of texts, "
            "each text that is not empty",
        ),
        (
            HEADER + "SELECT * { BIND(?_x_iri AS ?x) }",
            "q.rq: found ?_x_iri, expected each parameter in the header and in the query",
        ),
        (
            HEADER + "#+ params:\n#+   x:\n#+     type: whale\n",
            "q.rq, line 5: found type = 'whale', expected one of 'topic', 'paragraph', 'document', "
            "'recommendation', 'concept', 'position', 'addressee', 'state', 'integer', 'literal', "
            "'language'",
        ),
        (
            HEADER + "#+ defaults:\n#+   - x: 1\n",
            "q.rq, line 4: found the key 'x' in [[defaults]], expected only ",
        ),
    ],
)
def test_an_invalid_header_is_an_error_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_query("q", text)
    assert problem in str(caught.value).split("\n")


def test_all_problems_of_a_header_are_one_error() -> None:
    with pytest.raises(SourceError) as caught:
        read_query("q", "#+ summary: [a]\n#+ params:\n#+   x:\n#+     type: whale\n#+ who: me\n")
    assert [problem.place.line for problem in caught.value.problems] == [None, 1, 3, 3, 4, 5]


def test_every_yaml_value_is_a_text() -> None:
    head = HEADER + (
        "#+ tags: [yes, 1, 2019-07-16, ~]\n#+ params: {x: {type: literal, description: No, "
        "example: 0x1F}}\n#+ defaults: [x: off]\n#+ enumerate: [x: [on, off]]\n"
    )
    query = read_query("q", head + "SELECT * { BIND(?_x_literal AS ?x) }")
    assert query.tags == ("yes", "1", "2019-07-16", "~")
    (parameter,) = query.parameters
    assert parameter == Parameter("x", "literal", "No", "0x1F", "off", ("on", "off"))


def test_the_catalogue_is_in_the_order_of_names() -> None:
    assert [query.name for query in read_catalogue()] == list(query_names())
    assert len(query_names()) > 30
    assert all(re.search(PLACE, q.body) is None or q.parameters for q in read_catalogue())
