"""Find the name and password for an endpoint: in the environment or in a file, nowhere else.

They are never taken from the command line, where other users of the machine can read them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from repertory.errors import QueryError

USER_VARIABLE: Final = "REPERTORY_USER"
PASSWORD_VARIABLE: Final = "REPERTORY_PASSWORD"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password; the password is never shown.

    >>> Credentials("reader", "s3cret")
    Credentials(user='reader')
    """

    user: str
    password: str = field(repr=False)


def find_credentials(
    url: str, file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Credentials | None:
    """Return what *file*, in the format of netrc, or the environment has for an endpoint.

    >>> find_credentials("https://x.org/sparql", None, {"REPERTORY_USER": "reader"}) is None
    True

    Raises:
        QueryError: when the file cannot be used.
    """
    if file is not None:
        return _from_file(file, urlsplit(url).hostname or "")
    user, password = environment.get(USER_VARIABLE), environment.get(PASSWORD_VARIABLE)
    return Credentials(user, password) if user and password else None


def _from_file(file: Path, host: str) -> Credentials:
    from netrc import NetrcParseError, netrc

    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise QueryError(f"{file}: others can read it. Make it yours alone: chmod 600 {file}")
        found = netrc(str(file)).authenticators(host)
    except NetrcParseError as error:
        raise QueryError(f"{file}, line {error.lineno}: expected the format of netrc") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"{file}: cannot be read: {reason}") from error
    if found is None:
        raise QueryError(
            f"{file}: nothing for {host}. Expected: machine {host} login NAME password PASSWORD"
        )
    return Credentials(found[0], found[2])
