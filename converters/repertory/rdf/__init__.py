"""Store, sort, parse and serialise statements: only this package imports pyoxigraph or rdflib.

What a query needs is imported here; `statements` and `interchange` are imported by themselves.
"""

from __future__ import annotations

from repertory.rdf.nodes import n3
from repertory.rdf.parsing import graph_lines, read, stream_statements
from repertory.rdf.read_errors import ReadError
from repertory.rdf.store import Store, Test

__all__ = [
    "ReadError",
    "Store",
    "Test",
    "graph_lines",
    "n3",
    "read",
    "stream_statements",
]
