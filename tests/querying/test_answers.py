"""Answers are written in each format."""

from __future__ import annotations

import io
import json
import sys

import openpyxl
import pyoxigraph
import pytest
import rdflib.query

from repertory.errors import QueryError
from repertory.querying.answers import FORMATS, write_answer
from repertory.querying.answers.reply import Reply
from repertory.querying.results import Answer, read_results, write_results
from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import XSD

WHALE = IRI("https://example.org/whale|1>")
REPLY = Reply(
    Answer(
        ("topic", "number", "topicIri"),
        (
            (Literal("=1+1 |<b>", language="en"), Literal("7", datatype=XSD.integer), WHALE),
            (Literal('a "b"\n\x1b[31m, c'), None, BlankNode("b1")),
        ),
        ("it was cut off",),
    ),
    "On *whales*",
    (("topic", "Whales"),),
)

TEXTS = {
    "table": """On *whales*
Topic: Whales
2 rows: 2 topics
Note: it was cut off

Topic              Number
─────────────────  ──────
=1+1 |<b>               7
a "b" \\x1b[31m, c
""",
    "csv": """topic,number,topicIri
'=1+1 |<b>,7,https://example.org/whale|1>
"a ""b"" \x1b[31m, c",,_:b1
""",
    "tsv": """?topic\t?number\t?topicIri
"\\u003D1+1 |<b>"@en\t"7"^^<http://www.w3.org/2001/XMLSchema#integer>\t<https://example.org/whale|1>>
"a \\"b\\"\\n\\u001B[31m, c"\t\t_:b1
""",
    "md": """# On \\*whales\\*

Topic: Whales

**2 rows: 2 topics**

Note: it was cut off

| Topic | Number |
| --- | --- |
| [=1+1 \\|&lt;b&gt;](<https://example.org/whale%7C1%3E>) | 7 |
| a "b" \\\\x1b\\[31m, c |  |
""",
}


@pytest.mark.parametrize("format_name", TEXTS)
def test_an_answer_is_written(format_name: str) -> None:
    assert write_answer(REPLY, format_name) == TEXTS[format_name]


def test_json_is_read_back() -> None:
    text = write_answer(REPLY, "json")
    back = read_results(text)
    assert back.variables == REPLY.answer.variables
    assert back.rows[0] == REPLY.answer.rows[0]
    assert write_results(back) + "\n" == text


INTEGER = XSD.integer
ODD = [
    (
        "callret-0",
        {"type": "typed-literal", "value": "7", "datatype": INTEGER},
        Literal("7", None, INTEGER),
    ),
    ("a", {"type": "bnode", "value": "nodeID://b1"}, BlankNode("nodeID://b1")),
    ("a", {"type": "uri", "value": "https://a.example/b c"}, IRI("https://a.example/b c")),
    ("a", {"type": "literal", "value": "x", "xml:lang": "zh_CN"}, Literal("x", "zh_CN")),
]
"""Invalid columns and terms that endpoints send, and the nodes that are read."""


@pytest.mark.parametrize(("name", "term", "node"), ODD)
def test_invalid_results_of_endpoints_are_read_and_written(
    name: str, term: dict[str, str], node: Node
) -> None:
    text = json.dumps({"head": {"vars": [name]}, "results": {"bindings": [{name: term}]}})
    with pytest.raises(SyntaxError):  # otherwise this reader would be enough
        solutions = pyoxigraph.parse_query_results(text, pyoxigraph.QueryResultsFormat.JSON)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        list(solutions)
    answer = read_results(text)
    assert answer == Answer((name,), ((node,),))
    for format_name in FORMATS:
        assert write_answer(Reply(answer), format_name)


def test_rdflib_reads_the_xml() -> None:
    text = write_answer(REPLY, "xml")
    assert isinstance(text, str)
    result = rdflib.query.Result.parse(io.BytesIO(text.encode()), format="xml")
    assert [str(name) for name in result.vars or ()] == ["topic", "number", "topicIri"]
    first, second = result.bindings
    assert [str(first[name]) for name in result.vars or ()] == ["=1+1 |<b>", "7", WHALE]
    assert str(second[rdflib.Variable("topic")]) == 'a "b"\n\ufffd[31m, c'


