"""Describe a dataset as a package for the Action API of CKAN, within its limits.

https://docs.ckan.org/en/latest/api/#ckan.logic.action.create.package_create. The extras are named
as by ckanext-dcat, so that a portal shows the same if it harvests `catalog.ttl` instead.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from repertory.outputs.catalogue.description import Description, File
from repertory.outputs.catalogue.file_formats import GZIP, format_of, title_of
from repertory.outputs.catalogue.licences import licence_at
from repertory.rdf_formats import is_compressed

MAXIMUM_NAME: Final = 100
MAXIMUM_VERSION: Final = 100
MAXIMUM_TAG: Final = 100
MINIMUM_NAME: Final = 2
MINIMUM_TAG: Final = 2


def write_package(description: Description) -> str:
    """Write the text of `ckan-package.json`."""
    return json.dumps(package(description), ensure_ascii=False, indent=2) + "\n"


def package(description: Description) -> dict[str, Any]:
    """Return the package, without the organisation that owns it."""
    dataset, publishing = description.dataset, description.dataset.publishing
    contact = publishing.contact
    values = {
        "name": package_name(dataset.identifier),
        "title": _first(description.titles),
        "notes": _first(description.descriptions),
        "url": publishing.landing_page,
        "version": dataset.version[:MAXIMUM_VERSION],
        "author": dataset.publisher,
        "maintainer": contact.name if contact else "",
        "maintainer_email": contact.email if contact else "",
        "license_id": licence_at(dataset.license).ckan or "notspecified",
        "tags": [{"name": name} for name in dict.fromkeys(name for _, name in tags(description))],
        "extras": [{"key": key, "value": value} for key, value in _extras(description)],
        "resources": [_resource(file, description) for file in description.files],
    }
    return {key: value for key, value in values.items() if value}


def package_name(identifier: str) -> str:
    """Return the name of a package: 2 to 100 characters of a-z, 0-9, - and _.

    >>> package_name("smuggling-of-migrants"), package_name("x")
    ('smuggling-of-migrants', 'dataset-x')
    """
    name = re.sub(r"[^a-z0-9_-]", "-", identifier.lower())[:MAXIMUM_NAME]
    return name if len(name) >= MINIMUM_NAME else f"dataset-{name}"


def tag(label: str) -> str:
    """Turn a label into a tag: at most 100 letters, digits, spaces and -_. characters.

    >>> tag("Children, unaccompanied/separated children")
    'Children unaccompanied separated children'
    """
    words = re.sub(r"[^\w .-]", " ", label).split()
    cut = ""
    for word in words:
        if len(f"{cut} {word}") > MAXIMUM_TAG:
            break
        cut = f"{cut} {word}".strip()
    return cut or " ".join(words)[:MAXIMUM_TAG]


def tags(description: Description) -> list[tuple[str, str]]:
    """Return the distinct tags with their languages, in the order of the topics."""
    found = dict.fromkeys((language, tag(label)) for language, label in description.keywords)
    return [(language, name) for language, name in found if len(name) >= MINIMUM_TAG]


def _extras(description: Description) -> list[tuple[str, str]]:
    dataset, publishing = description.dataset, description.dataset.publishing
    first, last = description.years or ("", "")
    extras = {
        "uri": description.iri,
        "identifier": dataset.identifier,
        "issued": publishing.issued,
        "modified": publishing.modified,
        "language": _list(description.languages),
        "publisher_name": dataset.publisher,
        "publisher_uri": description.publisher or "",
        "license_url": dataset.license,
        "rights": dataset.rights,
        "temporal_start": f"{first}-01-01" if first else "",
        "temporal_end": f"{last}-12-31" if last else "",
        "spatial_uri": publishing.spatial,
        "theme": _list([theme.iri for theme in publishing.themes]),
    }
    return [(key, value) for key, value in extras.items() if value]


def _resource(file: File, description: Description) -> dict[str, Any]:
    title, described = title_of(file.name)
    format_ = format_of(file.name)
    iri = description.minter.distribution(file.name)
    resource = {
        "name": title,
        "description": described,
        "url": description.download(file.name) or file.name,
        "format": format_.name,
        "mimetype": format_.media_type,
        "compress_format": description.minter.media_type(GZIP) if is_compressed(file.name) else "",
        "size": file.size,
        "hash": f"sha256:{file.sha256}",
        "uri": iri,
    }
    return {key: value for key, value in resource.items() if value != ""}


def _first(texts: tuple[tuple[str, str], ...]) -> str:
    """Return the English text, or else the first one, since a package has one language."""
    return dict(texts).get("en") or next((text for _, text in texts), "")


def _list(values: list[str] | tuple[str, ...]) -> str:
    return json.dumps(list(values)) if values else ""
