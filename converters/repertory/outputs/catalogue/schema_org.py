"""Describe a dataset for search engines, as a schema.org `Dataset` in JSON-LD.

https://schema.org/Dataset, https://developers.google.com/search/docs/appearance/structured-data/dataset.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from repertory.outputs.catalogue.description import Description, File
from repertory.outputs.catalogue.file_formats import GZIP, TITLE_LANGUAGE, format_of, title_of
from repertory.rdf_formats import is_compressed


def write_schema_org(description: Description) -> str:
    """Write the text of `dataset.schema.jsonld`."""
    return json.dumps(_dataset(description), ensure_ascii=False, indent=2) + "\n"


def _dataset(description: Description) -> dict[str, Any]:
    dataset, publishing = description.dataset, description.dataset.publishing
    minter = description.minter
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": description.iri,
            "identifier": dataset.identifier,
            "name": _texts(description.titles),
            "description": _texts(description.descriptions),
            "url": publishing.landing_page,
            "version": dataset.version,
            "license": dataset.license,
            "copyrightNotice": dataset.rights,
            "isAccessibleForFree": True,
            "inLanguage": list(description.languages),
            "keywords": _texts(description.keywords),
            "datePublished": publishing.issued,
            "dateModified": publishing.modified,
            "temporalCoverage": "/".join(description.years or ()),
            "spatialCoverage": publishing.spatial,
            "publisher": _publisher(description),
            "creator": _publisher(description),
            "about": [theme.iri for theme in publishing.themes],
            "isBasedOn": [
                minter.index(index.description.identifier) for index in description.indexes
            ],
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "@id": minter.catalogue(),
            },
            "distribution": [_download(file, description) for file in description.files],
        }
    )


def _publisher(description: Description) -> dict[str, Any]:
    dataset, contact = description.dataset, description.dataset.publishing.contact
    if description.publisher is None:
        return {}
    point = {
        "@type": "ContactPoint",
        "contactType": "data",
        "name": contact.name if contact else "",
        "email": contact.email if contact else "",
        "url": contact.url if contact else "",
    }
    return _filled(
        {
            "@type": "Organization",
            "@id": description.publisher,
            "name": dataset.publisher,
            "contactPoint": _filled(point) if contact else {},
        }
    )


def _download(file: File, description: Description) -> dict[str, Any]:
    title, described = title_of(file.name)
    media_type = format_of(file.name).media_type
    return _filled(
        {
            "@type": "DataDownload",
            "@id": description.minter.distribution(file.name),
            "name": {"@language": TITLE_LANGUAGE, "@value": title},
            "description": {"@language": TITLE_LANGUAGE, "@value": described},
            "identifier": file.name,
            "encodingFormat": [media_type, GZIP] if is_compressed(file.name) else media_type,
            "contentUrl": description.download(file.name),
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
    )


def _texts(texts: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": value} for language, value in texts]


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without empty ones."""
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}
