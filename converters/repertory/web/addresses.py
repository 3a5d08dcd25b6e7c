"""Check the addresses of servers, and show them without secrets."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from repertory.errors import WebError

Scheme: TypeAlias = Literal["basic", "digest", "bearer", "token", "asked"]
"""How credentials are sent: `token` is the token alone, as in CKAN; `asked` is the scheme that the
server requests, from the first request on if the connection is encrypted."""

_NO_ADDRESS: Final = re.compile(r"[\s<>\"{}|^`\\]")
"""Characters that are invalid in an address (RFC 3987); letters of any script are valid."""


def checked_address(text: str) -> str:
    """Check the address of a server and return it unchanged.

    >>> checked_address("https://example.org/sparql?infer=false")
    'https://example.org/sparql?infer=false'
    >>> checked_address("https://un.org:99999/")
    Traceback (most recent call last):
    ...
    repertory.errors.WebError: found 'https://un.org:99999/', expected the address of a server: \
http:// or https://, a host and, optionally, a port up to 65535

    Raises:
        WebError: if it is not an HTTP address, or contains credentials, which are not repeated.
    """
    host = re.match(r"\w*:?/*[^/?#]*", text)
    if host and "@" in host[0]:
        raise WebError(
            "found credentials in the address, where others can read them. Set REPERTORY_USER and "
            "REPERTORY_PASSWORD, or REPERTORY_TOKEN, or name a netrc file with --credentials."
        )
    if not _is_complete(text) or not text.isprintable() or _NO_ADDRESS.search(text):
        found = "a text with @" if "@" in text else repr(text)  # a password may contain a slash
        raise WebError(
            f"found {found}, expected the address of a server: http:// or https://, a host and, "
            "optionally, a port up to 65535"
        )
    return text


def _is_complete(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an invalid port, an unclosed bracket
        return False


def shown(address: str) -> str:
    """Return an address without credentials and query.

    >>> shown("https://desk:secret@example.org/sparql?token=secret")
    'https://example.org/sparql'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an invalid address"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def sends_in_clear(address: str) -> bool:
    """Return whether others can read what is sent to an address.

    >>> [sends_in_clear(url) for url in ("http://un.org/", "https://un.org/", "http://[::1]:80/")]
    [True, False, False]
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True
