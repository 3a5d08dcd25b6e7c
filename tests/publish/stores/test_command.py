"""`repertory publish` copies the published dataset to real stores."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.publish.stores.server import Server

from repertory.commands.publish import publish
from repertory.errors import PublishError
from repertory.publish.published import read_published
from repertory.publish.stores.push import digest

DIST = Path(__file__).resolve().parents[3] / "dist"


def run(server: Server, *options: str) -> Result:
    found = server.credentials
    environment = {
        "REPERTORY_USER": found.user if found else "",
        "REPERTORY_PASSWORD": found.password if found else "",
    }
    target = f"{server.kind}+{server.address}"
    arguments = ["--to", target, "--from", str(DIST), *options]
    return CliRunner().invoke(publish, arguments, env=environment, catch_exceptions=False)


@pytest.mark.slow
def test_the_published_dataset_is_pushed_and_read_back_equal(server: Server) -> None:
    published, store = read_published(DIST), server.store()
    count = len(published.graphs)
    assert run(server, "--dry-run").output.endswith(f"{count} of {count} graphs differ.\n")
    assert store.graphs("https://") == {}
    done = run(server).output
    assert done.endswith(f"{count} of {count} graphs were replaced; all graphs are equal.\n")
    assert store.graphs("https://") == {name: len(g) for name, g in published.graphs.items()}
    for name, lines in published.graphs.items():
        assert f"<{name}>: +{len(lines)} -0, {len(lines)} statements, SHA-256 " in done
        assert digest(store.read(name)) == digest(store.as_kept(lines))
    again = run(server).output
    assert again.endswith(f"0 of {count} graphs were replaced; all graphs are equal.\n")


@pytest.mark.slow
def test_other_and_left_over_graphs_are_reported_and_removed_on_request(oxigraph: Server) -> None:
    store = oxigraph.store()
    run(oxigraph)
    base = next(iter(read_published(DIST).graphs)).rpartition("/")[0]
    old, left = f"{base}/old", f"{base}/dataset/staging/01"
    for graph in (old, left):
        store.write(graph, ['<a:s> <a:p> "1" .'])
    output = run(oxigraph, "--dry-run").output
    assert f"<{old}>: not in the dataset, not changed\n" in output
    assert f"<{left}>: staged by an interrupted or a running push; --clean" in output
    store.write(old.replace("/old", "/documents"), ['<a:s> <a:p> "1" .'])
    with pytest.raises(PublishError, match=rf"<{left}>: found this graph .* add --clean"):
        run(oxigraph)
    assert f"Removed <{left}>\n" in run(oxigraph, "--clean").output
    assert (store.count(left), store.count(old)) == (0, 1)
    store.drop(old)


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
    target: str, option: list[str], said: str
) -> None:
    arguments = ["--to", f"{target}+http://127.0.0.1:9", "--from", str(DIST), *option]
    result = CliRunner().invoke(publish, arguments)
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, f"Error: {said}")


def test_quiet_prints_nothing(oxigraph: Server) -> None:
    assert run(oxigraph, "--quiet").output == ""


@pytest.mark.slow
def test_an_error_does_not_repeat_the_password(virtuoso: Server) -> None:
    wrong = "not-the-password"
    for graph in virtuoso.store().graphs("https://"):
        virtuoso.store().drop(graph)
    with pytest.raises(PublishError) as caught:
        CliRunner().invoke(
            publish,
            ["--to", f"virtuoso+{virtuoso.address}", "--from", str(DIST)],
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
