"""The kinds of input that are tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.fuzz import answers, binaries, cells, documents, folders, mappings, settings
from tests.fuzz.law import Check

KINDS: Final[Mapping[str, Check]] = {
    "cells": cells.check,
    "documents": documents.check,
    "binaries": binaries.check,
    "settings": settings.check,
    "mappings": mappings.check,
    "folders": folders.check,
    "answers": answers.check,
}
"""The name of a kind -> what makes and checks one input of it."""
