"""Open a vocabulary to link to, by its name in the manifest, a file or an address.

unbis                        a name in the manifest, with the location given there
unbis=thesaurus.ttl          a name in the manifest, with another location
thesaurus.ttl, labels.csv    a SKOS file, a table of labels, another Repertory dataset;
                             `.gz` after the ending of a compressed one
sparql+https://…             a SPARQL endpoint
reconciliation+https://…     an OpenRefine reconciliation service
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from msgspec.structs import replace

from repertory.errors import RepertoryError
from repertory.linking.sssom.mapping_set import namespace_of
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.concepts import ConceptStore, Fact
from repertory.linking.vocabularies.label_tables import read_table
from repertory.linking.vocabularies.reconciliation import read_service
from repertory.linking.vocabularies.skos_files import read_skos
from repertory.linking.vocabularies.sparql_endpoints import read_endpoint
from repertory.model import VocabularyDescription
from repertory.rdf import iris
from repertory.rdf_formats import ENDINGS, GZIP, ending_of, inflated_name
from repertory.web.addresses import checked_address

TABLES: Final = (".csv", ".tsv", ".txt")

Source: TypeAlias = "Callable[[str, Sequence[str], Access], Iterator[Fact]]"
"""A function that reads a location; services are queried for the texts of the topics."""

SOURCES: Final[Mapping[str, Source]] = {
    "skos": lambda location, texts, access: read_skos(Path(location)),
    "table": lambda location, texts, access: read_table(Path(location)),
    "sparql": lambda location, texts, access: read_endpoint(location, access),
    "reconciliation": read_service,
}
"""Kind of a vocabulary (see `manifest.VOCABULARY_KINDS`) -> its reader."""


def find_vocabulary(
    text: str, known: Iterable[VocabularyDescription], folder: Path
) -> VocabularyDescription:
    """Return the vocabulary for an argument; paths in the manifest are relative to *folder*.

    >>> find_vocabulary("labels/ship types.csv", [], Path()).kind
    'table'
    >>> find_vocabulary("sparql+https://example.org/sparql", [], Path()).name
    'example-org-sparql'

    Raises:
        RepertoryError: if it is unknown, or the manifest has no location for it.
    """
    names = {vocabulary.name: vocabulary for vocabulary in known}
    if text in names:
        return _located_in_manifest(names[text], folder)
    name, equals, location = text.partition("=")
    if equals and name in names:
        kind, location = _located(location)
        return replace(names[name], location=location, kind=kind)
    kind, location = _located(text)
    is_file = kind in ("skos", "table")
    stem = Path(inflated_name(location)).stem if is_file else location.partition("://")[2]
    return VocabularyDescription(name=iris.slug(stem), uri_space="", kind=kind, location=location)


def _located_in_manifest(found: VocabularyDescription, folder: Path) -> VocabularyDescription:
    if not found.location:
        raise RepertoryError(
            f"the manifest has no location for the vocabulary {found.name!r}. "
            f"Download it and name the file: --to {found.name}=FILE"
        )
    local = found.kind not in ("sparql", "reconciliation")
    location = str(folder / found.location) if local else found.location
    return replace(found, location=location, kind=found.kind or _kind(location))


def _located(text: str) -> tuple[str, str]:
    for kind in ("sparql", "reconciliation"):
        if text.startswith(f"{kind}+"):
            return kind, checked_address(text.removeprefix(f"{kind}+"))
    return _kind(text), text


def _kind(location: str) -> str:
    ending = ending_of(location)
    if ending in ENDINGS:
        return "skos"
    if ending in TABLES:
        return "table"
    if address := re.search(r"https?:.*", location, re.DOTALL):
        checked_address(address[0])  # its error does not repeat credentials
    raise RepertoryError(
        f"{location!r}: no vocabulary of that name or kind. Expected one from the manifest, a file "
        f"that ends in {', '.join([*ENDINGS, *TABLES])} (also with {GZIP} after it), or an address "
        "after sparql+ or reconciliation+."
    )


def open_vocabulary(
    vocabulary: VocabularyDescription, texts: Sequence[str], access: Access | None = None
) -> ConceptStore:
    """Read a vocabulary; *texts* are the queries to a reconciliation service.

    Raises:
        RepertoryError: if it cannot be read or has no concept with a label.
    """
    facts = SOURCES[vocabulary.kind](vocabulary.location, texts, access or Access())
    first = next(facts, None)
    store = ConceptStore(chain(() if first is None else (first,), facts))
    if not len(store) and vocabulary.kind != "reconciliation":
        found = "no statement about a concept" if first is None else "no label of a concept"
        raise RepertoryError(
            f"{vocabulary.location}: found {found}, expected skos:prefLabel, skos:altLabel or "
            "skos:hiddenLabel, or a column 'label'. Is it a vocabulary?"
        )
    return store


def with_uri_space(vocabulary: VocabularyDescription, store: ConceptStore) -> VocabularyDescription:
    """Set a missing `uri_space` to the namespace of the first concept."""
    if vocabulary.uri_space:
        return vocabulary
    first = next(store.iris(), "")
    return replace(vocabulary, uri_space=namespace_of(first))
