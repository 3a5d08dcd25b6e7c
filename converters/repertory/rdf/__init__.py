"""Store, sort, parse and serialise statements: only this package imports pyoxigraph or rdflib."""

from __future__ import annotations

from repertory.rdf.interchange import from_rdflib, to_rdflib
from repertory.rdf.nodes import n3
from repertory.rdf.parsing import graph_lines, read, stream_statements
from repertory.rdf.read_errors import ReadError
from repertory.rdf.statements import Statements, by_subject, write_graphs, write_ntriples
from repertory.rdf.store import Store, Test

__all__ = [
    "ReadError",
    "Statements",
    "Store",
    "Test",
    "by_subject",
    "from_rdflib",
    "graph_lines",
    "n3",
    "read",
    "stream_statements",
    "to_rdflib",
    "write_graphs",
    "write_ntriples",
]
