"""The command line of queries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from repertory.querying.catalogue import find_query, query_names

TOP = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "repertory", "query", *arguments]
    environment = {"PYTHONPATH": str(TOP / "converters")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_query_is_answered_in_citation_form() -> None:
    done = run("recommendations-on-topic", "smuggling by sea")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:6] == [
        "Recommendations on a topic",
        "Topic: Smuggling by sea",
        "11 rows: 9 paragraphs, 9 recommendations, 2 topics",
        "",
        "Paragraph                           Recommendation  Topic",
        "──────────────────────────────────  ──────────────  " + "─" * 79,
    ]
    assert "CTOC/COP/WG.7/2013/5, para. 12 (d)  II.8.d          Smuggling by sea" in done.stdout


def test_without_a_name_the_queries_are_listed() -> None:
    lines = run().stdout.splitlines()[3:]
    assert [line.split()[0] for line in lines] == list(query_names())
    marked = [line.split()[0] for line in lines if line.endswith(" *")]
    assert marked == [name for name in query_names() if find_query(name).needs_evidence]
    assert "corrections" in marked and "topics" not in marked


def test_a_query_that_needs_the_evidence_gets_it() -> None:
    assert "needs the evidence: the named graphs" in " ".join(run("rules", "-h").stdout.split())
    done = run("rules")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        "Rules of the meeting reports",
        "5 rows: 5 documents, 5 rules",
    ]
    assert run("rules", "--timeout", "50").stdout == done.stdout


def test_a_doubt_is_shown_where_there_is_one() -> None:
    done = run("topics-of-paragraph", "CTOC/COP/WG.7/2015/6, para. 16")
    assert [line.split("  ")[-1] for line in done.stdout.splitlines()[4:]] == [
        "Doubt",
        "─" * len("perhaps III.11"),
        "perhaps III.11",
        "III.12",
    ]


def test_an_own_query_gets_the_evidence(tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text("ASK { ?row a <https://w3id.org/repertory/ns#Row> }", encoding="utf-8")
    assert run("--sparql", str(query), "--format", "csv").stdout == "answer\ntrue\n"


def test_help_describes_a_query() -> None:
    assert run("topics-first-taken-up", "--help").stdout == (
        "Topics first taken up in a year\n\n"
        "The topics that first have a recommendation in a year. "
        "The year is taken from the symbol of the\nmeeting report.\n\n"
        "  year (integer): The year, with four digits.\n"
        "      Example: 2015\n\n"
        "  language (language): The language of the labels. "
        "Falls back to English, then to any language.\n"
        "      Default: en\n"
        "      Example: fr\n\n"
        'Example: repertory query topics-first-taken-up "2015"\n'
    )


def test_parameters_are_given_in_order_or_by_name() -> None:
    by_order = run(
        "recommendations-shared-by-topics", "fraud", "identity and travel", "--format", "csv"
    )
    by_name = run(
        *("recommendations-shared-by-topics", "-p", "other=identity and travel"),
        *("--param", "topic=fraud", "--format", "csv"),
    )
    assert by_order.returncode == 0 and len(by_order.stdout.splitlines()) == 4
    assert by_order.stdout == by_name.stdout


def test_a_language_is_ignored_where_there_are_no_labels() -> None:
    assert run("topics", "--language", "FR").stdout.splitlines()[1] == "Language: fr"
    assert run("documents", "--language", "fr").stdout == run("documents").stdout


def test_a_thing_without_a_label_is_shown_by_its_iri(tmp_path: Path) -> None:
    data = tmp_path / "a.ttl"
    rep, skos = "https://w3id.org/repertory/ns#", "http://www.w3.org/2004/02/skos/core#"
    topic = f"<a:i> <{rep}topicScheme> <a:s> . <a:t> <{skos}inScheme> <a:s> ; "
    data.write_text(f"{topic} <{skos}exactMatch> <a:c> .", encoding="utf-8")
    lines = run("linked-concepts", "--data", str(data)).stdout.splitlines()
    assert lines[5].split() == ["a:c", "1"]


def test_own_data_can_be_queried_with_an_own_query(tmp_path: Path) -> None:
    data, query = tmp_path / "a.ttl", tmp_path / "q.rq"
    data.write_text("<a:s> <a:p> 'x'@en .", encoding="utf-8")
    query.write_text("SELECT ?o { ?s <a:p> ?o }", encoding="utf-8")
    done = run("--sparql", str(query), "--data", str(data), "--format", "csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "o\nx\n", "")


def test_an_answer_is_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "answer.xlsx"
    done = run("topics", "--format", "xlsx", "--out", str(out))
    assert (done.returncode, done.stderr) == (0, f"Wrote {out}.\n")
    assert out.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("recommendation-on-topic",), "repertory: no query is called 'recommendation-on-topic'."),
        (("recommendations-on-topic",), "repertory: recommendations-on-topic needs the parameter"),
        (("topics", "x"), "repertory: topics takes no value; found 'x'"),
        (("recommendations-on-topic", "sea"), "repertory: topic: 'sea' matches 5 topics."),
        (("topics", "--param", "x"), "repertory: --param x: expected NAME=VALUE"),
        (
            ("recommendations-on-topic", "x", "--param", "topic=y"),
            "repertory: the parameter 'topic' has two values",
        ),
        (("topics", "--endpoint", "http://127.0.0.1:1/", "--data", __file__), "Usage: "),
        (("topics", "--graph", "a:b"), "Usage: "),
        (("topics", "--language", "f"), "repertory: language: found 'f', expected a language tag"),
        (("--sparql", __file__, "--language", "fr"), "Usage: "),
        (("topics", "--sparql", __file__), "Usage: "),
        (("--sparql", __file__), "repertory: "),
        (("topics", "--data", __file__), "repertory: "),
    ],
)
def test_a_wrong_call_is_one_message_and_exit_code_2(
    arguments: tuple[str, ...], message: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr


def test_answering_a_query_does_not_import_rdflib() -> None:
    code = (
        "import sys; from repertory.querying.ask import answer_query; "
        "from repertory.querying.answers import write_answer; "
        "write_answer(answer_query('topics-of-paragraph', "
        "{'paragraph': 'CTOC/COP/WG.7/2018/3, para. 8 (e)'}), 'table'); "
        "print(sorted({'rdflib', 'SPARQLWrapper', 'rich', 'asyncio'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": str(TOP / "converters")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
