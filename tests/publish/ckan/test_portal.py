"""Pushes to a real CKAN: only differences are sent, and errors leave no incomplete package."""

from __future__ import annotations

import json
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from tests.publish.ckan.portal import LARGEST, Ckan, Record
from tests.publish.servers import Fault, Proxy, full_disk, listening, once

from repertory.commands.publish import publish
from repertory.errors import PublishError, RepertoryError, WebError
from repertory.outputs.publication import Publication
from repertory.publish.portal import PackagePlan, Portal
from repertory.publish.published import Published, read_published
from repertory.web.client import Client, Patience
from repertory.web.credentials import Credentials

pytestmark = pytest.mark.slow

NAME = "lighthouses"
UNCHANGED = PackagePlan(True, (), ())
NORMALISED = {"RDF/XML": "RDF"}
"""Formats that CKAN normalises."""
CUTS = (Fault(cut="before"), Fault(cut="middle"), Fault(cut="after"))


def connect(ckan: Ckan, address: str = "", token: str = "", **options: Any) -> Portal:
    """Connect to the portal as its editor, or with another address or token."""
    web = Client(Credentials(token=token or ckan.editor), "token", Patience(attempts=3, pause=0))
    return Portal(address or ckan.address, web, **{"organisation": "desk", **options})


def say(step: str) -> None:
    pass


@pytest.fixture
def published(folder: Path) -> Published:
    """The built dataset of the lighthouses."""
    return read_published(folder)


def changed(folder: Path, name: str, content: str) -> Published:
    """Change a file and its descriptions, as a new build does."""
    old = sha256((folder / name).read_bytes()).hexdigest()
    size = f'"size": {(folder / name).stat().st_size}'
    (folder / name).write_text(content)
    new = sha256(content.encode()).hexdigest()
    for other in ("ckan-package.json", "catalog.ttl", "catalog.jsonld"):
        path = folder / other
        before = sha256(path.read_bytes()).hexdigest()
        path.write_text(path.read_text().replace(old, new).replace(size, f'"size": {len(content)}'))
        after = sha256(path.read_bytes()).hexdigest()
        sums = folder / "SHA256SUMS"
        sums.write_text(sums.read_text().replace(before, after).replace(old, new))
    return read_published(folder)


def titles(published: Published) -> list[str]:
    return [each["name"] for each in published.package["resources"]]


def is_revising(method: str, path: str, body: bytes) -> bool:
    return path.endswith("package_revise")


def is_creating(method: str, path: str, body: bytes) -> bool:
    return path.endswith("package_create")


def download(each: Record) -> bytes:
    """Fetch the file of a resource from the portal, a compressed one as it is stored.

    CKAN sends such a file with `Content-Encoding: gzip`, so that clients inflate it.
    """
    with httpx2.stream("GET", each["url"], timeout=60, follow_redirects=True) as response:
        assert response.status_code == 200, each
        return b"".join(response.iter_raw())


def check_holds(ckan: Ckan, published: Published) -> None:
    """Check that the portal has the complete package: every field, resource and byte."""
    there, here = ckan.show(published.package["name"]), published.package
    for name, value in here.items():
        if name == "tags":
            assert sorted(t["name"] for t in there["tags"]) == sorted(t["name"] for t in value)
        elif name == "extras":
            assert sorted(there["extras"], key=str) == sorted(value, key=str)
        elif name != "resources":
            assert there[name] == value
    assert (there["state"], there["private"]) == ("active", False)
    assert len(there["resources"]) == len(here["resources"])
    for sent, kept in zip(here["resources"], there["resources"], strict=True):
        for name in sent.keys() - {"url"}:
            assert kept[name] == NORMALISED.get(sent[name], sent[name])
        assert f"sha256:{sha256(download(kept)).hexdigest()}" == sent["hash"]
    assert connect(ckan).plan(published) == UNCHANGED
    assert ckan.is_public(there["name"])


# ── Pushing ───────────────────────────────────────────────────────────────────────────────────────


