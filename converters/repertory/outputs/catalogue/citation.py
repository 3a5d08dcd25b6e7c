"""Write how to cite a dataset, in the Citation File Format 1.2.0 (`CITATION.cff`).

https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md. Each value
is written as JSON, which is also YAML, so that quotes in a text are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from repertory.model import IndexDescription
from repertory.outputs.catalogue.description import Description
from repertory.outputs.catalogue.licences import licence_at

_MESSAGE = "If you use this dataset, please cite it as below."


def write_citation(description: Description) -> str:
    """Write the text of `CITATION.cff`; without a publisher, the author is anonymous."""
    dataset, publishing = description.dataset, description.dataset.publishing
    titles, abstracts = dict(description.titles), dict(description.descriptions)
    licence = licence_at(dataset.license)
    author = {"name": dataset.publisher} if dataset.publisher else {"alias": "anonymous"}
    if dataset.publisher_iri and dataset.publisher:
        author["website"] = dataset.publisher_iri
    values: Mapping[str, Any] = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": titles.get("en") or next(iter(titles.values()), dataset.identifier),
        "abstract": abstracts.get("en") or next(iter(abstracts.values()), ""),
        "authors": [author],
        "version": dataset.version,
        "date-released": publishing.issued if len(publishing.issued) == len("2031-02-03") else "",
        "license": licence.spdx,
        "license-url": "" if licence.spdx else dataset.license,
        "url": publishing.landing_page or description.iri,
        "identifiers": [{"type": "url", "value": description.iri}],
        "keywords": [label for _, label in description.keywords],
        "references": [_reference(index.description) for index in description.indexes],
    }
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in values.items()
        if value
    )


def _reference(index: IndexDescription) -> dict[str, Any]:
    """Return an index document as a reference, with the body that issued it."""
    reference: dict[str, Any] = {
        "type": "report",
        "title": index.title or index.identifier,
        "authors": [{"name": index.body or "United Nations"}],
    }
    return reference | ({"number": index.symbol} if index.symbol else {})
