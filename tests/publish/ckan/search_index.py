"""A substitute for Solr with the functions that CKAN needs to create, change and show packages.

Neither Debian nor PyPI has a package of Solr. The requests, with any path before them:

- `GET /schema`: the name of the schema of CKAN, which is all that CKAN reads;
- `POST /update`: documents in JSON are added or replace those of the same `index_id`; a query in
  XML deletes the documents it names; a commit has no effect;
- `GET` or `POST /select`: the documents that a query names by `id` or `name` in quotation marks,
  or all if it names none; filters, sorting and facets are ignored.

CKAN shows packages from this index, as it does with Solr. Run as a program with a port, it serves
on loopback. It needs no library, so any Python can run it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SCHEMA = '<schema name="ckan-2.12"/>'
NAMED = re.compile(r'\b(?:id|name):"([^"]*)"')

Document = dict[str, Any]


class SearchIndex:
    """The documents, by their `index_id`."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}

    def find(self, query: str) -> list[Document]:
        """Return the documents that a query names."""
        named = set(NAMED.findall(query))
        found = list(self.documents.values())
        return [d for d in found if named & {d["id"], d["name"]}] if named else found

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents, or replace them."""
        self.documents.update((document["index_id"], document) for document in documents)

    def delete(self, query: str) -> None:
        """Delete the documents that a query names."""
        for document in self.find(query):
            del self.documents[document["index_id"]]


def handler(index: SearchIndex) -> type[BaseHTTPRequestHandler]:
    """Return the handler of requests to an index."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path.rstrip("/").endswith("/schema"):
                self._answer(SCHEMA, "application/xml")
            else:
                self._select(parts.query)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if "/select" in self.path:
                self._select(body)
                return
            if body.startswith("["):
                index.add(json.loads(body))
            elif body.startswith("<delete>"):
                index.delete(body)
            self._answer("{}", "application/json")

        def _select(self, query: str) -> None:
            found = index.find(" ".join(parse_qs(query).get("q", [])))
            response = {"numFound": len(found), "start": 0, "docs": found}
            self._answer(json.dumps({"response": response}), "application/json")

        def _answer(self, text: str, kind: str) -> None:
            content = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler(SearchIndex())).serve_forever()