def test_a_workbook_has_texts_and_numbers_but_no_formulas() -> None:
    content = write_answer(REPLY, "xlsx")
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Answer", "Query"]
    rows = [[cell.value for cell in row] for row in book["Answer"].iter_rows()]
    assert rows == [
        ["Topic", "Number", "Topic IRI"],
        ["=1+1 |<b>", 7, WHALE],
        ['a "b"\n\ufffd[31m, c', None, "_:b1"],
    ]
    assert {cell.data_type for row in book["Answer"].iter_rows() for cell in row} == {"s", "n"}
    assert [row[0].value for row in book["Query"].iter_rows()] == [
        "On *whales*",
        "Topic: Whales",
        "2 rows: 2 topics",
        "Note: it was cut off",
    ]


def test_a_workbook_needs_openpyxl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(QueryError, match=r'pip install "repertory\[xlsx\]"'):
        write_answer(REPLY, "xlsx")


def test_an_empty_answer_says_so() -> None:
    empty = Reply(Answer(("topic", "topicIri"), ()), "On whales")
    assert write_answer(empty, "table") == "On whales\nNothing found.\n"
    assert write_answer(empty, "csv") == "topic,topicIri\n"
    for format_name in FORMATS:
        assert write_answer(empty, format_name)


def test_rows_are_turned_into_a_matrix_for_reading() -> None:
    cells = [("B", "1", "x"), ("A", "2", "y"), ("B", "2", "z")]
    rows = tuple(tuple(Literal(cell) for cell in row) for row in cells)
    reply = Reply(
        Answer(("topic", "document", "number"), rows), matrix=("topic", "document", "number")
    )
    assert write_answer(reply, "table") == (
        "3 rows\n\nTopic  1  2\n─────  ─  ─\nB      x  z\nA         y\n"
    )
    assert write_answer(reply, "csv") == "topic,document,number\nB,1,x\nA,2,y\nB,2,z\n"


def test_on_a_terminal_the_longest_texts_are_wrapped_before_citations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "55")
    citation = "CTOC/COP/WG.7/2018/3, para. 8"
    row = (Literal(citation), Literal("A long label of a topic that has no end"))
    text = write_answer(Reply(Answer(("paragraph", "topic"), (row,))), "table")
    assert isinstance(text, str)
    lines = text.splitlines()
    assert lines[4] == f"{citation}  A long label of a topic"
    assert max(map(len, lines)) <= 55


def test_cells_and_titles_are_guarded_against_formulas_and_numbers_stay_numbers() -> None:
    """A SPARQL variable may begin with a full-width sign."""
    integer, decimal = XSD.integer, IRI("http://www.w3.org/2001/XMLSchema#decimal")
    terms: list[Node] = [
        *(Literal("＝1"), Literal("-5"), Literal("a;=1"), Literal("", language="en")),
        *(Literal("-5", datatype=integer), Literal("+.5e3", datatype=decimal)),
        *(Literal("=1", datatype=integer), IRI("a:;=1\n=2")),
    ]
    reply = Reply(Answer(("＝a",), tuple((term,) for term in terms)))
    assert write_answer(reply, "csv") == (
        "'＝a\n'＝1\n'-5\na;'=1\n\"\"\n-5\n+.5e3\n'=1\na:;'=1 '=2\n"
    )
    base = "http://www.w3.org/2001/XMLSchema#"
    assert write_answer(reply, "tsv") == (
        '?＝a\n"\\uFF1D1"\n"\\u002D5"\n"a;\\u003D1"\n""@en\n'
        f'"-5"^^<{base}integer>\n"+.5e3"^^<{base}decimal>\n"\\u003D1"^^<{base}integer>\n'
        "<a:;\\u003D1\\u000A=2>\n"
    )


def test_text_in_a_workbook_does_not_become_a_formula_when_edited() -> None:
    content = write_answer(REPLY, "xlsx")
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Answer"]
    assert [bool(cell.quotePrefix) for cell in sheet["A"]] == [False, True, False]


def test_column_names_with_control_characters_are_written() -> None:
    """A server may use any column names."""
    reply = Reply(Answer(("a\x1b\n\x01",), ((Literal("b", datatype=IRI("c:\x01")),),)))
    content = write_answer(reply, "xlsx")
    assert isinstance(content, bytes)
    assert openpyxl.load_workbook(io.BytesIO(content))["Answer"]["A1"].value == "A\ufffd\n\ufffd"
    text = write_answer(reply, "xml")
    assert isinstance(text, str)
    result = rdflib.query.Result.parse(io.BytesIO(text.encode()), format="xml")
    assert [str(name) for name in result.vars or ()] == ["a\ufffd\n\ufffd"]
    assert write_answer(reply, "table") == "1 row\n\nA\\x1b \\x01\n──────────\nb\n"
    assert write_answer(reply, "tsv") == '?a\x1b\\u000A\x01\n"b"^^<c:\x01>\n'
