"""The fixtures of the fictitious dataset of lighthouses."""

from __future__ import annotations

from tests.lighthouses import bare, built, dataset, folder, index, publication

__all__ = ["bare", "built", "dataset", "folder", "index", "publication"]
