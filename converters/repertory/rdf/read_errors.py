"""The error for text that is not valid RDF or SPARQL."""

from __future__ import annotations


class ReadError(ValueError):
    """A text is not in the expected RDF format, or not a SPARQL query.

    *line* and *column* are counted from 1, and None if the library does not report them.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Take the problem and its place."""
        self.line = line
        self.column = column
        super().__init__(message)
