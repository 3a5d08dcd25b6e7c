"""`repertory link` from end to end, between two fictitious indexes that cite the same documents."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from repertory.cli import repertory
from repertory.errors import SourceError, WebError
from repertory.graph import describe, minter_of
from repertory.linking.sssom.mapping_set import read_sssom
from repertory.outputs.publication import Publication, open_documents
from repertory.querying.binding import bind
from repertory.querying.catalogue import find_query
from repertory.querying.local import LocalStore, open_store
from repertory.rdf import n3
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.vocabulary import DCTERMS, OWL, RDF, RDFS, SEMAPV, SKOS, SPDX, SSSOM, VOID, XSD

HEAD = "Topic\tDocument\tParagraphs\tReference in LIGHT/COLLECTED\n"
LAMPS = (
    "Lamps\tLIGHT/WG.2/2031/4\t3 and 4\tI.1 and I.2\n"
    "Keepers\tLIGHT/WG.2/2031/4\t7-9\tI.5-7\n"
    "Fog\tLIGHT/WG.2/2031/4\t12\tI.10\n"
)
SHIPS = (
    "Lamp\tLIGHT/WG.2/2031/4\t4\tI.2\n"
    "Crews\tLIGHT/WG.2/2031/4\t7-9\tI.5-7\n"
    "Cargo\tLIGHT/SHIPS/2032/1\t2\tII.1\n"
)
MANIFEST = """
[dataset]
identifier = "{name}"
base = "https://example.org/id/"
license = "https://creativecommons.org/publicdomain/zero/1.0/"

[[index]]
source = "index.txt"
identifier = "{name}-2031"
scheme = "{name}"
body = "{body}"
date = "2031"
language = "en"
"""
VOCABULARY = """
[[vocabulary]]
name = "ships"
kind = "skos"
location = "../ships/dist/dataset.ttl"
title = "Topics of the Panel on Ships"
uri_space = "https://example.org/id/topics/ships/"
attribution = "The Panel on Ships, a fiction"
"""
ARA = "a\n\n" + "r\n\n" + "s" + "aThe same.\n\n" + "q"
"""Keys: accept Fog (no concept), reject Keepers and skip it, accept Lamps with a reason."""
REVIEWER = ["--reviewer", "A. Person", "--date", "2031-02-03"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two datasets: that of the Group on Lighthouses, and that of the Panel on Ships, built."""
    for name, body, rows, more in (
        ("lamps", "Group on Lighthouses", LAMPS, VOCABULARY),
        ("ships", "Panel on Ships", SHIPS, ""),
    ):
        own = tmp_path / name
        own.mkdir()
        (own / "index.txt").write_text(HEAD + rows)
        (own / "repertory.toml").write_text(MANIFEST.format(name=name, body=body) + more)
    run("build", "--quiet", at=tmp_path / "ships")
    return tmp_path / "lamps"


def run(*arguments: str, at: Path, keys: str = "") -> Result:
    manifest = (
        [] if arguments[:2] == ("link", "review") else ["--manifest", str(at / "repertory.toml")]
    )
    result = CliRunner().invoke(repertory, [*arguments, *manifest], input=keys)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def mappings(folder: Path) -> Path:
    return folder / "ontology" / "mappings"


def review(folder: Path, keys: str) -> Result:
    return run(
        "link", "review", str(mappings(folder) / "ships.sssom.tsv"), *REVIEWER, at=folder, keys=keys
    )


def rows(path: Path) -> list[tuple[str, str, str]]:
    return [
        (
            each.slots.get("subject_label", ""),
            each.predicate.rpartition("#")[2],
            each.slots.get("object_label", "nothing"),
        )
        for each in read_sssom(path).mappings
    ]


