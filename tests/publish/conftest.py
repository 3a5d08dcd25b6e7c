"""The fictitious dataset of lighthouses, for the tests here."""

from __future__ import annotations

from tests.lighthouses import bare, built, dataset, folder, index, publication

__all__ = ["bare", "built", "dataset", "folder", "index", "publication"]
