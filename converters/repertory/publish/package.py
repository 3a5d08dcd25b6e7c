"""Types for the CKAN package in `ckan-package.json`.

The published folder is not trusted: unknown fields are an error, because they could change more
than the package in the portal.
"""

from __future__ import annotations

from msgspec import Struct


class Tag(Struct, frozen=True, forbid_unknown_fields=True):
    """A keyword."""

    name: str


class Extra(Struct, frozen=True, forbid_unknown_fields=True):
    """A field that is not part of the schema of CKAN."""

    key: str
    value: str


class Resource(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A file."""

    name: str
    description: str = ""
    url: str
    format: str = ""
    mimetype: str = ""
    compress_format: str = ""
    size: int
    hash: str
    uri: str


class Package(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A dataset with its files."""

    name: str
    title: str = ""
    notes: str = ""
    url: str = ""
    version: str = ""
    author: str = ""
    maintainer: str = ""
    maintainer_email: str = ""
    license_id: str = ""
    tags: list[Tag] = []
    extras: list[Extra]
    resources: list[Resource]