def test_the_command_creates_and_updates_a_package(
    ckan: Ckan, folder: Path, published: Published
) -> None:
    def run(*options: str) -> str:
        target = ["--to", f"ckan+{ckan.address}", "--from", str(folder)]
        arguments = [*target, "--organisation", "desk"]
        environment = {"REPERTORY_TOKEN": ckan.editor}
        result = CliRunner().invoke(
            publish, [*arguments, *options], env=environment, catch_exceptions=False
        )
        assert ckan.editor not in result.output
        return result.output

    assert run("--dry-run").startswith(f"{NAME}: create\n  name: (empty) -> '{NAME}'\n")
    assert ckan.call("package_show", {"id": NAME}, ckan.administrator).status_code == 404
    assert f"{NAME}: created\n" in run()
    check_holds(ckan, published)
    before = ckan.show(NAME)
    assert run() == f"{NAME}: unchanged\n"
    assert ckan.show(NAME) == before
    first = before["resources"][0]
    ckan.act("resource_patch", id=first["id"], hash="sha256:old")
    ckan.act("package_patch", id=NAME, notes="Old")
    update = run("--dry-run").splitlines()
    assert update == [
        f"{NAME}: update",
        "  notes: 'Old' -> 'What was recommended on lighthouses.'",
        f"  update file: {first['name']}",
    ]
    assert run().startswith(f"{NAME}: updated\n")
    check_holds(ckan, published)
    uri = f"{published.distributions}old.csv"
    ckan.act("resource_create", package_id=NAME, url="https://a.org/", name="Old", uri=uri)
    kept = [f"{NAME}: unchanged", "  Old: no longer in the dataset, kept; --prune removes it"]
    assert run("--dry-run").splitlines() == run().splitlines() == kept
    would = run("--prune", "--dry-run").splitlines()
    assert would == [f"{NAME}: update", "  Old: no longer in the dataset, would be removed"]
    done = run("--prune").splitlines()
    assert done == [f"{NAME}: updated", "  Old: no longer in the dataset, removed"]
    check_holds(ckan, published)


def test_a_new_package_is_created_with_all_its_files(ckan: Ckan, published: Published) -> None:
    done = connect(ckan).push(published, say)
    assert not done.exists
    assert done.resources == tuple(("add", title) for title in titles(published))
    check_holds(ckan, published)
    assert ckan.show(NAME)["organization"]["name"] == "desk"


def test_an_equal_package_is_not_changed(ckan: Ckan, proxy: Proxy, published: Published) -> None:
    connect(ckan).push(published, say)
    before = ckan.show(NAME)
    assert connect(ckan, proxy.address).push(published, say) == UNCHANGED
    assert [path.rpartition("/")[2] for _, path in proxy.seen] == ["package_show"]
    assert ckan.show(NAME) == before


def test_a_dry_run_shows_the_difference_and_changes_nothing(
    ckan: Ckan, published: Published
) -> None:
    connect(ckan).push(published, say)
    ckan.act("package_patch", id=NAME, title="Another title")
    ckan.act("resource_delete", id=ckan.show(NAME)["resources"][-1]["id"])
    before = ckan.show(NAME)
    assert connect(ckan).plan(published) == PackagePlan(
        True,
        (("title", "Another title", published.package["title"]),),
        (("add", titles(published)[-1]),),
    )
    assert ckan.show(NAME) == before


def test_only_a_file_with_other_bytes_is_uploaded(
    ckan: Ckan, published: Published, folder: Path
) -> None:
    connect(ckan).push(published, say)
    before = ckan.show(NAME)
    edition = changed(folder, "topics.csv", "iri\n")
    assert connect(ckan).push(edition, say) == PackagePlan(True, (), (("update", "Topics"),))
    check_holds(ckan, edition)
    after = ckan.show(NAME)
    assert [
        new["name"]
        for old, new in zip(before["resources"], after["resources"], strict=True)
        if old != new
    ] == ["Topics"]
    assert [r["id"] for r in after["resources"]] == [r["id"] for r in before["resources"]]


