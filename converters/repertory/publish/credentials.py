"""Find the credentials of a store or portal: in the environment or a file, never in an argument."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from repertory.errors import PublishError

KEYS: Final = ("user", "password", "token")
"""The keys of a file of credentials; in the environment they are `REPERTORY_USER` and so on."""

_EXPECTED: Final = 'expected the lines user = "…" and password = "…", or token = "…", in TOML'


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; neither secret shows when it is printed.

    >>> Credentials("desk", "secret")
    Credentials(user='desk')
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def find_credentials(environment: Mapping[str, str], path: Path | None) -> Credentials | None:
    """Return the credentials of a file, else those of the environment, else None.

    >>> find_credentials({"REPERTORY_USER": "desk", "REPERTORY_PASSWORD": "secret"}, None)
    Credentials(user='desk')

    Raises:
        PublishError: when the file cannot be used, or a user comes without a password.
    """
    if path is not None:
        place, values = str(path), _read(path)
    else:
        place = "the environment"
        values = {key: environment.get(f"REPERTORY_{key.upper()}", "") for key in KEYS}
    credentials = Credentials(*(values.get(key, "") for key in KEYS))
    if bool(credentials.user) != bool(credentials.password):
        missing = "password" if credentials.user else "user"
        raise PublishError(f"{place}: no {missing} is given; {_EXPECTED}")
    if credentials == Credentials():
        if path is not None:
            raise PublishError(f"{place}: no credentials are given; {_EXPECTED}")
        return None
    return credentials


def _read(path: Path) -> Mapping[str, str]:
    """Read a file of credentials; no message quotes what stands in it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PublishError(f"{path}: cannot be read: {(error.strerror or '').lower()}") from None
    except ValueError:
        raise PublishError(f"{path}: cannot be understood; {_EXPECTED}") from None
    wrong = [key for key, value in values.items() if key not in KEYS or not isinstance(value, str)]
    if wrong:
        raise PublishError(f"{path}: found the key {wrong[0]!r}; {_EXPECTED}")
    return {key: str(value) for key, value in values.items()}
