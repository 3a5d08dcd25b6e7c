"""`repertory publish` copies a built dataset to real stores."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.publish.stores.server import Server
from tests.reefs import published_reefs

from repertory.commands.publish import NO_RIGHTS, publish
from repertory.errors import PublishError
from repertory.publish.published import read_published
from repertory.publish.stores.push import digest


def run(server: Server, folder: Path, *options: str) -> Result:
    found = server.credentials
    environment = {
        "REPERTORY_USER": found.user if found else "",
        "REPERTORY_PASSWORD": found.password if found else "",
    }
    target = f"{server.kind}+{server.address}"
    arguments = ["--to", target, "--from", str(folder), *options]
    return CliRunner().invoke(publish, arguments, env=environment, catch_exceptions=False)


def test_a_dataset_is_pushed_and_read_back_equal(server: Server, built: Path) -> None:
    published, store = read_published(built), server.store()
    count = len(published.graphs)
    assert run(server, built, "--dry-run").output.endswith(f"{count} of {count} graphs differ.\n")
    assert store.graphs("https://") == {}
    done = run(server, built).output
    assert done.endswith(f"{count} of {count} graphs were replaced; all graphs are equal.\n")
    assert store.graphs("https://") == {name: len(g) for name, g in published.graphs.items()}
    for name, lines in published.graphs.items():
        assert f"<{name}>: +{len(lines)} -0, {len(lines)} statements, SHA-256 " in done
        assert digest(store.read(name)) == digest(store.as_kept(lines))
    again = run(server, built).output
    assert again.endswith(f"0 of {count} graphs were replaced; all graphs are equal.\n")


def test_texts_without_a_statement_of_rights_are_warned_of(
    oxigraph: Server, tmp_path: Path
) -> None:
    published_reefs().write(tmp_path / "without")
    published_reefs("The Reef Board.").write(tmp_path / "with")
    assert NO_RIGHTS in run(oxigraph, tmp_path / "without", "--dry-run").output
    assert NO_RIGHTS not in run(oxigraph, tmp_path / "with", "--dry-run").output


def test_withdrawn_graphs_are_listed_and_removed_on_request(server: Server, built: Path) -> None:
    store, name = server.store(), "https://example.org/id/graph/lighthouses/table/lights-2030"
    run(server, built)
    before = store.graphs("https://")
    store.write(name, ['<a:s> <a:p> "1" .'])
    kept = f"<{name}>: no longer in the dataset, kept; --prune removes it\n"
    assert kept in run(server, built, "--dry-run").output
    assert kept in run(server, built).output
    would = run(server, built, "--dry-run", "--prune").output
    assert f"<{name}>: no longer in the dataset, would be removed\n" in would
    assert store.graphs("https://") == {**before, name: 1}
    done = run(server, built, "--prune").output
    assert f"<{name}>: no longer in the dataset, removed\n" in done
    assert store.graphs("https://") == before
    assert "no longer" not in run(server, built, "--prune").output


def test_left_over_graphs_are_reported_and_removed_on_request(
    oxigraph: Server, built: Path
) -> None:
    oxigraph.clear()
    store, base = oxigraph.store(), "https://example.org/id/graph/lighthouses"
    run(oxigraph, built)
    left, old = f"{base}/dataset/staging/01", f"{base}/old"
    for graph in (left, old):
        store.write(graph, ['<a:s> <a:p> "1" .'])
    output = run(oxigraph, built, "--dry-run").output
    assert f"<{left}>: staged by an interrupted or a running push; --clean" in output
    with pytest.raises(PublishError, match=rf"<{left}>: found this .*\n.*again with --prune"):
        run(oxigraph, built, "--prune")  # another push may have added the graph
    assert store.count(old) == 1
    store.write(f"{base}/documents", ['<a:s> <a:p> "1" .'])
    with pytest.raises(PublishError, match=rf"<{left}>: found this graph .* add --clean"):
        run(oxigraph, built)
    assert f"<{left}>: staged, removed\n" in run(oxigraph, built, "--clean", "--prune").output
    assert (store.count(left), store.count(old)) == (0, 0)


@pytest.mark.parametrize(
    ("target", "option", "said"),
    [
        ("oxigraph", ["--link"], "--organisation and --link are for CKAN portals."),
        ("oxigraph", ["--organisation", "a"], "--organisation and --link are for CKAN portals."),
        ("ckan", ["--clean"], "--clean and --auth are for SPARQL stores."),
        ("ckan", ["--auth", "basic"], "--clean and --auth are for SPARQL stores."),
    ],
)
def test_options_of_another_kind_of_target_are_an_error(
    target: str, option: list[str], said: str, built: Path
) -> None:
    arguments = ["--to", f"{target}+http://127.0.0.1:9", "--from", str(built), *option]
    result = CliRunner().invoke(publish, arguments)
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, f"Error: {said}")


def test_quiet_prints_nothing(oxigraph: Server, built: Path) -> None:
    assert run(oxigraph, built, "--quiet").output == ""


@pytest.mark.slow
def test_an_error_does_not_repeat_the_password(virtuoso: Server, built: Path) -> None:
    wrong = "not-the-password"
    for graph in virtuoso.store().graphs("https://"):
        virtuoso.store().drop(graph)
    with pytest.raises(PublishError) as caught:
        CliRunner().invoke(
            publish,
            ["--to", f"virtuoso+{virtuoso.address}", "--from", str(built)],
            env={"REPERTORY_USER": "dba", "REPERTORY_PASSWORD": wrong},
            catch_exceptions=False,
        )
    assert wrong not in str(caught.value)


def test_sending_credentials_without_encryption_is_a_warning() -> None:
    result = CliRunner().invoke(
        publish,
        ["--to", "oxigraph+http://example.invalid", "--from", "/nowhere"],
        env={"REPERTORY_TOKEN": "abc"},
    )
    assert "http://example.invalid is not https; others may read the credentials" in result.output
    assert "abc" not in result.output