def test_two_indexes_are_linked_by_their_words_and_citations(folder: Path) -> None:
    result = run("link", "--to", "ships", at=folder)
    assert result.output == (
        "ships: 2 links proposed for 2 of 3 topics, 0 other candidates.\n0 of 3 topics decided.\n"
    )
    assert rows(mappings(folder) / "ships.proposals.sssom.tsv") == [
        ("Fog", "exactMatch", "nothing"),
        ("Keepers", "relatedMatch", "Crews"),
        ("Lamps", "exactMatch", "Lamp"),
    ]
    lamps = read_sssom(mappings(folder) / "ships.proposals.sssom.tsv").mappings[2]
    assert lamps.slots["comment"] == (
        "for: the heading, 'Lamps', is its preferred label 'Lamp'; "
        "for: paragraphs cited under both: 1 (2 here, 1 there)"
    )


def test_decisions_stay_unchanged_in_the_next_run(folder: Path) -> None:
    run("link", "--to", "ships", at=folder)
    assert review(folder, ARA).output.endswith(
        f"2 of 3 topics decided; 3 decisions are in {mappings(folder) / 'ships.sssom.tsv'}.\n"
    )
    before = (mappings(folder) / "ships.sssom.tsv").read_bytes()
    proposed = (mappings(folder) / "ships.proposals.sssom.tsv").read_bytes()
    run("link", "--to", "ships", "--decide-identical", at=folder)
    assert (mappings(folder) / "ships.sssom.tsv").read_bytes() == before
    assert (mappings(folder) / "ships.proposals.sssom.tsv").read_bytes() == proposed


def test_changed_evidence_is_reported(folder: Path) -> None:
    run("link", "--to", "ships", at=folder)
    review(folder, ARA)
    ships = folder.parent / "ships"
    (ships / "index.txt").write_text(HEAD + SHIPS + "Lamps\tLIGHT/WG.2/2031/4\t20\tI.18\n")
    run("build", "--quiet", at=ships)
    assert "Decided on other evidence: Lamps - Lamp: proposed skos:exactMatch" in (
        run("link", "--to", "ships", at=folder).output
    )


def published(folder: Path) -> Publication:
    return open_documents(manifest=str(folder / "repertory.toml"))


def test_accepted_mappings_join_the_recommendations_of_two_bodies_on_a_topic(
    folder: Path,
) -> None:
    run("link", "--to", "ships", at=folder)
    review(folder, ARA)
    published(folder).write(folder / "dist")
    datasets = [each / "dist" / "dataset.ttl" for each in (folder, folder.parent / "ships")]
    store = LocalStore(open_store(datasets))
    query = bind(
        find_query("bodies-on-topic").body,
        {
            "topic": [IRI("https://example.org/id/topics/lamps/lamps")],
            "language": [Literal("en")],
        },
    )
    answer = store.ask(query)
    shown = [tuple(node.text for node in row if isinstance(node, Literal)) for row in answer.rows]
    assert shown == [
        ("Group on Lighthouses", "Lamps", "LIGHT/WG.2/2031/4, para. 3", "I.1"),
        ("Group on Lighthouses", "Lamps", "LIGHT/WG.2/2031/4, para. 4", "I.2"),
        ("Panel on Ships", "Lamp", "LIGHT/WG.2/2031/4, para. 4", "I.2"),
    ]


