"""Check the addresses of servers, and show them without what may be secret in them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from repertory.errors import WebError

Scheme: TypeAlias = Literal["basic", "digest", "bearer", "token", "asked"]
"""How credentials are sent: `token` is the token alone, as CKAN has it; `asked` is as the server
asks for them, at once where nobody can read them on their way."""

_NO_ADDRESS: Final = re.compile(r"[\s<>\"{}|^`\\]")
"""What no address holds (RFC 3987); letters of any script are sent percent-encoded."""


def checked_address(text: str) -> str:
    """Return the address of a server as it is.

    >>> checked_address("https://example.org/sparql?infer=false")
    'https://example.org/sparql?infer=false'
    >>> checked_address("https://example.org:99999/")
    Traceback (most recent call last):
    ...
    repertory.errors.WebError: 'https://example.org:99999/' is no address of a server: expected \
http:// or https://, a host, and a port up to 65535 where one is given

    Raises:
        WebError: when it is not one of HTTP, or holds credentials, which are not repeated.
    """
    host = re.match(r"\w*:?/*[^/?#]*", text)
    if host and "@" in host[0]:
        raise WebError(
            "found credentials in the address, which others can read there. Set REPERTORY_USER and "
            "REPERTORY_PASSWORD, or REPERTORY_TOKEN, or name a netrc file with --credentials."
        )
    try:
        parts = urlsplit(text)
        complete = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is none, a bracket that is not closed
        complete = False
    if not complete or not text.isprintable() or _NO_ADDRESS.search(text):
        found = "the text" if "@" in text else repr(text)  # a password may hold a slash
        raise WebError(
            f"{found} is no address of a server: expected http:// or https://, a host, and a port "
            "up to 65535 where one is given"
        )
    return text


def shown(address: str) -> str:
    """Return an address without what may be secret in it.

    >>> shown("https://desk:secret@example.org/sparql?token=secret")
    'https://example.org/sparql'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that is none"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def sends_in_clear(address: str) -> bool:
    """Return whether what is sent to an address can be read on its way.

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
