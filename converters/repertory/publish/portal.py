"""Create or bring up to date the package of a dataset in a CKAN portal, through its Action API.

https://docs.ckan.org/en/latest/api/. What differs is found by comparing: fields by their values,
files by the SHA-256 that the portal keeps for each. All changes go in one request, which the portal
makes or refuses as a whole, and refuses where the package was changed after it was compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from repertory.errors import PublishError, RepertoryError
from repertory.publish.published import Published
from repertory.web.client import Client, Refusal

COMPARED: Final = ("name", "description", "hash")
"""The fields of a resource that are compared; a portal may write a format in its own way."""

MAXIMUM_RESULT: Final = 64_000_000
"""Bytes of an answer, which holds one package."""

MAXIMUM_TOLD: Final = 1_000
"""Characters of what is wrong that are told; the portal names each field."""

DEEPEST: Final = 9
"""How far lists and records inside one another are told in a message."""

UPLOADED: Final = "upload"
"""The `url_type` of a resource whose file the portal keeps."""

ADVICE: Final[Mapping[str, str]] = {
    "Authorization Error": (
        "Set REPERTORY_TOKEN to an API token of a user who may edit datasets of the organisation; "
        "is the name of the organisation right?"
    ),
    "Not Found Error": "Is the address that of the portal, and does the organisation exist?",
    "Search Index Error": "The portal's search does not work: tell those who run it.",
    "Validation Error": "The portal asks for other values than CKAN itself; see its schema.",
}
"""The types of errors of the Action API -> what to do."""

FIELD_ADVICE: Final[Mapping[str, str]] = {
    "match": "The package was changed meanwhile: run the command again.",
    "name": "Give the dataset another identifier, or ask those who run the portal.",
    "owner_org": "Name an organisation of the portal with --organisation.",
    "upload": "Raise ckan.max_resource_size of the portal, or link to the files with --link.",
}
"""The fields that a validation error names -> what to do."""

_AGAIN: Final = "Run the command again; the log of the portal tells more (does it have room?)."

_WHOLE: Final = (
    "The package has either all changes or none; a new one is not shown before it has its files. "
    "The command can be run again: it compares and sends what differs."
)

Record = dict[str, Any]


class _Organization(Struct, frozen=True):
    name: str | None = None


class _Tag(Struct, frozen=True):
    name: str


class _Extra(Struct, frozen=True):
    key: str
    value: str


class _Resource(Struct, frozen=True):
    id: str
    uri: str | None = None


class _Package(Struct, frozen=True):
    """What a package of a portal is made of; its other fields are compared as they are."""

    id: str
    name: str
    metadata_modified: str
    state: str = "active"
    organization: _Organization | None = None
    extras: list[_Extra] = []
    resources: list[_Resource] = []
    tags: list[_Tag] = []


class _Shown(Struct, frozen=True):
    result: _Package


class _Revision(Struct, frozen=True):
    package: _Package


class _Revised(Struct, frozen=True):
    result: _Revision


class _Reply(Struct, frozen=True):
    """What the Action API answers: the result, or what is wrong."""

    result: Record | None = None
    error: Record | None = None


class PackagePlan(Struct, frozen=True):
    """What differs between a package and the one in the portal.

    *fields* are name, old and new value; *resources* are pairs of what is done and the title.
    """

    exists: bool
    fields: tuple[tuple[str, object, object], ...]
    resources: tuple[tuple[str, str], ...]

    @property
    def is_none(self) -> bool:
        """Whether the portal has the package as it is here."""
        return self.exists and not self.fields and not self.resources


class Portal:
    """A CKAN portal; with *links* files stay where they are and the portal links to them."""

    def __init__(
        self, address: str, web: Client, organisation: str = "", links: bool = False
    ) -> None:
        """Take the address of the portal and the organisation that owns the package."""
        self._address = address
        self._web = web
        self._organisation = organisation
        self._links = links

    def plan(self, published: Published) -> PackagePlan:
        """Compare the package with the one in the portal.

        Raises:
            PublishError: when the one in the portal is of another dataset, or lacks an address.
            WebError: when it cannot be had.
        """
        return self._plan(published, self._find(published))

    def push(self, published: Published, say: Callable[[str], None]) -> PackagePlan:
        """Make the portal have the package as it is here; return what that changed.

        Raises:
            PublishError: when it does not.
        """
        there = self._find(published)
        planned = self._plan(published, there)
        if planned.is_none:
            return planned
        if there is None:
            say("Creating the package")
            there = self._create(published)
        say("Sending what differs")
        self._send(published, there)
        left = self.plan(published)
        if not left.is_none:
            names = [name for name, _, _ in left.fields] + [name for _, name in left.resources]
            raise PublishError(
                f"{self._address}: the portal took the package and holds something else as "
                f"{', '.join(names)}. Another push may have run at the same time: run the command "
                "again; if that does not help, the schema of the portal changes values."
            )
        return planned

    def _send(self, published: Published, there: Record) -> None:
        """Send all changes; whatever fails, the portal has either all of them or none."""
        try:
            self._revise(published, there)
        except RepertoryError as error:
            # the second of two tries is refused when only the answer to the first was lost
            twice = isinstance(error, Refusal) and error.status == 409
            if not twice or not self.plan(published).is_none:
                raise PublishError(f"{error}\n{_WHOLE}") from error

    def _find(self, published: Published) -> Record | None:
        """Return the package in the portal; refuse one that is of another dataset."""
        addresses = [resource["url"] for resource in published.package["resources"]]
        if self._links and not all(urlsplit(address).scheme for address in addresses):
            raise PublishError(
                "--link: found no addresses of the files; expected the key download of "
                "[publishing] in repertory.toml, such as https://example.org/files/. Add it and "
                "run repertory build again, or leave --link out."
            )
        there = self._show(published.package["name"])
        ours = _uri(published.package)
        if there is not None and _uri(there) != ours:
            raise PublishError(
                f"{self._address}: found a package {there['name']!r} of another dataset (its extra "
                f"uri is {_uri(there)!r}), expected {ours!r}. Give the dataset another identifier "
                "in repertory.toml; or, if the package is meant, give it this uri there."
            )
        return there

    def _plan(self, published: Published, there: Record | None) -> PackagePlan:
        old = there or {}
        fields = tuple(
            (name, old.get(name), value)
            for name, value in self._fields(published.package, old).items()
            if _comparable(name, old.get(name)) != _comparable(name, value)
        )
        resources = [
            (what, resource["name"])
            for what, _, resource in self._resources(published, old)
            if what != "keep"
        ]
        return PackagePlan(there is not None, fields, tuple(resources))

    def _fields(self, package: Mapping[str, Any], old: Record) -> Record:
        """Return the fields of the package; extras that others have added are kept.

        A package that is hidden and empty was left so by a push that did not end: it is shown. One
        that somebody has hidden later stays hidden.
        """
        fields = {name: value for name, value in package.items() if name != "resources"}
        ours = {extra["key"] for extra in fields.get("extras", [])}
        kept = [extra for extra in old.get("extras", []) if extra["key"] not in ours]
        fields["extras"] = [*fields.get("extras", []), *kept]
        if old.get("state", "active") != "active":
            fields["state"] = "active"
        if old.get("private") and not old.get("resources"):
            fields["private"] = False
        if old and self._organisation and old.get("owner_org") != self._organisation:
            fields["owner_org"] = self._organisation
        return fields

    def _resources(
        self, published: Published, old: Record
    ) -> list[tuple[str, Record | None, Record]]:
        """Match resources by their IRI: `add`, `update`, `keep` or `remove`, with both records.

        CKAN may take two requests to create a package at once, and then has each file twice.
        """
        there: dict[str, Record] = {}
        left: list[Record] = []
        for each in old.get("resources", []):
            if there.setdefault(each.get("uri") or "", each) is not each:
                left.append(each)
        matched: list[tuple[str, Record | None, Record]] = []
        for resource in published.package["resources"]:
            before = there.pop(resource["uri"], None)
            same = before is not None and self._is_same(before, resource)
            what = "add" if before is None else "keep" if same else "update"
            matched.append((what, before, resource))
        ours = {str(PurePosixPath(r["uri"]).parent) for r in published.package["resources"]}
        left += there.values()
        gone = [each for each in left if str(PurePosixPath(each.get("uri") or "").parent) in ours]
        return matched + [("remove", each, each) for each in gone]

    def _is_same(self, before: Record, resource: Record) -> bool:
        """Return whether the portal has a file as it is here, and where it is wanted."""
        compared = (*COMPARED, "url") if self._links else COMPARED
        uploaded = before.get("url_type") == UPLOADED
        same = all(before.get(name) == resource[name] for name in compared)
        return same and uploaded is not self._links

    def _create(self, published: Published) -> Record:
        """Create a package without files, which only those see who may write it.

        (Where no organisation owns it, a portal shows it to all unless the user runs the portal.)
        One that is there already was made by a request whose answer was lost, or by another push.
        """
        fields = self._fields(published.package, {})
        if self._organisation:
            fields |= {"owner_org": self._organisation, "private": True}
        else:
            fields["state"] = "draft"  # no package is private that no organisation owns
        try:
            return _named(self._action("package_create", json=fields))
        except Refusal as refusal:
            there = self._find(published) if refusal.status == 409 else None
            if there is None:
                raise
            return there

    def _revise(self, published: Published, there: Record) -> None:
        """Send all changes in one request, on the condition that nobody else made one."""
        update = self._fields(published.package, there)
        resources = self._resources(published, there)
        values: Record = {
            "match": {"id": there["id"], "metadata_modified": there["metadata_modified"]},
            "update": update,
        }
        uploads: list[tuple[str, Record]] = []
        added = [resource for what, _, resource in resources if what == "add"]
        if added:
            values["update__resources__extend"] = [self._sent(resource) for resource in added]
            # a new resource has no identifier yet: it is named by its place from the end
            places = range(-len(added), 0)
            uploads += [(str(place), new) for place, new in zip(places, added, strict=True)]
        for what, before, resource in resources:
            if what == "update" and before is not None:
                values[f"update__resources__{before['id']}"] = self._sent(resource)
                uploads.append((before["id"], resource))
        removed = [resource["id"] for what, _, resource in resources if what == "remove"]
        if removed:
            values["filter"] = [f"-resources__{identifier}" for identifier in removed]
        parts = [(key, (None, json.dumps(value))) for key, value in values.items()]
        self._action("package_revise", files=[*parts, *self._files(published, uploads)])

    def _sent(self, resource: Record) -> Record:
        """Return a resource as it is sent: the portal gives an uploaded file its address."""
        if self._links:
            return {**resource, "url_type": "", "clear_upload": True}
        return {key: value for key, value in resource.items() if key != "url"}

    def _files(
        self, published: Published, uploads: Sequence[tuple[str, Record]]
    ) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Yield the parts of a form that hold files, by the name of their resource."""
        if self._links:
            return
        for name, resource in uploads:
            file = published.files[resource["uri"]]
            content = published.content(resource["uri"])
            yield f"update__resources__{name}__upload", (file, content)

    def _show(self, name: str) -> Record | None:
        try:
            return _named(self._action("package_show", json={"id": name}))
        except Refusal as refusal:
            if refusal.status == 404 and '"Not Found Error"' in refusal.text:
                return None
            raise

    def _action(self, name: str, **parts: Any) -> Record:
        url = f"{self._address}/api/3/action/{name}"
        try:
            answer = self._web.send("POST", url, limit=MAXIMUM_RESULT, **parts)
        except Refusal as refusal:
            raise self._refused(name, refusal) from refusal
        revises = name == "package_revise"
        expected = "an answer of CKAN with a package"
        self._web.read(url, answer, _Revised if revises else _Shown, expected)
        result = self._web.read(url, answer, _Reply, expected).result or {}
        package: Record = result["package"] if revises else result
        return package

    def _refused(self, name: str, refusal: Refusal) -> Refusal:
        """Say in words what the Action API refuses and why."""
        try:
            error = msgspec.json.decode(refusal.text, type=_Reply).error
        except (msgspec.DecodeError, RecursionError):
            error = None
        if error is None:
            return refusal
        kind = error.get("__type")
        told = "; ".join(
            f"{key}: {_words(value)}" for key, value in error.items() if key != "__type"
        )
        advice = next((FIELD_ADVICE[field] for field in FIELD_ADVICE if field in error), "")
        advice = advice or ADVICE.get(str(kind), _AGAIN)
        said = f"{kind or 'an error'} ({told})".encode()
        found = self._web.quoted(said, MAXIMUM_TOLD)[1:-1]
        message = f"{self._address}: {name} found: {found}. {advice}"
        return Refusal(message, refusal.status, refusal.text)


def _named(there: Record) -> Record:
    """Return a package of the portal with its organisation by name."""
    organisation = there.get("organization") or {}
    return {**there, "owner_org": organisation.get("name") or there.get("owner_org")}


def _uri(package: Mapping[str, Any]) -> str:
    """Return the IRI of the dataset of a package, an extra or, in some portals, a field."""
    extras = {extra["key"]: extra["value"] for extra in package.get("extras", [])}
    return str(extras.get("uri") or package.get("uri") or "")


def _comparable(name: str, value: Any) -> object:
    """Return a field in the form in which two values of it can be compared."""
    if name == "tags":
        return sorted(tag["name"] for tag in value or ())
    if name == "extras":
        return sorted((extra["key"], extra["value"]) for extra in value or ())
    return value or ""


def _words(value: object, depth: int = 0) -> str:
    """Say a value of an error in words: texts, lists and records inside one another."""
    if depth > DEEPEST:
        return "…"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(part, depth + 1)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(_words(part, depth + 1) for part in value if part)
    return str(value)
