"""Create or update the package of a dataset in a CKAN portal through its Action API.

https://docs.ckan.org/en/latest/api/. Fields are compared by value, files by the SHA-256 in the
portal. All changes are in one request, which the portal accepts or rejects as a whole, and rejects
if the package has changed since the comparison.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from repertory.errors import PublishError, RepertoryError
from repertory.publish.portal_answers import PortalReply, Revised, Shown
from repertory.publish.published import Published
from repertory.web.client import Client, Refusal

COMPARED: Final = ("name", "description", "hash")
"""The compared fields of a resource; formats are not, since portals normalise them."""

MAXIMUM_RESULT: Final = 64_000_000
"""Maximum bytes of an answer, which has one package."""

MAXIMUM_QUOTE: Final = 1_000
"""Maximum characters of an error of the portal in a message."""

DEEPEST: Final = 9
"""Maximum nesting of lists and records in a message."""

UPLOADED: Final = "upload"
"""The `url_type` of an uploaded file."""

ADVICE: Final[Mapping[str, str]] = {
    "Authorization Error": (
        "Set REPERTORY_TOKEN to an API token of a user who may edit datasets of the organisation. "
        "Is the name of the organisation right?"
    ),
    "Not Found Error": "Is the address that of the portal, and does the organisation exist?",
    "Search Index Error": "The search of the portal fails: report it to the administrators.",
    "Validation Error": "The portal requires other values than CKAN itself; see its schema.",
}
"""Error type of the Action API -> advice."""

FIELD_ADVICE: Final[Mapping[str, str]] = {
    "match": "Somebody else has changed the package: run the command again.",
    "name": "Give the dataset another identifier, or ask the administrators of the portal.",
    "owner_org": "Name an organisation of the portal with --organisation.",
    "upload": "Raise ckan.max_resource_size of the portal, or link to the files with --link.",
}
"""Field in a validation error -> advice."""

_AGAIN: Final = "Run the command again; see the log of the portal (is its disk full?)."

_WHOLE: Final = (
    "The package has either all changes or none; a new one is hidden until it has its files. "
    "You can run the command again: it compares and sends the differences."
)

Record = dict[str, Any]


class PackagePlan(Struct, frozen=True):
    """The differences between the package here and in the portal.

    *fields* are names with old and new value; *resources* are pairs of a change and a title;
    *withdrawn* are the titles of files that are no longer in the dataset.
    """

    exists: bool
    fields: tuple[tuple[str, object, object], ...]
    resources: tuple[tuple[str, str], ...]
    withdrawn: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to send."""
        return self.exists and not self.fields and not self.resources