def test_withdrawn_files_are_removed_on_request_and_those_of_others_kept(
    ckan: Ckan, published: Published
) -> None:
    """Also files in a folder that has no others."""
    connect(ckan).push(published, say)
    ours = "https://example.org/id/distribution/lighthouses"
    theirs = {"package_id": NAME, "url": "https://example.org/x"}
    for name in ("old.csv", "mappings/old.tsv"):
        ckan.act("resource_create", **theirs, name=name, uri=f"{ours}/{name}")
    for name in ("Theirs", "Theirs too"):
        ckan.act("resource_create", **theirs, name=name, uri=name[6:] and f"{ours}-too/old.csv")
    extras = [*published.package["extras"], {"key": "theirs", "value": "kept"}]
    ckan.act("package_patch", id=NAME, extras=extras)
    old = ("old.csv", "mappings/old.tsv")
    before = ckan.show(NAME)
    assert connect(ckan).push(published, say) == PackagePlan(True, (), (), old)
    pruning = connect(ckan, prunes=True)
    done = PackagePlan(True, (), tuple(("prune", name) for name in old))
    assert pruning.plan(published) == done
    assert ckan.show(NAME) == before
    assert pruning.push(published, say) == done
    package = ckan.show(NAME)
    names = [r["name"] for r in package["resources"]]
    assert names == [*titles(published), "Theirs", "Theirs too"]
    assert {"key": "theirs", "value": "kept"} in package["extras"]


def test_a_duplicate_file_is_removed(ckan: Ckan, published: Published) -> None:
    connect(ckan).push(published, say)
    first = published.package["resources"][0]
    ckan.act("resource_create", **{**first, "package_id": NAME})
    done = PackagePlan(True, (), (("remove", first["name"]),))
    assert connect(ckan).push(published, say) == done
    check_holds(ckan, published)


def test_links_are_not_uploaded_and_replace_uploaded_files(
    ckan: Ckan, published: Published
) -> None:
    addresses = [each["url"] for each in published.package["resources"]]
    linking, before = connect(ckan, links=True), ckan.files()

    def kept() -> list[tuple[str, str]]:
        return [(r["url"], r["url_type"] or "") for r in ckan.show(NAME)["resources"]]

    linking.push(published, say)
    assert kept() == [(address, "") for address in addresses]
    assert ckan.files() == before
    assert linking.push(published, say) == UNCHANGED
    everything = tuple(("update", title) for title in titles(published))
    assert connect(ckan).push(published, say).resources == everything
    check_holds(ckan, published)
    assert ckan.files() - before == len(addresses)
    assert linking.push(published, say).resources == everything
    assert kept() == [(address, "") for address in addresses]
    assert ckan.files() == before


def test_links_to_files_without_an_address_are_an_error(
    ckan: Ckan, bare: Publication, tmp_path: Path
) -> None:
    bare.write(tmp_path)
    with pytest.raises(PublishError, match=r"--link: found no addresses .* \[publishing\]"):
        connect(ckan, links=True).push(read_published(tmp_path), say)


def test_a_package_moves_to_the_named_organisation(ckan: Ckan, published: Published) -> None:
    root = ckan.administrator
    connect(ckan, token=root, organisation="others").push(published, say)
    unnamed = connect(ckan, token=root, organisation="")
    assert unnamed.push(published, say) == UNCHANGED
    done = connect(ckan, token=root).push(published, say)
    assert done == PackagePlan(True, (("owner_org", "others", "desk"),), ())
    check_holds(ckan, published)


def test_a_deleted_package_is_restored_and_a_hidden_one_stays_hidden(
    ckan: Ckan, published: Published
) -> None:
    root = connect(ckan, token=ckan.administrator)
    root.push(published, say)
    ckan.act("package_delete", id=NAME)
    assert root.push(published, say) == PackagePlan(True, (("state", "deleted", "active"),), ())
    check_holds(ckan, published)
    ckan.act("package_patch", id=NAME, private=True, title="Old")
    connect(ckan).push(published, say)
    assert ckan.show(NAME)["private"]