def test_accepted_mappings_are_stated_with_their_justification_and_counted(folder: Path) -> None:
    run("link", "--to", "ships", at=folder)
    review(folder, "n\n\n" + "r\n\n" + "s" + "cc\n0.9\n" + "q")
    file = mappings(folder) / "ships.sssom.tsv"
    file.write_text(file.read_text().replace("A. Person", "A. Person|Another", 1))
    publication = published(folder)
    minter = minter_of(publication.dataset)
    described = describe(publication.dataset, publication.mappings)
    graphs = {name: list(triples) for name, triples in described}
    links = {(s, o) for s, p, o in publication.core if p == SKOS.closeMatch}
    assert links == {(minter.topic("lamps", "lamps"), minter.topic("ships", "lamp"))}
    stated = set()
    for subject, predicate, value in graphs[minter.graph("mappings", "ships")]:
        if predicate not in (SPDX.checksumValue, RDFS.label):
            ends = (n3(node).replace(minter.base, "") for node in (subject, predicate, value))
            stated.add(" ".join(ends).replace(SKOS.iri, "skos:"))
    path, linkset = "<mappings/lamps/ships/lamps.lamp>", "<mappings/lamps/ships#closeMatch>"
    assert {line for line in stated if line.startswith((path, linkset, "<topics", "<dataset"))} == {
        f"<dataset/lamps> <{VOID.subset}> {linkset}",
        f"{linkset} <{RDF.type}> <{VOID.Linkset}>",
        f"{linkset} <{VOID.linkPredicate}> <skos:closeMatch>",
        f"{linkset} <{VOID.objectsTarget}> <vocabulary/ships>",
        f"{linkset} <{VOID.subjectsTarget}> <dataset/lamps>",
        f'{linkset} <{VOID.triples}> "1"^^<{XSD.integer}>',
        f"{path} <{RDF.type}> <{SSSOM.Mapping}>",
        f"{path} <{DCTERMS.isPartOf}> <mappings/lamps/ships>",
        f"{path} <{OWL.annotatedSource}> <topics/lamps/lamps>",
        f"{path} <{OWL.annotatedProperty}> <skos:closeMatch>",
        f"{path} <{OWL.annotatedTarget}> <topics/ships/lamp>",
        f"{path} <{SSSOM.mapping_justification}> <{SEMAPV.ManualMappingCuration}>",
        f'{path} <{SSSOM.confidence}> "0.9"^^<{XSD.double}>',
        f'{path} <{SSSOM.match_string}> "Lamps"',
        f'{path} <{SSSOM.reviewer_label}> "A. Person"',
        f'{path} <{SSSOM.object_label}> "Lamp"',
        f'{path} <{SSSOM.review_date}> "2031-02-03"^^<{XSD.date}>',
    }
    nothing = "<mappings/lamps/ships/fog.NoTermFound>"
    assert {line for line in stated if line.startswith(nothing) or "NoTermFound" in line} == {
        f"{nothing} <{RDF.type}> <{SSSOM.Mapping}>",
        f"{nothing} <{DCTERMS.isPartOf}> <mappings/lamps/ships>",
        f"{nothing} <{OWL.annotatedSource}> <topics/lamps/fog>",
        f"{nothing} <{OWL.annotatedProperty}> <skos:exactMatch>",
        f"{nothing} <{OWL.annotatedTarget}> <{SSSOM.NoTermFound}>",
        f"{nothing} <{SSSOM.mapping_justification}> <{SEMAPV.ManualMappingCuration}>",
        f'{nothing} <{SSSOM.reviewer_label}> "A. Person"',
        f'{nothing} <{SSSOM.reviewer_label}> "Another"',
        f'{nothing} <{SSSOM.review_date}> "2031-02-03"^^<{XSD.date}>',
    }


def test_a_concept_that_was_not_proposed_is_found_and_accepted(
    folder: Path,
) -> None:
    """The manifest has the location of the vocabulary."""
    run("link", "--to", "ships", at=folder)
    result = review(folder, "f" + "cargo\n1\n" + "ac" + "Ships carry it.\n0.6\n" + "q")
    assert "  1 open: the evidence does not settle the relation  Cargo  <" in result.output
    (decision,) = read_sssom(mappings(folder) / "ships.sssom.tsv").mappings
    assert decision.object == "https://example.org/id/topics/ships/cargo"
    assert dict(decision.slots) == {
        "subject_label": "Fog",
        "object_label": "Cargo",
        "confidence": "0.6",
        "reviewer_label": "A. Person",
        "review_date": "2031-02-03",
        "comment": "Ships carry it.",
        "other": "not proposed; matches proposed: none",
    }


