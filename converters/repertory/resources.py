"""Find the data that comes with the code: ontology/, shapes/ and queries/.

A wheel carries these folders as `repertory/_data/`; in a checkout they stand at its top. Plain
paths are used rather than `importlib.resources`, whose import costs a third of Python's start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from repertory.errors import RepertoryError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Traversable:
    """Return the data folder called *name*, from the installed package or from the checkout.

    >>> data_folder("ontology").is_dir()
    True

    Raises:
        RepertoryError: when there is no such folder in either place.
    """
    places = (_PACKAGE / "_data" / name, _PACKAGE.parent.parent / name)
    for place in places:
        if place.is_dir():
            return place
    looked = " and ".join(str(place) for place in places)
    raise RepertoryError(
        f"the data folder {name!r} is missing: looked for {looked}. "
        "Install repertory again, or work in a complete checkout."
    )