# ── Failures ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("organisation", ["desk", ""])
@pytest.mark.parametrize(
    ("fault", "message"),
    [
        *((cut, "no answer or a broken connection, 3 times") for cut in CUTS[:2]),
        (Fault(413, "too large"), r"413 .*Raise the limit of the server"),
        (Fault(500, "No space left on device"), "500 .*No space left"),
        (Fault(502, "bad gateway"), "502 .*bad gateway"),
    ],
)
def test_a_new_package_without_files_is_hidden_and_completed_by_the_next_push(
    ckan: Ckan, proxy: Proxy, published: Published, fault: Fault, message: str, organisation: str
) -> None:
    token = ckan.editor if organisation else ckan.administrator
    portal = connect(ckan, proxy.address, token, organisation=organisation)
    proxy.fault = lambda *request: fault if is_revising(*request) else None
    with pytest.raises(PublishError, match=message) as caught:
        portal.push(published, say)
    assert "\nThe package has either all changes or none; a new one is hidden" in str(caught.value)
    assert not ckan.is_public(NAME)
    assert ckan.show(NAME)["resources"] == []
    proxy.fault = lambda *request: None
    portal.push(published, say)
    assert portal.plan(published) == UNCHANGED
    assert ckan.is_public(NAME)


def test_a_portal_with_a_full_disk_keeps_the_old_package(
    ckan: Ckan, published: Published, folder: Path
) -> None:
    connect(ckan).push(published, say)
    before = ckan.show(NAME)
    edition = changed(folder, "topics.csv", "iri\n" * 1000)
    message = r"package_revise found: Internal Server Error .*Run the command again"
    with full_disk(ckan.process, 100), pytest.raises(PublishError, match=message):
        connect(ckan).push(edition, say)
    assert ckan.show(NAME) == before
    for each in before["resources"]:
        assert f"sha256:{sha256(download(each)).hexdigest()}" == each["hash"], each["name"]
    connect(ckan).push(edition, say)
    check_holds(ckan, edition)


@pytest.mark.parametrize("fault", [*CUTS, Fault(500), Fault(503)])
@pytest.mark.parametrize("step", [is_creating, is_revising])
def test_a_request_is_repeated_after_one_failure(
    ckan: Ckan, proxy: Proxy, published: Published, fault: Fault, step: Any
) -> None:
    proxy.fault = once(fault, step)
    connect(ckan, proxy.address).push(published, say)
    check_holds(ckan, published)


@pytest.mark.parametrize("link", [False, True])
def test_a_file_that_was_changed_after_it_was_checked_is_not_sent(
    ckan: Ckan, published: Published, folder: Path, link: bool
) -> None:
    (folder / "topics.csv").unlink()
    if link:
        (folder / "topics.csv").symlink_to("/etc/passwd")
    else:
        (folder / "topics.csv").write_text("another")
    message = "topics.csv: found (the SHA-256|a link to a file outside the folder)"
    with pytest.raises(PublishError, match=message):
        connect(ckan).push(published, say)
    assert not ckan.is_public(NAME)
    assert ckan.show(NAME)["resources"] == []


def test_simultaneous_pushes_leave_one_complete_package(ckan: Ckan, published: Published) -> None:
    errors: list[str] = []

    def run() -> None:
        try:
            connect(ckan).push(published, say)
        except PublishError as error:
            errors.append(str(error))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [message for message in errors if "un the command again" not in message] == []
    connect(ckan).push(published, say)
    check_holds(ckan, published)


