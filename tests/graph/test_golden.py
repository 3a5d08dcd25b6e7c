"""All graphs of a small dataset are the expected ones.

After an intended change, write the file again and review the difference before you commit it:

    RENEW_GOLDEN=1 pytest tests/graph/test_golden.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from repertory import __version__
from repertory.graph import describe
from repertory.model import Dataset
from repertory.rdf import graph_lines
from repertory.rdf.statements import Statements, write_graphs

GOLDEN = Path(__file__).parent / "golden.trig"


def without_version(content: bytes) -> str:
    """Replace the version of the software, which every release changes, with `VERSION`."""
    return re.sub(re.escape(__version__) + r"(?![.\w])", "VERSION", content.decode())


def test_the_graphs_are_the_golden_ones(reviewed: Dataset) -> None:
    content = without_version(
        b"".join(write_graphs((name, Statements(triples)) for name, triples in describe(reviewed)))
    )
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_text(content, encoding="utf-8")
    expected = GOLDEN.read_bytes()
    assert graph_lines(content.encode(), "trig") == graph_lines(expected, "trig")
