"""Find the credentials for a server in a netrc file or the environment.

Other users of the machine can read arguments, so credentials are never one. A netrc file has a line
for each server: `machine example.org login NAME password PASSWORD`. An API token is the password of
the login `__token__`.
"""

from __future__ import annotations

import html
import json
import os
import stat
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from repertory.errors import WebError, os_reason

TOKEN_LOGIN: Final = "__token__"
"""The login in a netrc file whose password is a token, as for PyPI."""

MAXIMUM_FILE: Final = 1 << 20
"""Maximum bytes of a netrc file."""

MASK: Final = "•••"

EXPECTED: Final = (
    f"machine HOST login NAME password PASSWORD (or login {TOKEN_LOGIN} password TOKEN)"
)


class Credentials(Struct, frozen=True):
    """A user with a password, or a token; secrets are hidden when it is printed.

    >>> Credentials("desk", "secret")
    Credentials(user='desk')
    """

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        """Return a text with the user only."""
        return f"Credentials(user={self.user!r})"

    def masked(self, text: str) -> str:
        """Return a text with the secrets masked, in whatever form they appear.

        >>> Credentials("desk", "s/3").masked("Basic ZGVzazpzLzM= is wrong: s/3, s%2F3")
        'Basic ••• is wrong: •••, •••'
        """
        for form in self.secrets:
            text = text.replace(form, MASK)
        return text

    @property
    def secrets(self) -> list[str]:
        """The secrets in all forms in which they are sent or quoted, longest first."""
        return sorted({form for form in self._forms() if form}, key=lambda form: (-len(form), form))

    def _forms(self) -> Iterator[str]:
        pair = f"{self.user}:{self.password}" if self.password else ""
        for text in (self.password, self.token, pair):
            for encoded in (quote(text, safe="", errors="replace"), quote(text, errors="replace")):
                yield from (encoded, encoded.replace("%20", "+"), encoded.lower())
            yield from (text, repr(text)[1:-1], html.escape(text))
            yield from (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
            binary = text.encode(errors="replace")
            yield from (b64encode(binary).decode(), repr(binary)[2:-1])


def find_credentials(
    address: str,
    file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    required: bool = True,
) -> Credentials | None:
    """Return the credentials for a server from *file* (netrc) or else the environment.

    If not *required*, a file without an entry for the server is not an error.

    >>> find_credentials("https://x.org/", None, {"REPERTORY_USER": "a", "REPERTORY_PASSWORD": "b"})
    Credentials(user='a')

    Raises:
        WebError: if the file cannot be used, or credentials cannot be sent in HTTP.
    """
    if file is not None:
        return _from_file(file, urlsplit(address).hostname or "", required)
    names = ("REPERTORY_USER", "REPERTORY_PASSWORD", "REPERTORY_TOKEN")
    values = {name: environment.get(name, "") for name in names}
    user, password, token = values.values()
    if bool(user) != bool(password):
        found, missing = names[:2] if user else names[1::-1]
        raise WebError(f"found {found} in the environment without {missing}: set both")
    for name, value in values.items():
        what, is_user = f"the environment variable {name}", name == "REPERTORY_USER"
        _check(what, value, name != "REPERTORY_PASSWORD", is_user)
    return Credentials(user, password, token) if user or token else None


def _from_file(file: Path, host: str, required: bool) -> Credentials | None:
    from netrc import NetrcParseError, netrc

    try:
        status = file.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
            raise WebError(f"{file}: expected a file in netrc format")
        if status.st_size > MAXIMUM_FILE:
            raise WebError(f"{file}: expected at most {MAXIMUM_FILE:,} bytes")
        if os.name == "posix" and status.st_mode & 0o077:
            raise WebError(f"{file}: other users can read it. Change that: chmod 600 {file}")
        found = netrc(str(file)).authenticators(host)
    except NetrcParseError as error:
        raise WebError(f"{file}, line {error.lineno}: expected {EXPECTED}") from None
    except OSError as error:
        raise WebError(f"{file}: cannot be read: {os_reason(error)}") from None
    except ValueError:  # also of a path with NUL
        raise WebError(f"{file}: cannot be read: not UTF-8") from None
    if found is None and not required:
        return None
    login, _, password = found or ("", "", "")
    if not login or not password:
        raise WebError(f"{file}: found no entry for {host}, expected {EXPECTED}")
    is_token = login == TOKEN_LOGIN
    _check(f"{file}: the password for {host}", password, is_token)
    if is_token:
        return Credentials(token=password)
    _check(f"{file}: the login for {host}", login, True, is_user=True)
    return Credentials(login, password)


def _check(what: str, value: str, in_header: bool, is_user: bool = False) -> None:
    """Check that a value can be sent in HTTP; the error does not repeat it."""
    if any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in value):
        raise WebError(f"{what} has a line break or another control character. Remove it.")
    try:
        value.encode("latin-1" if in_header else "utf-8")
    except UnicodeEncodeError:
        raise WebError(f"{what} has letters that cannot be sent in HTTP.") from None

    if is_user and ":" in value:
        raise WebError(f"{what} has a colon, which is not allowed in a user name (RFC 7617).")
