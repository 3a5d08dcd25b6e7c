"""Check RDF data against shapes and report the problems, their places and their correction.

The shapes are plain SHACL files in shapes/, for any engine. Here they are run in two ways: a SPARQL
constraint once over the whole graph in the store (`engine/constraints`), and Core constraints by
pySHACL on the few candidate nodes that a query finds (`engine/prefilter`, `engine/core`). `runner`
has the functions to call. This file imports nothing, because the command line only needs `names`.
"""
