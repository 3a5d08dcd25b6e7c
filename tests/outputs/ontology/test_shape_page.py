"""The page describes every parameter of the shapes in words."""

from __future__ import annotations

import re

import pytest

from repertory.outputs.ontology.shape_page import (
    KINDS,
    REQUIREMENTS,
    TARGETS,
    ShapeSection,
    describe_shape,
)
from repertory.outputs.ontology.term_html import Files
from repertory.rdf import read, shacl_terms
from repertory.rdf.shacl_terms import ANNOTATIONS, OTHER_CHECKS, SHAPE_LINKS, VALUE_CHECKS
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SH
from repertory.validation.shapes.profile import load_shapes

GRAPH = load_shapes("all").core
PREFIXES = """
@prefix a: <http://a.example/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix repsh: <https://w3id.org/repertory/shapes#> .
@prefix rep: <https://w3id.org/repertory/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """
repsh:Holder sh:targetClass rep:Row ; sh:property repsh:S .
repsh:Day sh:name "day"@en ; sh:group a:g .
repsh:Hour sh:name "hour"@en .
repsh:S sh:name "a < b"@en, "un"@fr ; sh:description "What it is."@en ;
    sh:message "Correct it."@en ; sh:severity sh:Warning ;
"""


def shape(turtle: str) -> ShapeSection:
    files = Files(read(f"{PREFIXES}{SHAPES}{turtle} .".encode(), "turtle"))
    return describe_shape(IRI("https://w3id.org/repertory/shapes#S"), files)


def shown(turtle: str) -> tuple[str, str]:
    """Return the targets and the requirements of a shape, without links."""
    described = shape(turtle)
    assert (described.name, described.title, described.meaning) == ("S", "a < b", "What it is.")
    assert list(described.parts) == [
        "Severity",
        "Applies to",
        *(["Requires"] if "Requires" in described.parts else []),
        "Message",
    ]
    assert (described.parts["Severity"], described.parts["Message"]) == ("warning", "Correct it.")
    plain = [
        re.sub(r"</?(?:a|code)\b[^>]*>", "", described.parts.get(title, ""))
        for title in ("Applies to", "Requires")
    ]
    return plain[0], plain[1]


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("sh:path rep:topic", "each rep:Row: rep:topic"),
        ("sh:path [ sh:inversePath rep:topic ]", "each rep:Row: inverse of rep:topic"),
        (
            "sh:path [ sh:alternativePath ( rep:topic [ sh:inversePath a:p ] ) ]",
            "each rep:Row: rep:topic or inverse of http://a.example/p",
        ),
        (
            "sh:path ( rep:topic [ sh:inversePath a:p ] )",
            "each rep:Row: rep:topic, then inverse of http://a.example/p",
        ),
        ("sh:targetNode rep:statuses", "rep:statuses, each rep:Row"),
        (
            "sh:path rep:order . repsh:Holder sh:property repsh:Held . "
            "repsh:Held sh:path rep:inRow ; sh:property repsh:S",
            "each rep:Row: rep:inRow, each rep:Row: rep:order",
        ),
        (
            "sh:targetSubjectsOf skos:related ; sh:targetObjectsOf skos:broader",
            "each subject of skos:related, each value of skos:broader, each rep:Row",
        ),
    ],
)
def test_the_targets_of_a_shape_are_described(turtle: str, words: str) -> None:
    assert shown(turtle)[0] == words


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("sh:minCount 1 ; sh:maxCount 1", "exactly 1 value"),
        ("sh:minCount 1 ; sh:maxCount 2", "at least 1 value; at most 2 values"),
        ("sh:nodeKind sh:IRI ; sh:class rep:Row", "an IRI; an instance of rep:Row"),
        (
            "sh:datatype xsd:integer ; sh:minInclusive 1",
            "a literal of the datatype xsd:integer; 1 or more",
        ),
        (
            'sh:pattern "^<a>$" ; sh:minLength 1',
            "a match of the pattern ^&lt;a&gt;$; a minimum length of 1",
        ),
        ("sh:in ( rep:open 'b' rep:accepted )", "one of rep:open, b, rep:accepted"),
        ("sh:or ( repsh:Hour repsh:Day )", "one of the shapes hour, day"),
        (
            "sh:hasValue rep:open ; sh:uniqueLang true",
            "rep:open as one of the values; at most one value in each",
        ),
        ("sh:equals rep:topic", "the same values as rep:topic"),
        (
            "sh:disjoint skos:altLabel, skos:hiddenLabel",
            "no value that is also one of skos:altLabel; no value that is also one of skos",
        ),
        ("sh:closed true", "no properties other than those of its shapes"),
    ],
)
def test_the_requirements_of_a_shape_are_described(turtle: str, words: str) -> None:
    assert shown(turtle)[1].startswith(words)


def test_a_query_is_shown_as_it_is_written() -> None:
    query = 'a:q sh:select """\n    SELECT $this {\n      $this a:p 1 FILTER(1 < 2) }\n""" .'
    described = shape(f" sh:sparql a:q . {query}"[:-2])
    assert described.queries == ["SELECT $this {\n  $this a:p 1 FILTER(1 < 2) }"]


def test_every_parameter_in_the_shapes_has_words() -> None:
    counted = {"minCount", "maxCount", "property", "path", "ignoredProperties"}
    annotated = "name description message severity group order".split()
    known = {SH.term(name) for name in (*counted, *annotated)}
    terms = {SH.term(name) for name in (*ANNOTATIONS, *OTHER_CHECKS, *SHAPE_LINKS, *VALUE_CHECKS)}
    used = {predicate for node in GRAPH.nodes() for predicate in GRAPH.predicates(node)}
    assert (used & terms) - known <= set(REQUIREMENTS)
    assert used & {SH.term(name) for name in shacl_terms.TARGETS} <= set(TARGETS)
    kinds = {kind for node in GRAPH.nodes() for kind in GRAPH.values(node, SH.nodeKind)}
    assert kinds - set(KINDS) == set()
