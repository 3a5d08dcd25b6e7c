"""Run shapes over a graph: a prefilter, pySHACL and SPARQL constraints."""
