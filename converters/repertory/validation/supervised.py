"""Validate in a separate process, which is ended when it takes too long.

An endless query or regular expression cannot be stopped from inside its process.
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
"""Bytes of address space, if the system can limit it."""


class ValidationTask(Struct, frozen=True):
    """The arguments of `validate_files`, with file names as bytes."""

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
        SourceError: with all problems of the named files.
        RepertoryError: when a shape cannot be run, or the validation takes too long.
    """
    names, own = tuple(map(os.fsencode, files)), tuple(map(os.fsencode, shapes))
    try:
        with Apart(run_task, MAXIMUM_MEMORY) as run:
            return run(ValidationTask(names, profile, own, input_format, everything), time_limit)
    except Stopped as stopped:
        message = stopped.explain(
            "the validation",
            time_limit,
            "Validate fewer files at a time.",
            "Validate fewer files at a time, check the queries and patterns of --shapes, or allow "
            "more with --time-limit SECONDS.",
        )
        raise RepertoryError(message) from None


def run_task(task: ValidationTask) -> Report:
    """Validate in this process."""
    import logging

    from repertory.validation.runner import validate_files

    logging.disable(logging.WARNING)  # rdflib and pySHACL log single values, with tracebacks
    return validate_files(
        [os.fsdecode(name) for name in task.files],
        profile=task.profile,
        shapes=[os.fsdecode(name) for name in task.shapes],
        input_format=task.input_format,
        everything=task.everything,
    )
