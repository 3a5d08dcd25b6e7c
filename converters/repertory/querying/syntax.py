"""Find the form of a query, and whether it calls other endpoints, before it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from repertory.errors import QueryError

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

UPDATES: Final = (
    *("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"),
)
"""The keywords that begin an update (https://www.w3.org/TR/sparql11-update/)."""

_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:(?:\"{1,2})?(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'{1,2})?(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][A-Za-z0-9\-]*)
    | (?P<name>(?:\w[\w.\-]*)?:(?:[\w.\-:%]|\\.)*)
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""The SPARQL tokens that can contain letters; text between them cannot be a keyword."""

_CODE_POINT: Final = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"


def words(text: str) -> Iterator[str]:
    """Yield the keywords and other bare words of a query in capitals.

    >>> list(words("ASK { ?service :SERVICE 'SERVICE' # SERVICE"))
    ['ASK']
    """
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "word":
            yield token[0].upper()


def query_form(text: str) -> str:
    """Return the form of a query, one of `FORMS`.

    >>> query_form("PREFIX a: <b:c> SELECT * { ?s ?p ?o }")
    'SELECT'

    Raises:
        QueryError: when it is an update, or not SPARQL.
    """
    for word in words(text):
        if word in FORMS:
            return word
        if word in UPDATES:
            raise QueryError(
                f"this is an update ({word}), but data is never changed. "
                f"Expected one of {', '.join(FORMS)}."
            )
    raise QueryError(f"this is not a SPARQL query: expected one of {', '.join(FORMS)} in it")


def calls_service(text: str) -> bool:
    r"""Return whether a query calls another endpoint; letters may be written as escapes.

    >>> calls_service("SELECT * { service <http://x> { ?s ?p ?o } }")
    True
    >>> calls_service("SELECT * { \\u0053ERVICE <http://x> { ?s ?p ?o } }")
    True
    """
    if "\\" not in text and "SERVICE" not in text.upper():
        return False
    plain = re.sub(_CODE_POINT, _letter, text)
    return any("SERVICE" in words(version) for version in (text, plain))


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else escape[0]
