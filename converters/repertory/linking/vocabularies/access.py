"""How the services that vocabularies come from are asked."""

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
"""Times that a question is asked before the server counts as down."""

TIMEOUT: Final = 60.0
"""Seconds for one question with all its tries."""

TOTAL: Final = 3600.0
"""Seconds for a whole vocabulary; what has come by then is kept."""

MAXIMUM_ANSWER: Final = 64_000_000
"""Bytes of one answer that are read."""


class Access(Struct, frozen=True):
    """The credentials for an address, the folder of unfinished fetches, and who is warned.

    Without *folder* it is in the cache folder of the user.
    """

    credentials: Callable[[str], Credentials | None] = lambda address: None
    folder: Path | None = None
    warn: Callable[[str], None] = warnings.warn
    pause: float = 1.0

    def client(self, address: str) -> Client:
        """Return what asks a service; only who asks one pays for the import."""
        from repertory.web.client import Client, Patience

        patience = Patience(TRIES, self.pause, TIMEOUT, TOTAL)
        return Client(self.credentials(address), "asked", patience)