class Portal:
    """A CKAN portal; with *links*, it links to the files instead of storing them.

    If it *prunes*, it removes the files that are no longer in the dataset.
    """

    def __init__(
        self,
        address: str,
        web: Client,
        organisation: str = "",
        links: bool = False,
        prunes: bool = False,
    ) -> None:
        """Set the address of the portal and the organisation that owns the package."""
        self._prunes = prunes
        self._address = address
        self._web = web
        self._organisation = organisation
        self._links = links

    def plan(self, published: Published) -> PackagePlan:
        """Compare the package with the one in the portal.

        Raises:
            PublishError: if the portal has one of another dataset, or files have no address.
            WebError: if the portal does not return it.
        """
        return self._plan(published, self._find(published))

    def push(self, published: Published, say: Callable[[str], None]) -> PackagePlan:
        """Update the package in the portal; return the changes.

        Raises:
            PublishError: if the package differs afterwards.
        """
        there = self._find(published)
        planned = self._plan(published, there)
        if planned.is_none:
            return planned
        if there is None:
            say("Creating the package")
            there = self._create(published)
        say("Sending the differences")
        self._send(published, there)
        left = self.plan(published)
        if not left.is_none:
            names = [name for name, _, _ in left.fields] + [name for _, name in left.resources]
            raise PublishError(
                f"{self._address}: the portal accepted the package but differs in "
                f"{', '.join(names)}. Another push may have run at the same time: run the command "
                "again; if that does not help, the schema of the portal changes values."
            )
        return planned

    def _send(self, published: Published, there: Record) -> None:
        """Send all changes; after an error the portal has either all of them or none."""
        try:
            self._revise(published, there)
        except RepertoryError as error:
            # a second attempt is rejected if only the answer to the first was lost
            twice = isinstance(error, Refusal) and error.status == 409
            if not twice or not self.plan(published).is_none:
                raise PublishError(f"{error}\n{_WHOLE}") from error

    def _find(self, published: Published) -> Record | None:
        """Return the package in the portal, which must not be of another dataset."""
        addresses = [resource["url"] for resource in published.package["resources"]]
        if self._links and not all(urlsplit(address).scheme for address in addresses):
            raise PublishError(
                "--link: found no addresses of the files, expected the key download of "
                "[publishing] in repertory.toml, such as https://example.org/files/. Add it and "
                "run repertory build again, or omit --link."
            )
        there = self._show(published.package["name"])
        ours = _uri(published.package)
        if there is not None and _uri(there) != ours:
            raise PublishError(
                f"{self._address}: found a package {there['name']!r} of another dataset (its extra "
                f"uri is {_uri(there)!r}), expected {ours!r}. Give the dataset another identifier "
                "in repertory.toml; or, to replace that package, change its uri in the portal."
            )
        return there

    def _plan(self, published: Published, there: Record | None) -> PackagePlan:
        old = there or {}
        fields = tuple(
            (name, old.get(name), value)
            for name, value in self._fields(published.package, old).items()
            if _comparable(name, old.get(name)) != _comparable(name, value)
        )
        matched = [(what, each["name"]) for what, _, each in self._resources(published, old)]
        resources = tuple(each for each in matched if each[0] not in {"keep", "leave"})
        withdrawn = tuple(name for what, name in matched if what == "leave")
        return PackagePlan(there is not None, fields, resources, withdrawn)

    def _fields(self, package: Mapping[str, Any], old: Record) -> Record:
        """Return the fields of the package, with the extras of others.

        A hidden package without files is left over from an interrupted push and becomes public. One
        that was hidden later stays hidden.
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
        """Match resources by IRI, with both records: `add`, `update`, `keep`, `remove` and so on.

        The second record of one IRI is removed, since CKAN has each file twice if it has accepted
        two simultaneous requests to create a package. A file that is no longer in the dataset is
        pruned (`prune`) or left (`leave`).
        """
        there: dict[str, Record] = {}
        twice: list[Record] = []
        for each in old.get("resources", []):
            uri = each.get("uri") or ""
            if uri.startswith(published.distributions) and there.setdefault(uri, each) is not each:
                twice.append(each)
        matched: list[tuple[str, Record | None, Record]] = []
        for resource in published.package["resources"]:
            before = there.pop(resource["uri"], None)
            same = before is not None and self._is_same(before, resource)
            what = "add" if before is None else "keep" if same else "update"
            matched.append((what, before, resource))
        matched += [("remove", each, each) for each in twice]
        gone = "prune" if self._prunes else "leave"
        return matched + [(gone, each, each) for each in there.values()]

    def _is_same(self, before: Record, resource: Record) -> bool:
        """Return whether a file in the portal is the same, and uploaded or linked as requested."""
        compared = (*COMPARED, "url") if self._links else COMPARED
        uploaded = before.get("url_type") == UPLOADED
        same = all(before.get(name) == resource[name] for name in compared)
        return same and uploaded is not self._links

    def _create(self, published: Published) -> Record:
        """Create a package without files that only its editors can see.

        (Without an organisation it is public unless the user is an administrator of the portal.)
        If it exists, an earlier request whose answer was lost, or another push, has created it.
        """
        fields = self._fields(published.package, {})
        if self._organisation:
            fields |= {"owner_org": self._organisation, "private": True}
        else:
            fields["state"] = "draft"  # only packages of an organisation can be private
        try:
            return _named(self._action("package_create", json=fields))
        except Refusal as refusal:
            there = self._find(published) if refusal.status == 409 else None
            if there is None:
                raise
            return there

    def _revise(self, published: Published, there: Record) -> None:
        """Send all changes in one request, which fails if somebody else has changed the package."""
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
            # a new resource has no identifier yet: its index from the end is its name
            places = range(-len(added), 0)
            uploads += [(str(place), new) for place, new in zip(places, added, strict=True)]
        for what, before, resource in resources:
            if what == "update" and before is not None:
                values[f"update__resources__{before['id']}"] = self._sent(resource)
                uploads.append((before["id"], resource))
        removed = [each["id"] for what, _, each in resources if what in {"remove", "prune"}]
        if removed:
            values["filter"] = [f"-resources__{identifier}" for identifier in removed]
        parts = [(key, (None, json.dumps(value))) for key, value in values.items()]
        self._action("package_revise", files=[*parts, *self._files(published, uploads)])

    def _sent(self, resource: Record) -> Record:
        """Return a resource to send, without an address if the file is uploaded."""
        if self._links:
            return {**resource, "url_type": "", "clear_upload": True}
        return {key: value for key, value in resource.items() if key != "url"}

    def _files(
        self, published: Published, uploads: Sequence[tuple[str, Record]]
    ) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Yield the files of a form with the names of their fields."""
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
        self._web.read(url, answer, Revised if revises else Shown, expected)
        result = self._web.read(url, answer, PortalReply, expected).result or {}
        package: Record = result["package"] if revises else result
        return package

    def _refused(self, name: str, refusal: Refusal) -> Refusal:
        """Return the error of the Action API in words, with advice."""
        try:
            error = msgspec.json.decode(refusal.text, type=PortalReply).error
        except (msgspec.DecodeError, RecursionError):
            error = None
        if error is None:
            return refusal
        kind = error.get("__type")
        details = "; ".join(f"{key}: {_words(error[key])}" for key in error if key != "__type")
        advice = next((FIELD_ADVICE[field] for field in FIELD_ADVICE if field in error), "")
        advice = advice or ADVICE.get(str(kind), _AGAIN)
        found = self._web.quoted(f"{kind or 'an error'} ({details})".encode(), MAXIMUM_QUOTE)[1:-1]
        message = f"{self._address}: {name} found: {found}. {advice}"
        return Refusal(message, refusal.status, refusal.text)


def _named(there: Record) -> Record:
    """Return a package of the portal with the name of its organisation as `owner_org`."""
    organisation = there.get("organization") or {}
    return {**there, "owner_org": organisation.get("name") or there.get("owner_org")}


def _uri(package: Mapping[str, Any]) -> str:
    """Return the IRI of the dataset of a package: an extra or, in some portals, a field."""
    extras = {extra["key"]: extra["value"] for extra in package.get("extras", [])}
    return str(extras.get("uri") or package.get("uri") or "")


def _comparable(name: str, value: Any) -> object:
    """Return the value of a field in a form that can be compared."""
    if name == "tags":
        return sorted(tag["name"] for tag in value or ())
    if name == "extras":
        return sorted((extra["key"], extra["value"]) for extra in value or ())
    return value or ""


def _words(value: object, depth: int = 0) -> str:
    """Return a value of an error as text: nested texts, lists and records."""
    if depth > DEEPEST:
        return "…"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(part, depth + 1)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(_words(part, depth + 1) for part in value if part)
    return str(value)
