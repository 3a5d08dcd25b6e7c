"""A CKAN portal gets the package, and only what differs; a stand-in keeps the limits of CKAN's API.

The limits are those of https://docs.ckan.org/en/latest/api/ (names, tags, versions, extras).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from repertory.commands.publish import publish
from repertory.errors import PublishError
from repertory.publish.credentials import Credentials
from repertory.publish.portal import PackagePlan, Portal
from repertory.publish.published import Published, read_published
from repertory.publish.web import Patience, Web

DIST = Path(__file__).resolve().parents[2] / "dist"
TOKEN = "token-of-the-desk"
Record = dict[str, Any]


class Ckan:
    """The packages and files of a portal, and the actions that were called."""

    def __init__(self) -> None:
        self.packages: dict[str, Record] = {}
        self.files: dict[str, bytes] = {}
        self.calls: list[str] = []
        self.fault: tuple[int, Record | str] | None = None
        self.address = ""
        self._counter = 0

    def act(self, action: str, token: str, parts: dict[str, Any]) -> tuple[int, Record | str]:
        """Carry out an action; return the status and the answer."""
        if self.fault:
            return self.fault
        self.calls.append(action)
        if action != "package_show" and token != TOKEN:
            error = {"__type": "Authorization Error", "message": "Access denied"}
            return 403, {"success": False, "error": error}
        try:
            result = getattr(self, action)(parts)
        except LookupError:
            error = {"__type": "Not Found Error", "message": "Not found"}
            return 404, {"success": False, "error": error}
        except ValueError as wrong:
            error = {"__type": "Validation Error", **wrong.args[0]}
            return 409, {"success": False, "error": error}
        return 200, {"success": True, "result": result}

    def package_show(self, parts: dict[str, Any]) -> Record:
        found = [p for p in self.packages.values() if parts["id"] in (p["id"], p["name"])]
        if not found:
            raise LookupError
        return json.loads(json.dumps(found[0]))  # type: ignore[no-any-return]

    def package_create(self, parts: dict[str, Any]) -> Record:
        if any(p["name"] == parts["name"] for p in self.packages.values()):
            raise ValueError({"name": ["That URL is already in use."]})
        package = {"id": f"package-{len(self.packages)}", "resources": [], **parts}
        return self._save(package)

    def package_revise(self, parts: dict[str, Any]) -> Record:
        values = {key: json.loads(v) if isinstance(v, str) else v for key, v in parts.items()}
        package = self.package_show({"id": values["match"]["id"]})
        unmatched = [key for key, value in values["match"].items() if package.get(key) != value]
        if unmatched:
            raise ValueError({"match": unmatched})
        for pattern in values.get("filter", []):
            gone = pattern.removeprefix("-resources__")
            package["resources"] = [r for r in package["resources"] if r["id"] != gone]
        package.update(values["update"])
        for record in values.get("update__resources__extend", []):
            package["resources"].append(record)
        uploads: dict[int, tuple[str, bytes]] = {}
        for key, value in values.items():
            if match := re.fullmatch(r"update__resources__([^_]+(?:_[^_]+)*)(__upload)?", key):
                if match[1] == "extend":
                    continue
                at = self._position(package["resources"], match[1])
                if match[2]:
                    uploads[at] = value
                else:
                    package["resources"][at].update(value)
        return {"package": self._save(package, uploads)}

    def _position(self, resources: list[Record], name: str) -> int:
        if re.fullmatch(r"-?\d+", name):
            return range(len(resources))[int(name)]
        return next(n for n, r in enumerate(resources) if r.get("id") == name)

    def _save(self, package: Record, uploads: dict[int, tuple[str, bytes]] | None = None) -> Record:
        errors = check_package(package)
        if errors:
            raise ValueError(errors)
        self._counter += 1
        package["metadata_modified"] = f"2031-01-01T00:00:00.{self._counter:06}"
        for number, resource in enumerate(package["resources"]):
            resource.setdefault("id", f"resource-{self._counter}-{number}")
            if number in (uploads or {}):
                name, content = (uploads or {})[number]
                resource |= {"url": f"{self.address}/{name}", "url_type": "upload"}
                self.files[resource["id"]] = content
            resource["format"] = resource.get("format", "").upper()
        self.packages[package["id"]] = package
        return self.package_show({"id": package["id"]})


def check_package(package: Record) -> Record:
    """Return the errors that CKAN finds in a package."""
    errors: Record = {}
    if not re.fullmatch(r"[a-z0-9_-]{2,100}", package["name"]):
        errors["name"] = ["Must be purely lowercase alphanumeric"]
    if len(package.get("version", "")) > 100:
        errors["version"] = ["Version must be a maximum of 100 characters long"]
    if email := package.get("maintainer_email"):
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
            errors["maintainer_email"] = ["Email is not a valid format"]
    tags = [tag["name"] for tag in package.get("tags", [])]
    wrong = [t for t in tags if not re.fullmatch(r"[\w \-.]{2,100}", t)]
    if wrong or len(tags) != len(set(tags)):
        errors["tags"] = wrong or ["twice"]
    keys = [extra["key"] for extra in package.get("extras", [])]
    if len(keys) != len(set(keys)) or not all(
        isinstance(e["value"], str) for e in package["extras"]
    ):
        errors["extras"] = ["There is a schema field with the same name"]
    if not all(isinstance(r.get("size", 0), int) for r in package["resources"]):
        errors["resources"] = [{"size": ["Invalid integer"]}]
    return errors


def _handler(ckan: Ckan) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kind = self.headers["Content-Type"]
            parts = json.loads(body) if kind == "application/json" else multipart(kind, body)
            action = self.path.removeprefix("/api/3/action/")
            token = self.headers.get("Authorization", "")
            status, answer = ckan.act(action, token, parts)
            content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def multipart(kind: str, body: bytes) -> dict[str, Any]:
    """Read the parts of a form: texts, and files as pairs of name and content."""
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = part.get_param("name", header="content-disposition")
        file = part.get_filename()
        found[str(name)] = (file, content) if file else content.decode()
    return found


@pytest.fixture
def ckan() -> Iterator[Ckan]:
    """A running stand-in for a portal."""
    ckan = Ckan()
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _handler(ckan))
    ckan.address = f"http://127.0.0.1:{listener.server_port}"
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield ckan
    listener.shutdown()
    listener.server_close()


def portal(ckan: Ckan, token: str = TOKEN, **options: Any) -> Portal:
    patience = Patience(attempts=2, pause=0)
    return Portal(ckan.address, Web(Credentials(token=token), "token", patience), **options)


def say(step: str) -> None:
    pass


@pytest.fixture
def published(folder: Path) -> Published:
    """The built dataset of the lighthouses."""
    return read_published(folder)


def changed(folder: Path, name: str, content: str) -> Published:
    """Change a file and everything that describes it, as a new build does."""
    old = sha256((folder / name).read_bytes()).hexdigest()
    (folder / name).write_text(content)
    new = sha256(content.encode()).hexdigest()
    for other in ("ckan-package.json", "catalog.ttl", "catalog.jsonld"):
        path = folder / other
        before = sha256(path.read_bytes()).hexdigest()
        path.write_text(path.read_text().replace(old, new))
        after = sha256(path.read_bytes()).hexdigest()
        sums = folder / "SHA256SUMS"
        sums.write_text(sums.read_text().replace(before, after).replace(old, new))
    return read_published(folder)


def titles(published: Published) -> list[str]:
    return [resource["name"] for resource in published.package["resources"]]


def test_a_new_package_is_created_with_all_its_files(ckan: Ckan, published: Published) -> None:
    done = portal(ckan).push(published, say)
    (package,) = ckan.packages.values()
    assert (done.exists, done.resources) == (
        False,
        tuple(("add", title) for title in titles(published)),
    )
    for field in ("name", "title", "notes", "license_id", "tags", "extras"):
        assert package[field] == published.package[field]
    for resource in package["resources"]:
        content = ckan.files[resource["id"]]
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["size"] == len(content)
    assert ckan.calls == ["package_show", "package_create", "package_revise", "package_show"]


def test_what_is_there_already_is_left_alone(ckan: Ckan, published: Published) -> None:
    portal(ckan).push(published, say)
    ckan.calls.clear()
    assert portal(ckan).push(published, say) == PackagePlan(True, (), ())
    assert ckan.calls == ["package_show"]


def test_a_dry_run_shows_the_difference_and_changes_nothing(
    ckan: Ckan, published: Published
) -> None:
    portal(ckan).push(published, say)
    (package,) = ckan.packages.values()
    package["title"] = "Another title"
    package["resources"].pop()
    before = json.dumps(package)
    assert portal(ckan).plan(published) == PackagePlan(
        True,
        (("title", "Another title", published.package["title"]),),
        (("add", titles(published)[-1]),),
    )
    assert json.dumps(package) == before


def test_only_a_file_with_other_bytes_is_uploaded(
    ckan: Ckan, published: Published, folder: Path
) -> None:
    portal(ckan).push(published, say)
    files = dict(ckan.files)
    done = portal(ckan).push(changed(folder, "topics.csv", "iri\n"), say)
    assert done == PackagePlan(True, (), (("update", "Topics"),))
    assert [name for name in files if files[name] != ckan.files[name]] == [
        resource["id"]
        for package in ckan.packages.values()
        for resource in package["resources"]
        if resource["name"] == "Topics"
    ]
    assert len(ckan.files) == len(files)


def test_files_that_are_ours_no_more_go_and_those_of_others_stay(
    ckan: Ckan, published: Published
) -> None:
    portal(ckan).push(published, say)
    (package,) = ckan.packages.values()
    ours = package["resources"][0]
    package["resources"] += [
        {**ours, "id": "old", "name": "Old", "uri": ours["uri"] + ".old"},
        {"id": "theirs", "name": "Theirs", "format": ""},
    ]
    package["extras"].append({"key": "theirs", "value": "kept"})
    assert portal(ckan).push(published, say) == PackagePlan(True, (), (("remove", "Old"),))
    (package,) = ckan.packages.values()
    assert [r["name"] for r in package["resources"]] == [*titles(published), "Theirs"]
    assert {"key": "theirs", "value": "kept"} in package["extras"]


def test_a_package_of_an_organisation_is_hidden_until_its_files_are_there(
    ckan: Ckan, published: Published
) -> None:
    shown: list[object] = []
    act = ckan.package_revise

    def watching(parts: dict[str, Any]) -> Record:
        (package,) = ckan.packages.values()
        shown.append(package["private"])
        return act(parts)

    ckan.package_revise = watching  # type: ignore[method-assign]
    portal(ckan, organisation="desk").push(published, say)
    (package,) = ckan.packages.values()
    assert (shown, package["private"], package["owner_org"]) == ([True], False, "desk")


def test_with_links_nothing_is_uploaded(ckan: Ckan, published: Published) -> None:
    portal(ckan, links=True).push(published, say)
    (package,) = ckan.packages.values()
    assert ckan.files == {}
    assert [r["url"] for r in package["resources"]] == [
        r["url"] for r in published.package["resources"]
    ]


def test_a_package_that_somebody_changed_meanwhile_is_not_overwritten(
    ckan: Ckan, published: Published
) -> None:
    portal(ckan).push(published, say)
    (package,) = ckan.packages.values()
    package["title"] = "Old"
    show = ckan.package_show

    def stale(parts: dict[str, Any]) -> Record:
        return show(parts) | {"metadata_modified": "2030"}

    act, ckan.package_revise = ckan.package_revise, lambda parts: act(parts)  # type: ignore[method-assign]
    ckan.act = lambda action, token, parts: (  # type: ignore[method-assign]
        (200, {"result": stale(parts)})
        if action == "package_show"
        else Ckan.act(ckan, action, token, parts)
    )
    with pytest.raises(PublishError, match=r"changed meanwhile\)\. Run the command again"):
        portal(ckan).push(published, say)
    (package,) = ckan.packages.values()
    assert package["title"] == "Old"


def test_the_published_dataset_is_created_and_brought_up_to_date_by_the_command(
    ckan: Ckan,
) -> None:
    def run(*options: str) -> str:
        arguments = ["--to", f"ckan+{ckan.address}", "--from", str(DIST), *options]
        environment = {"REPERTORY_TOKEN": TOKEN}
        result = CliRunner().invoke(publish, arguments, env=environment, catch_exceptions=False)
        assert TOKEN not in result.output
        return result.output

    name = "smuggling-of-migrants"
    assert run("--dry-run").startswith(f"{name}: create\n  name: nothing -> '{name}'\n")
    assert ckan.packages == {}
    assert f"{name}: created\n" in run()
    assert run() == f"{name}: unchanged\n"
    (package,) = ckan.packages.values()
    package["resources"][0]["hash"] = "sha256:old"
    package["notes"] = "Old"
    title = package["resources"][0]["name"]
    update = run("--dry-run").splitlines()
    assert update[0] == f"{name}: update"
    assert update[1].startswith("  notes: 'Old' -> 'The index of the recommendations")
    assert update[2:] == [f"  update file: {title}"]
    assert run().startswith(f"{name}: updated\n")
    assert run() == f"{name}: unchanged\n"


@pytest.mark.parametrize(
    ("status", "answer", "message"),
    [
        (
            409,
            {"error": {"__type": "Validation Error", "tags": [{"name": ["too long"]}]}},
            r"Validation Error \(tags: name: too long\)\. The portal asks for other values",
        ),
        (
            409,
            {"error": {"__type": "Search Index Error", "message": "Solr is down"}},
            r"Search Index Error \(message: Solr is down\)\. The portal's search does not work",
        ),
        (413, "too large", r"413 .*Raise the limit of the server"),
        (502, "bad gateway", r"502 .*bad gateway"),
        (200, "<html>", "an answer that is not of CKAN"),
        (404, "<html>", "404 .*Is the address right"),
    ],
)
def test_an_error_of_the_portal_says_what_and_what_to_do(
    ckan: Ckan, published: Published, status: int, answer: Record | str, message: str
) -> None:
    ckan.fault = (status, answer)
    with pytest.raises(PublishError, match=message):
        portal(ckan).push(published, say)


def test_a_wrong_token_is_refused_and_not_shown(ckan: Ckan, published: Published) -> None:
    with pytest.raises(PublishError, match=r"Authorization Error .*REPERTORY_TOKEN") as caught:
        portal(ckan, token="wrong-token").push(published, say)
    assert "wrong-token" not in str(caught.value)
    assert ckan.packages == {}
