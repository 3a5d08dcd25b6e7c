"""The whole graph of a small dataset is the expected one.

After an intended change, write the file again and review the difference before you commit it:

    RENEW_GOLDEN=1 pytest tests/graph/test_golden.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from rdflib import Graph
from rdflib.compare import graph_diff, isomorphic

from repertory import __version__
from repertory.graph import describe
from repertory.model import Dataset
from repertory.rdf import Statements

GOLDEN = Path(__file__).parent / "golden.ttl"


def without_version(content: bytes) -> str:
    """Replace the version of the software, which every release changes, with `VERSION`."""
    return re.sub(re.escape(__version__) + r"(?![.\w])", "VERSION", content.decode())


def test_the_graph_is_the_golden_one(reviewed: Dataset) -> None:
    content = without_version(Statements(describe(reviewed)).serialise("turtle"))
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_text(content, encoding="utf-8")
    actual, expected = Graph().parse(data=content), Graph().parse(GOLDEN)
    if not isomorphic(actual, expected):
        _, missing, added = graph_diff(expected, actual)
        parts = [f"missing:\n{missing.serialize()}", f"added:\n{added.serialize()}"]
        raise AssertionError("\n".join(parts))
