"""Store, sort and serialise statements: the only room that knows pyoxigraph or rdflib."""

from __future__ import annotations

from repertory.engine.errors import ReadError
from repertory.engine.interchange import from_rdflib, nodes_to_rdflib, to_rdflib
from repertory.engine.nodes import n3
from repertory.engine.reading import graph_lines, read, stream_statements
from repertory.engine.statements import Statements
from repertory.engine.store import Store, Test

__all__ = [
    "ReadError",
    "Statements",
    "Store",
    "Test",
    "from_rdflib",
    "graph_lines",
    "n3",
    "nodes_to_rdflib",
    "read",
    "stream_statements",
    "to_rdflib",
]
