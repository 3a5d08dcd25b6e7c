"""Answer questions to the data: the queries of `queries/`, or the user's own, here or elsewhere.

`catalogue` reads the query files, `parameters` finds what a value names, `binding` puts it into the
query, `local`, `supervised` and `remote` ask a store, and `answers` writes what comes back.
"""
