"""Convert a UN index of recommendations into linked data, and find its misprints.

>>> import repertory
>>> repertory.__version__.count(".")
2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from repertory.outputs.publication import Publication

__all__ = ["__version__", "read_index"]
__version__ = "0.1.0"


def read_index(path: Path | str) -> Publication:
    """Read and check one index document.

    The result has `.findings`, `.triples()`, `.to_rdflib()` and `.write(folder)`.

    Raises:
        repertory.errors.SourceError: with all problems of the document, each with its place.
    """
    from repertory.outputs.publication import read_index

    return read_index(path)
