"""The IRIs of languages in the registers that data portals use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from repertory.rdf.terms import IRI

UNITED_NATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {"ar": "ARA", "en": "ENG", "es": "SPA", "fr": "FRA", "ru": "RUS", "zh": "ZHO"}
)
"""Official language of the United Nations -> its code in the register of the Publications Office of
the European Union."""


def language_iri(tag: str) -> IRI:
    """Return the IRI of a language by DCAT-AP, or else by the Library of Congress.

    >>> language_iri("fr-CH")
    'http://publications.europa.eu/resource/authority/language/FRA'
    >>> language_iri("pt")
    'http://id.loc.gov/vocabulary/iso639-1/pt'
    """
    language = tag.partition("-")[0]
    if name := UNITED_NATIONS.get(language):
        return IRI(f"http://publications.europa.eu/resource/authority/language/{name}")
    return IRI(f"http://id.loc.gov/vocabulary/iso639-{len(language) - 1}/{language}")
