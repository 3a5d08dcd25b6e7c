"""Validate in a process of its own, which is ended when its time is over.

Neither a query nor a regular expression that goes astray can be stopped from inside its process.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from repertory.apart import Apart, Stopped
from repertory.errors import RepertoryError
from repertory.validation.names import TIME_LIMIT
from repertory.validation.report import Report

MAXIMUM_MEMORY: Final = 8 << 30
"""Bytes of address space, where the system can bound it."""


class Validation(Struct, frozen=True):
    """The arguments of `validate_files`, with the names of files as the system has them."""

    files: tuple[bytes, ...]
    profile: str | None
    shapes: tuple[bytes, ...]
    input_format: str | None
    everything: bool


def validate_supervised(
    files: Sequence[str],
    *,
    profile: str | None = None,
    shapes: Sequence[str] = (),
    input_format: str | None = None,
    everything: bool = False,
    time_limit: float = TIME_LIMIT,
) -> Report:
    """Call `validate_files` in another process, for at most *time_limit* seconds.

    Raises:
        SourceError: with all problems of the files that were named.
        RepertoryError: when a shape cannot be run, or when it takes too long.
    """
    names, own = tuple(map(os.fsencode, files)), tuple(map(os.fsencode, shapes))
    try:
        with Apart(validate, MAXIMUM_MEMORY) as other:
            return other(Validation(names, profile, own, input_format, everything), time_limit)
    except Stopped as stopped:
        message = stopped.explain(
            "the validation",
            time_limit,
            "Validate less at once.",
            "Validate less at once, look at the queries and patterns of --shapes, or allow more "
            "with --time-limit SECONDS.",
        )
        raise RepertoryError(message) from None


def validate(task: Validation) -> Report:
    """Validate in this process."""
    import logging

    from repertory.validation.runner import validate_files

    logging.disable(logging.WARNING)  # rdflib and pySHACL tell of single values, with tracebacks
    return validate_files(
        [os.fsdecode(name) for name in task.files],
        profile=task.profile,
        shapes=[os.fsdecode(name) for name in task.shapes],
        input_format=task.input_format,
        everything=task.everything,
    )
