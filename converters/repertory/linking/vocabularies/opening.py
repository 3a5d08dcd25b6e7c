"""Open a vocabulary to link to: by its name in the manifest, by a file, or by an address.

unbis                        a name of the manifest that has a location there
unbis=thesaurus.ttl          a name of the manifest, and where its data is now
thesaurus.ttl, labels.csv    a SKOS file, a table of labels, another Repertory dataset
sparql+https://…             a SPARQL endpoint
reconciliation+https://…     an OpenRefine reconciliation service
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType
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
from repertory.rdf_formats import ENDINGS
from repertory.web.addresses import checked_address

TABLES: Final = (".csv", ".tsv", ".txt")

Source: TypeAlias = "Callable[[str, Sequence[str], Access], Iterator[Fact]]"
"""What reads a location; a service is asked for the texts of the topics."""

SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {
        "skos": lambda location, texts, access: read_skos(Path(location)),
        "table": lambda location, texts, access: read_table(Path(location)),
        "sparql": lambda location, texts, access: read_endpoint(location, access),
        "reconciliation": read_service,
    }
)
"""Kind of a vocabulary, one of `manifest.VOCABULARY_KINDS` -> what reads it."""


def find_vocabulary(
    text: str, known: Iterable[VocabularyDescription], folder: Path
) -> VocabularyDescription:
    """Return the vocabulary that an argument means; *folder* is where paths of the manifest start.

    >>> find_vocabulary("labels/ship types.csv", [], Path()).kind
    'table'
    >>> find_vocabulary("sparql+https://example.org/sparql", [], Path()).name
    'example-org-sparql'

    Raises:
        RepertoryError: when it is none, or nothing tells where its data is.
    """
    names = {vocabulary.name: vocabulary for vocabulary in known}
    if text in names:
        found = names[text]
        if not found.location:
            raise RepertoryError(
                f"the manifest does not say where the data of {text!r} is. "
                f"Download it and name the file: --to {text}=FILE"
            )
        local = found.kind not in ("sparql", "reconciliation")
        location = str(folder / found.location) if local else found.location
        return replace(found, location=location, kind=found.kind or _kind(location))
    name, equals, location = text.partition("=")
    if equals and name in names:
        kind, location = _located(location)
        return replace(names[name], location=location, kind=kind)
    kind, location = _located(text)
    stem = Path(location).stem if kind in ("skos", "table") else location.partition("://")[2]
    return VocabularyDescription(name=iris.slug(stem), uri_space="", kind=kind, location=location)


def _located(text: str) -> tuple[str, str]:
    for kind in ("sparql", "reconciliation"):
        if text.startswith(f"{kind}+"):
            return kind, checked_address(text.removeprefix(f"{kind}+"))
    return _kind(text), text


def _kind(location: str) -> str:
    ending = Path(location).suffix.lower()
    if ending in ENDINGS:
        return "skos"
    if ending in TABLES:
        return "table"
    if address := re.search(r"https?:.*", location, re.DOTALL):
        checked_address(address[0])  # what holds credentials is not repeated
    raise RepertoryError(
        f"{location!r}: no vocabulary of that name or kind. Name one of the manifest, a file that "
        f"ends in {', '.join([*ENDINGS, *TABLES])}, or an address behind sparql+ or "
        "reconciliation+."
    )


def open_vocabulary(
    vocabulary: VocabularyDescription, texts: Sequence[str], access: Access | None = None
) -> ConceptStore:
    """Read a vocabulary; *texts* are what a service is asked for.

    Raises:
        RepertoryError: when it cannot be read or has no concept with a label.
    """
    facts = SOURCES[vocabulary.kind](vocabulary.location, texts, access or Access())
    first = next(facts, None)
    store = ConceptStore(chain(() if first is None else (first,), facts))
    if not len(store) and not (vocabulary.kind == "reconciliation"):
        found = "no statement about a concept" if first is None else "no label of a concept"
        raise RepertoryError(
            f"{vocabulary.location}: found {found}, expected skos:prefLabel, skos:altLabel or "
            "skos:hiddenLabel, or a column 'label'. Is it a vocabulary?"
        )
    return store


def with_uri_space(vocabulary: VocabularyDescription, store: ConceptStore) -> VocabularyDescription:
    """Fill in what the IRIs of the concepts begin with, from the first concept."""
    if vocabulary.uri_space:
        return vocabulary
    first = next(store.iris(), "")
    return replace(vocabulary, uri_space=namespace_of(first))
