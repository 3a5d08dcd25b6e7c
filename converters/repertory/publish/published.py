"""Read a built dataset from its folder, as it is going to be published: checked, file by file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from repertory.engine import Store, graph_lines
from repertory.errors import PublishError
from repertory.vocabulary import DCAT, DCTERMS, RDF, VOID

CHECKSUMS: Final = "SHA256SUMS"
_AGAIN: Final = "Run repertory build again."


class Published(Struct, frozen=True):
    """A folder of files that are what their checksums say.

    *graphs* are lines of canonical N-Triples by the name of their graph, the catalogue among them;
    *prefixes* begin the names of all graphs of the dataset.
    """

    folder: Path
    graphs: Mapping[str, Sequence[str]]
    prefixes: tuple[str, ...]
    package: Mapping[str, Any]
    files: Mapping[str, str]
    """The file of each distribution, by its IRI."""


def read_published(folder: Path) -> Published:
    """Read the files of a build.

    Raises:
        PublishError: when there are none, or when one was changed since.
    """
    contents = {name: _checked(folder, name, sha256) for name, sha256 in _checksums(folder).items()}
    try:
        catalogue = Store()
        catalogue.load(contents["catalog.ttl"], "turtle")
        (iri,) = catalogue.subjects(RDF.type, DCAT.Catalog)
        (dataset,) = catalogue.subjects(RDF.type, DCAT.Dataset)
        (space,) = catalogue.objects(dataset, VOID.uriSpace)
        graphs = graph_lines(contents["dataset.trig"], "trig")
        graphs[str(iri)] = graph_lines(contents["catalog.ttl"], "turtle")[""]
        package = json.loads(contents["ckan-package.json"])
    except (KeyError, ValueError) as error:
        raise PublishError(f"{folder}: no complete dataset ({error}). {_AGAIN}") from error
    base = getattr(space, "text", "")
    return Published(
        folder=folder,
        graphs=graphs,
        prefixes=(f"{base}graph/", str(iri)),
        package=package,
        files=_files(catalogue),
    )


def _files(catalogue: Store) -> dict[str, str]:
    """Return the name of the file of each distribution."""
    found = {}
    for distribution in catalogue.subjects(RDF.type, DCAT.Distribution):
        (name,) = catalogue.objects(distribution, DCTERMS.identifier)
        found[str(distribution)] = getattr(name, "text", "")
    return found


def _checksums(folder: Path) -> dict[str, str]:
    path = folder / CHECKSUMS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise PublishError(
            f"{path}: found no such file, expected the folder of a built dataset. Run repertory "
            "build, or name its folder with --from."
        ) from None
    sums = (line.split("  ", 1) for line in lines)
    return {name: sha256 for sha256, name in sums}


def _checked(folder: Path, name: str, sha256: str) -> bytes:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(f"{folder / name}: cannot be read: {reason}. {_AGAIN}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise PublishError(
            f"{folder / name}: found the SHA-256 {found[:12]}…, expected {sha256[:12]}… as in "
            f"{CHECKSUMS}: the file was changed after it was built. {_AGAIN}"
        )
    return content
