"""The names of profiles and the default limit, for the command line; no imports that are slow."""

from __future__ import annotations

from typing import Final

PROFILES: Final = {
    "skos": ("skos",),
    "core": ("core",),
    "dataset": ("core", "evidence"),
    "all": ("skos", "core", "evidence"),
}
"""Name of a profile -> the folders of its shapes in shapes/."""

TIME_LIMIT: Final = 300.0
"""Seconds of a validation; that of the dataset of an index takes less than one."""
