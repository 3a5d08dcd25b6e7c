"""What is raised where a text is not what it should be."""

from __future__ import annotations


class ReadError(ValueError):
    """A text is not in the RDF format or the query language that it should be in.

    *line* and *column* count from 1 and are None where the library does not tell them.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Take what is wrong, and where."""
        self.line = line
        self.column = column
        super().__init__(message)
