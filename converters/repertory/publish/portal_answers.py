"""Types for the answers of the Action API of CKAN; other fields are only compared.

https://docs.ckan.org/en/latest/api/
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Organization(Struct, frozen=True):
    """The owner of a package."""

    name: str | None = None


class PortalTag(Struct, frozen=True):
    """A keyword."""

    name: str


class PortalExtra(Struct, frozen=True):
    """A field that is not part of the schema of CKAN."""

    key: str
    value: str


class PortalResource(Struct, frozen=True):
    """A file."""

    id: str
    uri: str | None = None


class PortalPackage(Struct, frozen=True):
    """The parts of a package that are read; other fields are only compared."""

    id: str
    name: str
    metadata_modified: str
    state: str = "active"
    organization: Organization | None = None
    extras: list[PortalExtra] = []
    resources: list[PortalResource] = []
    tags: list[PortalTag] = []


class Shown(Struct, frozen=True):
    """The answer with a package."""

    result: PortalPackage


class Revision(Struct, frozen=True):
    """The package after a revision."""

    package: PortalPackage


class Revised(Struct, frozen=True):
    """The answer to a revision."""

    result: Revision


class PortalReply(Struct, frozen=True):
    """An answer of the Action API: the result or the error."""

    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
