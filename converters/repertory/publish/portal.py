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

from msgspec import Struct

from repertory.errors import PublishError
from repertory.publish.published import Published
from repertory.publish.web import Refusal, Web

COMPARED: Final = ("name", "description", "hash")
"""The fields of a resource that are compared; a portal may write a format in its own way."""

ADVICE: Final[Mapping[str, str]] = {
    "Authorization Error": (
        "Set REPERTORY_TOKEN to an API token of a user who may edit datasets of the organisation."
    ),
    "Not Found Error": "Is the address that of the portal, and does the organisation exist?",
    "Search Index Error": "The portal's search does not work: tell those who run it.",
    "Validation Error": "The portal asks for other values than CKAN itself; see its schema.",
}
"""The types of errors of the Action API -> what to do."""

Record = dict[str, Any]


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

    def __init__(self, address: str, web: Web, organisation: str = "", links: bool = False) -> None:
        """Take the address of the portal and the organisation that owns the package."""
        self._address = address
        self._web = web
        self._organisation = organisation
        self._links = links

    def plan(self, published: Published) -> PackagePlan:
        """Compare the package with the one in the portal."""
        return self._plan(published, self._show(published.package["name"]))

    def push(self, published: Published, say: Callable[[str], None]) -> PackagePlan:
        """Make the portal have the package as it is here; return what that changed.

        Raises:
            PublishError: when it does not.
        """
        there = self._show(published.package["name"])
        planned = self._plan(published, there)
        if planned.is_none:
            return planned
        if there is None:
            say("Creating the package")
            there = self._create(published.package)
        say("Sending what differs")
        self._revise(published, there)
        left = self.plan(published)
        if not left.is_none:
            names = [name for name, _, _ in left.fields] + [name for _, name in left.resources]
            raise PublishError(
                f"{self._address}: the portal took the package and holds something else as "
                f"{', '.join(names)}. Its schema may change values, or somebody else did."
            )
        return planned

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
        """Return the fields of the package; extras that others have added are kept."""
        fields = {name: value for name, value in package.items() if name != "resources"}
        ours = {extra["key"] for extra in fields.get("extras", [])}
        kept = [extra for extra in old.get("extras", []) if extra["key"] not in ours]
        fields["extras"] = [*fields.get("extras", []), *kept]
        return fields

    def _resources(
        self, published: Published, old: Record
    ) -> list[tuple[str, Record | None, Record]]:
        """Match resources by their IRI: `add`, `update`, `keep` or `remove`, with both records."""
        there = {each.get("uri"): each for each in old.get("resources", []) if each.get("uri")}
        matched: list[tuple[str, Record | None, Record]] = []
        for resource in published.package["resources"]:
            before = there.pop(resource["uri"], None)
            compared = (*COMPARED, "url") if self._links else COMPARED
            same = before is not None and all(before.get(n) == resource[n] for n in compared)
            what = "add" if before is None else "keep" if same else "update"
            matched.append((what, before, resource))
        ours = {str(PurePosixPath(r["uri"]).parent) for r in published.package["resources"]}
        gone = [each for uri, each in there.items() if str(PurePosixPath(str(uri)).parent) in ours]
        return matched + [("remove", each, each) for each in gone]

    def _create(self, package: Mapping[str, Any]) -> Record:
        """Create a package without files; nobody but its owner, if it has one, sees it so."""
        fields = self._fields(package, {})
        if self._organisation:
            fields |= {"owner_org": self._organisation, "private": True}
        return self._action("package_create", json=fields)

    def _revise(self, published: Published, there: Record) -> None:
        """Send all changes in one request, on the condition that nobody else made one."""
        update = self._fields(published.package, there)
        if there.get("private") and self._organisation:
            update["private"] = False
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
            return resource
        return {key: value for key, value in resource.items() if key != "url"}

    def _files(
        self, published: Published, uploads: Sequence[tuple[str, Record]]
    ) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Yield the parts of a form that hold files, by the name of their resource."""
        if self._links:
            return
        for name, resource in uploads:
            file = published.files[resource["uri"]]
            content = (published.folder / file).read_bytes()
            yield f"update__resources__{name}__upload", (file, content)

    def _show(self, name: str) -> Record | None:
        try:
            return self._action("package_show", json={"id": name})
        except Refusal as refusal:
            if refusal.status == 404 and '"Not Found Error"' in refusal.text:
                return None
            raise

    def _action(self, name: str, **parts: Any) -> Record:
        url = f"{self._address}/api/3/action/{name}"
        try:
            answer = self._web.send("POST", url, **parts).json()
            result: Record = answer["result"]
        except Refusal as refusal:
            raise self._refused(name, refusal) from refusal
        except (ValueError, KeyError, TypeError) as error:
            raise PublishError(
                f"{url}: found an answer that is not of CKAN. Is it the address of the portal?"
            ) from error
        return result["package"] if name == "package_revise" else result

    def _refused(self, name: str, refusal: Refusal) -> Refusal:
        """Say in words what the Action API refuses and why."""
        try:
            error = json.loads(refusal.text)["error"]
            kind = error.get("__type", "")
        except (ValueError, KeyError, TypeError, AttributeError):
            return refusal
        told = "; ".join(
            f"{field}: {_words(value)}" for field, value in error.items() if field != "__type"
        )
        if name == "package_revise" and "match" in error:
            told, kind = "the package was changed meanwhile", ""
        advice = ADVICE.get(kind, "Run the command again; the log of the portal tells more.")
        message = f"{self._address}: {name} found: {kind or 'conflict'} ({told}). {advice}"
        return Refusal(message, refusal.status, refusal.text)


def _comparable(name: str, value: Any) -> object:
    """Return a field in the form in which two values of it can be compared."""
    if name == "tags":
        return sorted(tag["name"] for tag in value or ())
    if name == "extras":
        return sorted((extra["key"], extra["value"]) for extra in value or ())
    return value or ""


def _words(value: object) -> str:
    """Say a value of an error in words: texts, lists and records inside one another."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(_words(part) for part in value if part)
    return str(value)
