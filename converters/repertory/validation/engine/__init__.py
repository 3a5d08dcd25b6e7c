"""Run shapes over a graph: prefilter, pySHACL and SPARQL constraints."""
