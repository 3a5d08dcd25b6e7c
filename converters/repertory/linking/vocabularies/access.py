"""Settings for the services from which vocabularies are read."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from repertory.web.client import Client
    from repertory.web.credentials import Credentials

TRIES: Final = 3
"""Attempts for one request."""

TIMEOUT: Final = 60.0
"""Seconds for one request with all its attempts."""

TOTAL: Final = 3600.0
"""Seconds for a whole vocabulary; the part received by then is kept."""

MAXIMUM_ANSWER: Final = 64_000_000
"""Maximum bytes of one answer."""


class Access(Struct, frozen=True):
    """The credentials for an address, the folder of partial downloads, and the warning function.

    The default *folder* is in the cache folder of the user.
    """

    credentials: Callable[[str], Credentials | None] = lambda address: None
    folder: Path | None = None
    warn: Callable[[str], None] = warnings.warn
    pause: float = 1.0

    def client(self, address: str) -> Client:
        """Return a client for a service; imported here because files need none."""
        from repertory.web.client import Client, Patience

        patience = Patience(TRIES, self.pause, TIMEOUT, TOTAL)
        return Client(self.credentials(address), "asked", patience)
