"""Ask a server over HTTP: with a time limit, and again when it fails for a moment."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

from repertory.errors import RepertoryError

TIMEOUT: Final = 60.0
"""Seconds that a server may be silent."""

TRIES: Final = 3
"""Times that a question is asked before the server counts as down."""

MAXIMUM_ANSWER: Final = 64_000_000
"""Bytes of one answer that are read."""

PAUSE: Final = 1.0
"""Seconds before the second try; each further pause is twice as long."""


class ServerError(RepertoryError):
    """A server cannot be reached, refuses, or answers with what cannot be read."""


def ask(
    address: str,
    form: Mapping[str, str] | None = None,
    accept: str = "application/json",
    timeout: float = TIMEOUT,
    pause: float = PAUSE,
) -> Any:
    """Return the JSON that a server answers; *form* is posted.

    Raises:
        ServerError: when it does not, after `TRIES` tries where a further one may help.
    """
    data = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, data, {"Accept": accept, "User-Agent": "repertory"})
    reason = ""
    for number in range(TRIES):
        if number:
            time.sleep(pause * 2 ** (number - 1))
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                content = answer.read(MAXIMUM_ANSWER + 1)
            return _json(content, address)
        except urllib.error.HTTPError as error:
            reason = f"HTTP {error.code} {error.reason}"
            if error.code < 500 and error.code != 429:
                break
        except OSError as error:  # no connection, a broken one, a time limit
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        except ValueError as error:
            raise ServerError(f"{address}: {error}") from error
    raise ServerError(f"{address}: no answer: {reason}. Is the address right, and the server up?")


def _json(content: bytes, address: str) -> Any:
    if len(content) > MAXIMUM_ANSWER:
        raise ValueError(f"the answer is larger than {MAXIMUM_ANSWER:,} bytes")
    try:
        return json.loads(content)
    except ValueError:
        begin = content[:60].decode(errors="replace")
        raise ValueError(
            f"found {begin!r}, expected JSON. Is it the address of a service?"
        ) from None
