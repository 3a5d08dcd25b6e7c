"""The formats of the values in a manifest: languages, dates, addresses, symbols."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from repertory.checking.checked_file import Format, one_of
from repertory.settings.columns import EXAMPLE, are_columns


def is_language_tag(text: str) -> bool:
    """Return whether a text is a well-formed language tag (BCP 47, RFC 5646 section 2.1).

    >>> [is_language_tag(tag) for tag in ("en", "zh-Hant", "sr-Latn-RS", "english", "en_GB", "")]
    [True, True, True, True, False, False]

    (`english` is well-formed: the grammar reserves names of five to eight letters.)
    """
    return re.fullmatch(_LANGUAGE_TAG, text, re.IGNORECASE | re.ASCII) is not None


def is_date(text: str) -> bool:
    """Return whether a text is a year, a month or a day of the calendar.

    >>> [is_date(text) for text in ("2019", "2019-07", "2019-07-16", "2019-02-29", "16.7.2019")]
    [True, True, True, False, False]
    """
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    from datetime import date  # only needed for manifests with dates

    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_web_iri(text: str) -> bool:
    """Return whether a text is an absolute http or https IRI (RFC 3987), without credentials.

    >>> [is_web_iri(text) for text in ("https://un.org/a#b", "un.org/a", "https://un.org/a b")]
    [True, False, False]
    """
    return text.isprintable() and re.fullmatch(_WEB_IRI, text) is not None


def is_base(text: str) -> bool:
    """Return whether a text can be the base of the IRIs of a dataset.

    >>> [is_base(f"https://un.org/{end}") for end in ("id/", "id", "id#", "?id=/")]
    [True, False, False, False]
    """
    return is_web_iri(text) and text.endswith("/") and not set("?#") & set(text)


def is_unpublished(base: str) -> bool:
    """Return whether a base is of a host that cannot exist, as the default one is.

    >>> is_unpublished("https://unpublished.invalid/id/"), is_unpublished("https://un.org/id/")
    (True, False)
    """
    host = urlsplit(base).hostname or ""
    return host.rpartition(".")[2] == "invalid"


def is_email(text: str) -> bool:
    """Return whether a text can be an email address.

    >>> [is_email(text) for text in ("desk@un.org", "desk at un.org", "mailto:desk@un.org")]
    [True, False, False]
    """
    return re.fullmatch(r"[^\s@:<>]+@[^\W_][\w.-]*\.\w+", text) is not None


def is_symbol(text: str) -> bool:
    """Return whether a text looks like a UN document symbol; `notation` has its grammar.

    >>> [is_symbol(text) for text in ("A/HRC/38/12/Add.1", "S/RES/1325 (2000)", "A/", "report")]
    [True, True, False, False]
    """
    parts = text.split("/")
    filled = all(part and part == part.strip() for part in parts)
    return filled and len(parts) > 1 and text.isprintable()


# Not compiled on import, since most documents have no manifest.
_LANGUAGE_TAG = (
    r"([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})"  # language
    r"(-[a-z]{4})?"  # script
    r"(-([a-z]{2}|[0-9]{3}))?"  # region
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*"  # extensions
    r"(-x(-[a-z0-9]{1,8})+)?"  # private use
    r"|x(-[a-z0-9]{1,8})+"
)
_IRI_CHARACTER = r"""(?:%[0-9A-Fa-f]{2}|[^\s%#?<>"{}|\\^`\[\]\ufff0-\uffff\U000e0000-\U0010ffff])"""
_WEB_IRI = (
    rf"https?://[^\W_][\w.-]*(:[0-9]+)?(/{_IRI_CHARACTER}*)?"
    rf"(\?({_IRI_CHARACTER}|\?)*)?(#({_IRI_CHARACTER}|\?)*)?"
)

IDENTIFIER: Final = Format(
    "lower-case letters a-z, digits and hyphens, such as 'som-2019'",
    re.compile(r"[a-z0-9][a-z0-9-]*").fullmatch,
)
LANGUAGE: Final = Format("a language tag such as 'en' or 'zh-Hant'", is_language_tag)
DATE: Final = Format("a date such as '2019', '2019-07' or '2019-07-16'", is_date)
WEB_IRI: Final = Format("an absolute http or https IRI", is_web_iri)
BASE: Final = Format(
    "an absolute http or https IRI that ends in '/' and has no '?' or '#' "
    "(the IRI of a paragraph has its own '#')",
    is_base,
)
SYMBOL: Final = Format(
    "a document symbol such as 'CTOC/COP/WG.7/2019/5'",
    is_symbol,
)

COLUMNS: Final = Format(f"columns such as '{EXAMPLE}'", are_columns)
BASE_ADVICE: Final = (
    "Set base in [dataset] of repertory.toml to an address that you will keep, such as "
    "https://data.example.org/id/, and run repertory build again."
)
"""What to do about a base that is not a published one."""
EMAIL: Final = Format("an address such as 'desk@example.org'", is_email)
FOLDER_IRI: Final = Format("an absolute http or https IRI that ends in '/'", is_base)
VOCABULARY_KINDS: Final = ("skos", "table", "sparql", "reconciliation")
"""The types of the location of a vocabulary: a SKOS file, a table of labels, a service."""
PUBLISHER_TYPES: Final = (
    "Academia-ScientificOrganisation",
    "Company",
    "IndustryConsortium",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "PrivateIndividual(s)",
    "RegionalAuthority",
    "StandardisationBody",
    "SupraNationalAuthority",
)
"""The types of publishers in ADMS (http://purl.org/adms/publishertype/)."""
AVAILABILITIES: Final = ("available", "experimental", "stable", "temporary")
"""How long files remain available, from
http://publications.europa.eu/resource/authority/planned-availability."""
VOCABULARY_KIND: Final = one_of(VOCABULARY_KINDS)
PUBLISHER_TYPE: Final = one_of(PUBLISHER_TYPES)
AVAILABILITY: Final = one_of(AVAILABILITIES)