@pytest.mark.parametrize(
    ("manifest", "arguments", "message"),
    [
        (
            True,
            ["--vocabulary", "other.ttl"],
            "Freight  <https://example.org/id/topics/ships/f>",
        ),
        (
            True,
            ["--vocabulary", "ships=other.ttl"],
            "Freight  <https://example.org/id/topics/ships/f>",
        ),
        (
            False,
            ["--vocabulary", "other.ttl"],
            "Freight  <https://example.org/id/topics/ships/f>",
        ),
        (False, [], "repertory link review FILE --vocabulary FILE"),
    ],
)
def test_the_vocabulary_to_search_is_an_argument_or_in_the_manifest(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    manifest: bool,
    arguments: list[str],
    message: str,
) -> None:
    run("link", "--to", "ships", at=folder)
    monkeypatch.chdir(folder)
    Path("other.ttl").write_text(
        f'<https://example.org/id/topics/ships/f> <{SKOS.prefLabel}> "Freight"@en .'
    )
    if not manifest:
        Path("repertory.toml").unlink()
    file = str(mappings(folder) / "ships.sssom.tsv")
    call = ["link", "review", file, *REVIEWER, *arguments]
    result = CliRunner().invoke(repertory, call, input="f" + "freight\n1\n" + "q")
    assert message in result.output


def test_one_edition_is_read_although_mappings_have_topics_of_another(folder: Path) -> None:
    run("link", "--to", "ships", at=folder)
    review(folder, ARA)
    manifest, index = folder / "repertory.toml", folder / "index.txt"
    entry = manifest.read_text(encoding="utf-8")
    entry = entry[entry.index("[[index]]") :].partition("\n\n")[0]
    entry = entry.replace("index.txt", "later.txt").replace(
        'identifier = "', 'identifier = "later-'
    )
    with manifest.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{entry}\n")
    later = index.read_text(encoding="utf-8").replace("Lamps", "Lanterns")
    (folder / "later.txt").write_text(later, encoding="utf-8")
    alone = open_documents(str(folder / "later.txt"))
    assert [len(each.accepted) for each in alone.mappings] == [0]
    whole = open_documents(manifest=str(manifest))
    assert [len(each.accepted) for each in whole.mappings] == [1]


def test_a_mapping_with_an_unknown_topic_or_concept_is_an_error_that_names_the_line(
    folder: Path,
) -> None:
    run("link", "--to", "ships", at=folder)
    review(folder, ARA)
    path = mappings(folder) / "ships.sssom.tsv"
    text = path.read_text()
    head = sum(line.startswith("#") for line in text.splitlines())
    changed = text.replace("ships:lamp\t", "skos:lamp\t").replace(":lamps\t", ":lanterns\t")
    path.write_text(changed)
    with pytest.raises(SourceError) as caught:
        published(folder)
    base = "https://example.org/id/topics"
    assert str(caught.value).splitlines() == [
        f"{path}, line {head + 4}: found {base}/lamps/lanterns, expected a topic of the dataset. "
        "Was the topic renamed? Its identifier file keeps its IRI.",
        f"{path}, line {head + 4}: found {SKOS.iri}lamp, expected a concept whose IRI begins with "
        f"{base}/ships/",
    ]


def test_the_links_of_a_deprecated_topic_stay(folder: Path) -> None:
    run("link", "--to", "ships", at=folder)
    review(folder, ARA)
    (before,) = published(folder).mappings
    run("build", "--quiet", at=folder)
    index = folder / "index.txt"
    index.write_text(index.read_text().replace("Lamps", "Lanterns"))
    publication = published(folder)
    assert [topic.slug for topic in publication.dataset.retired] == ["lamps"]
    assert publication.mappings == (before,)
    assert "Deprecated topics: 1 (Lamps).\n" in run("build", at=folder).output


def test_a_file_whose_vocabulary_is_not_in_the_manifest_is_an_error(folder: Path) -> None:
    mappings(folder).mkdir(parents=True)
    (mappings(folder) / "fish.sssom.tsv").write_text("")
    with pytest.raises(SourceError, match="found the name 'fish', expected the name of a vocab"):
        published(folder)


def test_missing_and_conflicting_options_are_an_error(folder: Path) -> None:
    result = run("link", at=folder)
    assert (
        result.exit_code,
        "Name a vocabulary, for example: --to unbis=FILE" in result.output,
    ) == (2, True)
    result = run("link", "--to", "a", "--to", "b", "--out", "x", at=folder)
    assert (result.exit_code, "use them with one --to" in result.output) == (2, True)


