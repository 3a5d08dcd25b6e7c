"""The names that a user may give on the command line; nothing heavy is imported for them."""

from __future__ import annotations

from typing import Final

PROFILES: Final = {"skos": ("skos",), "dataset": ("dataset",), "all": ("skos", "dataset")}
"""Name of a profile -> the folders below shapes/ that hold its shapes."""

TIME_LIMIT: Final = 300.0
"""Seconds of a validation; the dataset of an index takes a fraction of one."""
