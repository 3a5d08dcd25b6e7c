"""A dataset in a store is never mixed with another one there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from tests.publish.stores.server import Server

from repertory.commands.publish import publish
from repertory.errors import PublishError
from repertory.outputs.publication import Publication
from repertory.publish.published import Published, read_published
from repertory.publish.stores.ownership import refuse_taken
from repertory.publish.stores.push import push
from repertory.rdf.vocabulary import DCTERMS, REP
from repertory.web.credentials import Credentials

BASE = "https://example.org/id/"
THEIRS = "https://example.org/theirs/"
OURS = f"{BASE}dataset/lighthouses"
INDEX, SCHEME = f"{BASE}index/lights-2034", f"{BASE}topics/lights"
ADVICE = (
    "\nChoose another identifier in repertory.toml for what is ours, and run repertory build "
    "again; or, if the other graph is an old copy of it, remove that graph. Nothing was changed in "
    "the store."
)


def say(step: str) -> None:
    pass


def other(
    publication: Publication, folder: Path, index: str = "boats-2034", scheme: str = "boats"
) -> Published:
    """Build another dataset under the same base; the name of ours begins with its name."""
    dataset = publication.dataset
    (first,) = dataset.indexes
    described = replace(first.description, identifier=index, scheme=scheme)
    named = replace(dataset.description, identifier="light", titles=(("en", "Other lights"),))
    changed = replace(dataset, description=named, indexes=(replace(first, description=described),))
    replace(publication, dataset=changed).write(folder)
    return read_published(folder)


def run(server: Server, folder: Path, *options: str) -> Result:
    found = server.credentials or Credentials()
    return CliRunner().invoke(
        publish,
        ["--to", f"{server.kind}+{server.address}", "--from", str(folder), *options],
        env={"REPERTORY_USER": found.user, "REPERTORY_PASSWORD": found.password},
        catch_exceptions=False,
    )


def message(server: Server, folder: Path, *options: str) -> str:
    with pytest.raises(PublishError) as caught:
        run(server, folder, *options)
    start = f"{server.store().address}: "
    assert str(caught.value).startswith(start)
    return str(caught.value).replace(start, "")


def test_two_datasets_under_one_base_leave_each_other_unchanged(
    server: Server, publication: Publication, built: Path, tmp_path: Path
) -> None:
    ours, theirs, store = read_published(built), other(publication, tmp_path), server.store()
    for folder in (built, tmp_path, built, tmp_path):
        assert "no longer" not in run(server, folder, "--prune", "--clean").output
        assert "staged" not in run(server, folder, "--dry-run").output
    everything = {**ours.graphs, **theirs.graphs}
    assert len(everything) == len(ours.graphs) + len(theirs.graphs)
    assert store.graphs("https://") == {name: len(g) for name, g in everything.items()}
    assert "\n0 of " in run(server, built).output


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--clean", "--prune"]])
@pytest.mark.parametrize(
    ("taken", "iri"), [({"index": "lights-2034"}, INDEX), ({"scheme": "lights"}, SCHEME)]
)
def test_an_index_or_a_scheme_of_another_dataset_is_an_error(
    server: Server,
    publication: Publication,
    built: Path,
    tmp_path: Path,
    taken: dict[str, str],
    iri: str,
    options: list[str],
) -> None:
    store, theirs = server.store(), other(publication, tmp_path, **taken)
    push(store, theirs.graphs, theirs.prefixes, say)
    store.write(f"{BASE}graph/lighthouses/dataset/staging/01", ["<a:s> <a:p> <a:o> ."])
    store.write(f"{BASE}graph/lighthouses/old", ["<a:s> <a:p> <a:o> ."])
    before = store.graphs("https://")
    assert message(server, built, *options) == (
        f'found <{iri}> in the dataset <{BASE}dataset/light> "Other lights", in the graph '
        f"<{BASE}graph/light/dataset>, expected it only in the dataset <{OURS}>.{ADVICE}"
    )
    assert store.graphs("https://") == before


@pytest.mark.parametrize(
    ("statement", "found", "expected"),
    [
        (
            f"<{THEIRS}dataset/x> <{DCTERMS.source}> <{INDEX}> .",
            f"<{INDEX}> in the dataset <{THEIRS}dataset/x>",
            f"only in the dataset <{OURS}>",
        ),
        (
            f"<{THEIRS}index/x> <{REP.topicScheme}> <{SCHEME}> .",
            f"<{SCHEME}> in another dataset",
            f"only in the dataset <{OURS}>",
        ),
        (
            f"<{OURS}> <{DCTERMS.source}> <{THEIRS}index/x> .",
            f"<{OURS}> in the dataset <{OURS}>",
            f"only in graphs that begin with <{BASE}graph/lighthouses/>",
        ),
    ],
)
@pytest.mark.parametrize("graph", [f"{THEIRS}graph/x/dataset", f"{BASE}graph/lighthouses"])
def test_a_claim_in_any_other_graph_is_an_error(
    server: Server, built: Path, statement: str, found: str, expected: str, graph: str
) -> None:
    server.store().write(graph, [statement])
    assert message(server, built) == (
        f"found {found}, in the graph <{graph}>, expected it {expected}.{ADVICE}"
    )
    assert server.store().graphs("https://") == {graph: 1}


@pytest.mark.parametrize(
    "graph",
    [
        f"{BASE}graph/lighthouses/old",
        f"{BASE}graph/lighthouses/dataset/staging/01",
        f"{BASE}catalogue/lighthouses/staging/01",
        f"{BASE}catalogue/lighthouses",
    ],
)
def test_our_own_graphs_are_no_claims_of_others(server: Server, built: Path, graph: str) -> None:
    claims = (f"<{OURS}> <{DCTERMS.source}> <{INDEX}> .", f"<{INDEX}> <{REP.topicScheme}> <a:s> .")
    server.store().write(graph, claims)
    refuse_taken(server.store(), read_published(built))


@pytest.mark.parametrize(
    "statement",
    [
        f"<{THEIRS}a> <{DCTERMS.isPartOf}> <{INDEX}> .",
        f'<{THEIRS}a> <{DCTERMS.title}> "{INDEX}" .',
        f"<{INDEX}> <{REP.topicScheme}> <{THEIRS}topics/x> .",
        f"<{THEIRS}index/x> <{REP.topicScheme}> <{SCHEME}/boats> .",
        f'<{OURS}> <{DCTERMS.title}> "In a catalogue of others" .',
    ],
)
def test_other_statements_about_ours_are_no_claims(
    oxigraph: Server, built: Path, statement: str
) -> None:
    oxigraph.clear()
    oxigraph.store().write(f"{THEIRS}graph/x", [statement])
    refuse_taken(oxigraph.store(), read_published(built))


def test_a_title_from_the_store_is_shown_in_one_line(oxigraph: Server, built: Path) -> None:
    oxigraph.clear()
    title = r"Lights\n\u001b[2J" + "x" * 2000
    claim = f"<{THEIRS}dataset/x> <{DCTERMS.source}> <{INDEX}> ."
    named = f'<{THEIRS}dataset/x> <{DCTERMS.title}> "{title}" .'
    oxigraph.store().write(f"{THEIRS}graph/x", [claim, named])
    first, *rest = message(oxigraph, built).splitlines()
    assert "Lights \\x1b[2Jxxx" in first
    assert first.isprintable()
    assert len(first) < 900
    assert len(rest) == 1
