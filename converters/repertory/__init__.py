"""Turn a UN index of recommendations into linked data, and check the document while doing so.

>>> import repertory
>>> repertory.__version__.count(".")
2
"""

from __future__ import annotations

__version__ = "0.1.0"
