"""Check RDF data against shapes and tell what is wrong, where, and how to mend it.

The shapes are plain SHACL files in shapes/, for any engine. Here they are run in two ways: SPARQL
constraints once over the whole graph in the store (`shapes`, `constraints`), Core constraints by
pySHACL on the few nodes that a query finds suspicious (`suspects`, `core`). `runner` has the
functions to call; this file imports nothing, because the command line needs the names alone.
"""
