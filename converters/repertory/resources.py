"""Find the data that comes with the code: ontology/, shapes/ and queries/.

A wheel contains these folders in `repertory/_data/`; a checkout has them at the top level. This
module uses plain paths, because importing `importlib.resources` takes a third of the time in which
Python starts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from repertory.errors import RepertoryError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Traversable:
    """Return the data folder called *name*, in the installed package or in the checkout.

    >>> data_folder("ontology").is_dir()
    True

    Raises:
        RepertoryError: when neither has it.
    """
    places = (_PACKAGE / "_data" / name, _PACKAGE.parent.parent / name)
    for place in places:
        if place.is_dir():
            return place
    looked = " and ".join(str(place) for place in places)
    raise RepertoryError(
        f"the data folder {name!r} is missing: looked for {looked}. "
        "Install repertory again, or use a complete checkout."
    )
