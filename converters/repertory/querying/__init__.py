"""Query the data, or an endpoint: with the queries of `queries/` or with the user's own.

`catalogue` reads the query files, `parameters` resolves the given values, `binding` inserts them
into the query, `local`, `supervised` and `remote` run it, and `answers` writes the answer.
"""