def test_a_package_that_somebody_else_changed_is_not_overwritten(
    ckan: Ckan, proxy: Proxy, published: Published
) -> None:
    connect(ckan).push(published, say)
    ckan.act("package_patch", id=NAME, title="Old")

    def change(*request: Any) -> None:
        if is_revising(*request):
            ckan.act("package_patch", id=NAME, title="Theirs")

    proxy.fault = change
    with pytest.raises(PublishError, match="has changed the package: run the command again"):
        connect(ckan, proxy.address).push(published, say)
    assert ckan.show(NAME)["title"] == "Theirs"


# ── Errors of the portal ─────────────────────────────────────────────────────────────────────────


def test_a_wrong_token_is_an_error_that_does_not_repeat_it(
    ckan: Ckan, published: Published
) -> None:
    with pytest.raises(WebError, match=r"Authorization Error .*REPERTORY_TOKEN") as caught:
        connect(ckan, token="wrong-token").push(published, say)
    assert "wrong-token" not in str(caught.value)
    assert ckan.call("package_show", {"id": NAME}, ckan.administrator).status_code == 404


def test_an_organisation_without_permission_is_an_error(ckan: Ckan, published: Published) -> None:
    message = r"Authorization Error .*who may edit datasets of the organisation\. Is the name"
    with pytest.raises(WebError, match=message):
        connect(ckan, organisation="others").push(published, say)


def test_an_unknown_organisation_is_an_error(ckan: Ckan, published: Published) -> None:
    message = r"owner_org: Organization does not exist\)\. Name an organisation .*--organisation"
    with pytest.raises(WebError, match=message):
        connect(ckan, token=ckan.administrator, organisation="nobody").push(published, say)


def test_a_package_of_another_dataset_is_not_overwritten(ckan: Ckan, published: Published) -> None:
    ckan.act("package_create", name=NAME, owner_org="desk", title="Theirs")
    message = r"found a package 'lighthouses' of another dataset .* Give the dataset another"
    for action in (connect(ckan).plan, lambda published: connect(ckan).push(published, say)):
        with pytest.raises(PublishError, match=message):
            action(published)
    assert ckan.show(NAME)["title"] == "Theirs"


def test_a_package_without_permission_is_an_error(ckan: Ckan, published: Published) -> None:
    ckan.act("package_create", name=NAME, owner_org="others", private=True)
    with pytest.raises(WebError, match=r"Authorization Error .*not authorized to read"):
        connect(ckan).push(published, say)


def test_a_file_that_is_too_large_for_the_portal_is_an_error(
    ckan: Ckan, published: Published, folder: Path
) -> None:
    edition = changed(folder, "topics.csv", "x" * (LARGEST * 2**20 + 1))
    with pytest.raises(PublishError, match=r"File upload too large.*max_resource_size.*--link"):
        connect(ckan).push(edition, say)
    assert not ckan.is_public(NAME)


def test_a_value_that_the_portal_rejects_is_an_error(ckan: Ckan, published: Published) -> None:
    wrong = {**published.package, "tags": [{"name": "too long " * 20}]}
    edition = replace(published, package=wrong)
    with pytest.raises(WebError, match=r"Validation Error \(tags: .*\)\. The portal requires"):
        connect(ckan).push(edition, say)


@pytest.mark.parametrize(
    ("status", "answer", "message"),
    [
        (
            409,
            {"error": {"__type": "Search Index Error", "message": "Solr is down"}},
            r"Search Index Error \(message: Solr is down\)\. The search of the portal fails",
        ),
        (
            409,
            {"error": {"__type": "Validation Error", "owner_org": ["must be provided"]}},
            r"Validation Error \(owner_org: must be provided\)\. Name an organisation",
        ),
        (200, "<html>", "found '<html>', expected an answer of CKAN with a package"),
        (404, "<html>", "404 .*Is the address right"),
    ],
)
def test_an_answer_that_is_not_from_ckan_is_an_error(
    published: Published, status: int, answer: Record | str, message: str
) -> None:
    content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with listening(Handler) as address, pytest.raises(RepertoryError, match=message):
        Portal(address, Client(patience=Patience(attempts=2, pause=0))).push(published, say)