def test_a_review_without_proposals_or_terminal_is_an_error_with_advice(folder: Path) -> None:
    file = mappings(folder) / "ships.sssom.tsv"
    call = [sys.executable, "-m", "repertory", "link", "review", str(file), *REVIEWER]

    def error() -> tuple[int, str]:
        result = subprocess.run(
            call, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True
        )
        return result.returncode, result.stderr

    proposals = mappings(folder) / "ships.proposals.sssom.tsv"
    assert error() == (
        2,
        f"repertory: {proposals}: no such file. "
        "Propose links first: repertory link --to ships=FILE\n",
    )
    run("link", "--to", "ships", at=folder)
    assert error() == (
        2,
        "repertory: a review needs a terminal, but standard input is not one. The file of the "
        "decisions can be edited by hand or in a spreadsheet instead.\n",
    )


# ── Services ─────────────────────────────────────────────────────────────────────────────────────

CONCEPTS = {
    "results": {
        "bindings": [
            {
                "concept": {"type": "uri", "value": f"http://v.example/{name}"},
                "property": {"type": "uri", "value": SKOS.prefLabel},
                "value": {"type": "literal", "value": name, "xml:lang": "en"},
            }
            for name in ("fog", "lamp")
        ]
    }
}


class Guarded(ThreadingHTTPServer):
    """An endpoint that requires credentials; *sent* are those it received."""

    def __init__(self) -> None:
        self.sent: list[str | None] = []
        super().__init__(("127.0.0.1", 0), Answering)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Guarded)
        given = self.headers["Authorization"]
        self.server.sent.append(given)
        self.send_response(200 if given else 401)
        self.send_header("WWW-Authenticate", 'Basic realm="v"')
        self.end_headers()
        page = CONCEPTS if "%3E+%22%22%29" in self.path else {"results": {"bindings": []}}
        self.wfile.write(json.dumps(page).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Guarded]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("REPERTORY_TOKEN", "t0ken")
    server = Guarded()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def located(folder: Path, address: str) -> None:
    """Add the endpoint to the manifest."""
    path = folder / "repertory.toml"
    path.write_text(
        f'{path.read_text()}\n[[vocabulary]]\nname = "v"\nkind = "sparql"\ntitle = "V"\n'
        f'location = "{address}"\nuri_space = "http://v.example/"\nattribution = "V"\n'
    )


def test_an_endpoint_in_an_argument_gets_the_token_of_the_environment(
    folder: Path, guarded: Guarded
) -> None:
    result = run("link", "--to", f"sparql+{guarded.address}", at=folder)
    assert result.exit_code == 0, result.output
    assert set(guarded.sent) == {None, "Bearer t0ken"}


def test_an_endpoint_in_the_manifest_gets_only_the_credentials_of_a_file(
    folder: Path, guarded: Guarded
) -> None:
    located(folder, guarded.address)
    with pytest.raises(WebError, match=r"401 Unauthorized\. The credentials are missing: set them"):
        run("link", "--to", "v", at=folder)
    assert guarded.sent == [None]
    file = folder / "netrc"
    file.write_text("machine 127.0.0.1 login desk password s3cret\n")
    file.chmod(0o600)
    assert run("link", "--to", "v", "--credentials", str(file), at=folder).exit_code == 0
    assert set(guarded.sent) == {None, "Basic ZGVzazpzM2NyZXQ="}


def test_an_unreadable_file_of_a_download_is_a_warning_and_replaced(
    folder: Path, guarded: Guarded, tmp_path: Path
) -> None:
    located(folder, guarded.address)
    with pytest.raises(WebError, match="The part received is kept"):
        run("link", "--to", "v", at=folder)
    (kept,) = (tmp_path / "cache" / "repertory").iterdir()
    kept.write_text("lamp\n")
    result = run("link", "--to", f"v=sparql+{guarded.address}", at=folder)
    assert f"Warning: {kept}: cannot be read; the download starts from" in result.stderr
    assert result.exit_code == 0 and not kept.exists()
