"""Files that can be read, and the errors for those that cannot."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.validation.input import rdf_files as data
from repertory.validation.input.rdf_files import read_data, recognise

TURTLE = "<http://a.example/s> <http://a.example/p> <http://a.example/o> ."
SAME = {
    "turtle": TURTLE,
    "ntriples": TURTLE,
    "nquads": TURTLE.replace(" .", " <http://a.example/g> ."),
    "trig": f"<http://a.example/g> {{ {TURTLE} }}",
    "jsonld": '{"@id": "http://a.example/s", "http://a.example/p": {"@id": "http://a.example/o"}}',
    "rdfxml": """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/">
<rdf:Description rdf:about="http://a.example/s"><a:p rdf:resource="http://a.example/o"/>
</rdf:Description></rdf:RDF>""",
}
ENDINGS = {
    "turtle": "ttl",
    "ntriples": "nt",
    "nquads": "nq",
    "trig": "trig",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
}
END = b"</rdf:RDF>"
RDFXML = (
    """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/">
<!-- é --> """.encode()
    + b"%b\n"
    + END
)
BOMB = b"<!DOCTYPE x [<!ENTITY e0 '%b'>" % (b"x" * 1000) + b"".join(
    b"<!ENTITY e%d '%b'>" % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 9)
)
BOMB += b"]>\n<x>&e8;</x>"
STATEMENT = ("http://a.example/s", "http://a.example/p", "http://a.example/o")


@pytest.mark.parametrize("name", SAME)
def test_every_format_is_recognised_by_its_ending(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ENDINGS[name]}"
    file.write_text(SAME[name])
    assert list(read_data([str(file)]).store.statements()) == [STATEMENT]


@pytest.mark.parametrize("name", SAME)
def test_every_format_may_be_compressed(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ENDINGS[name]}.gz"
    file.write_bytes(gzip.compress(SAME[name].encode()))
    assert list(read_data([str(tmp_path)]).store.statements()) == [STATEMENT]


def test_a_file_is_read_rather_than_its_compressed_copy(tmp_path: Path) -> None:
    for name in ("a.nt", "a.nt.gz", "a.ttl", "b.nt.gz", "b.ttl"):
        content = TURTLE.encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name[-3:] == ".gz" else content)
    found = read_data([str(tmp_path)])
    assert found.files == (str(tmp_path / "a.nt"), str(tmp_path / "b.nt.gz"))
    assert found.notes == (
        f"{tmp_path / 'a.nt'} was read, and not a.nt.gz, a.ttl, which have the same name.",
        f"{tmp_path / 'b.nt.gz'} was read, and not b.ttl, which have the same name.",
    )


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_the_inflated_bytes_of_all_files_are_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    content = TURTLE.encode()
    files = [tmp_path / f"{name}.ttl{ending}" for name in "abc"]
    for file in files:
        file.write_bytes(gzip.compress(content) if ending else content)
    names = list(map(str, files))
    monkeypatch.setattr(data, "MAXIMUM_SIZE", 3 * len(content))
    assert read_data(names).files == tuple(names)
    monkeypatch.setattr(data, "MAXIMUM_SIZE", 3 * len(content) - 1)
    found = "a file that inflates to more" if ending else "a larger file"
    with pytest.raises(SourceError) as caught:
        read_data(names)
    assert str(caught.value) == (
        f"{files[2]}: found {found}, expected RDF files of at most {3 * len(content) - 1:,} bytes "
        "together. Validate the data in parts."
    )


@pytest.mark.parametrize("name", SAME)
def test_every_format_can_be_named(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.data"
    file.write_text(SAME[name])
    assert list(read_data([str(file)], name).store.statements()) == [STATEMENT]


@pytest.mark.parametrize("name", ["turtle", "ntriples", "trig", "jsonld", "rdfxml"])
def test_most_formats_are_recognised_by_their_content(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text(SAME[name])
    assert list(read_data([str(file)]).store.statements()) == [STATEMENT]


def test_a_byte_order_mark_does_not_hide_the_format() -> None:
    assert recognise("\ufeff<?xml version='1.0'?>".encode(), "a") == "rdfxml"


def test_of_files_that_differ_in_their_ending_one_is_read(tmp_path: Path) -> None:
    for name in ("a.ttl", "a.nt", "a.rdf", "b.ttl"):
        (tmp_path / name).write_text(SAME["rdfxml"] if name.endswith("rdf") else TURTLE)
    (tmp_path / "c.csv").write_text("no RDF")
    found = read_data([str(tmp_path)])
    assert found.files == (str(tmp_path / "a.nt"), str(tmp_path / "b.ttl"))
    assert found.notes == (
        f"{tmp_path / 'a.nt'} was read, and not a.ttl, a.rdf, which have the same name.",
    )


def test_a_file_in_a_folder_with_a_remote_context_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE)
    (tmp_path / "b.jsonld").write_text('{"@context": "https://schema.org/", "name": "x"}')
    found = read_data([str(tmp_path)])
    assert found.files == (str(tmp_path / "a.ttl"),)
    assert found.notes == (f"{tmp_path / 'b.jsonld'} was ignored: its JSON-LD context is remote.",)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("[] <http://a.example/p> 1 .")
    assert len(read_data([str(file), str(file)]).store) == 1


def test_blank_nodes_of_two_files_are_distinct(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <http://a.example/p> 1 .")
    assert len(read_data([str(tmp_path)]).store) == 2


def test_imports_are_reported_and_not_loaded(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<> <http://www.w3.org/2002/07/owl#imports> <http://a.example/o> .")
    assert read_data([str(file)]).notes == (
        "owl:imports <http://a.example/o> was not loaded; add its file as an argument.",
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", b"", "a.ttl: found an empty file, expected RDF statements"),
        ("a.ttl", b" \n", "a.ttl: found an empty file, expected RDF statements"),
        ("a.ttl", b"# a comment\n", "a.ttl: found no statement, expected RDF statements"),
        ("a.json", b'[{"kind": "b"}]', "a.json: found no statement, expected RDF statements"),
        ("a.ttl", b"<a> <b> .\n", "a.ttl, line 1, column "),
        ("a.ttl", b"<a> <b> <c> .\n<a> <b> <c> <d> .\n", "a.ttl, line 2, column 13"),
        ("a.ttl", b"%PDF-1.4 \xff", "a.ttl, line 1, column 1"),
        ("a.ttl", b"<a:a> <a:b> 1 .\n<a:a> <a:b> 'one .\n", "a.ttl, line 2, column 13: found an e"),
        ("a.trig", b"<a:g> {\n <a:a> <a:b> 1 } }", "a.trig, line 2, column 18"),
        ("a.nt", b"<a:a> <a:b> <a:c> .\n<a:a> <a:b> 1 .", "a.nt, line 2, column 13"),
        ("a.jsonld", b'{"@id": "a:a",\n"a:b": [1,, 2]}', "a.jsonld, line 2, column 11"),
        ("a.rdf", b"<a></a>", "a.rdf, line 1, column 1: found an error (XML namespaces are req"),
        (
            "a.rdf",
            RDFXML % b'<rdf:Description rdf:about="a b"/>',
            "line 3, column 12: found an err",
        ),
        ("a.rdf", RDFXML % b"<a:a>\n <a:p>x<a:q/>\n</a:p></a:a>", "line 4, column 8: found an err"),
        ("a.rdf", RDFXML % b"<a:a>\n <b:p/></a:a>", "line 4, column 2: found an error (unbound p"),
        ("a.rdf", RDFXML % b"</rdf:Descriptio>", "line 3, column 14: found an error (mismatched"),
        (
            "a.rdf",
            (RDFXML % b"<a:a/>").removesuffix(END),
            "line 4, column 1: found an error (no el",
        ),
        ("a.rdf", BOMB, "line 2, column 4: found an error (limit on input amplification"),
        ("a.ttl", b"\xff\xfe<a>", "a.ttl, line 1, column 1"),
        ("a.nt", b"<a> <b> <c> .", "a.nt, line 1, column 1"),
        ("a.jsonld", b'{"@id": ', "a.jsonld"),
        ("a.jsonld", b'{"@context": {"a": 5},\n"a": 1}', "a.jsonld, line 1, column 14"),
        ("a.jsonld", b'[{"@id": "a:b"},\n{"@id": 5},\n{"@id": 6}]', "a.jsonld, line 2, column 1"),
        (
            "a.jsonld",
            b'{"@graph": [{"@id": "a:b", "a:c": 1},\n {"@id": "a:d"},\n {"@id": "a:e", "a:f":\n'
            b' {"@value": {}}}]}',
            "a.jsonld, line 3, column 2",
        ),
        ("a.jsonld", b'{"a:b": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "a.jsonld"),
        (
            "a.jsonld",
            b'{"@context": "https://schema.org/", "@id": "http://a.example/s", "name": "x"}',
            "a.jsonld, line 1, column 14: found a remote JSON-LD context, expected a context in "
            "the file. Remote contexts are not loaded: copy the context into the file.",
        ),
        ("a.ttl", b"<a> <b> <<( <a> <b> <c> )>> .", "RDF 1.2"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_with_its_place(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_data([str(file)])
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert "\n" not in str(problem)


def test_all_problems_of_all_files_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("no")
    (tmp_path / "empty").mkdir()
    names = [str(tmp_path / name) for name in ("a.ttl", "missing.ttl", "empty")]
    with pytest.raises(SourceError) as caught:
        read_data(names)
    assert {problem.place.file for problem in caught.value.problems} == set(names)


def test_the_size_of_all_files_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MAXIMUM_SIZE", 100)
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(TURTLE)
    assert len(read_data([str(tmp_path / "a.nt")]).store) == 1
    with pytest.raises(SourceError, match="a larger file, expected RDF files of at most 100 bytes"):
        read_data([str(tmp_path)])
