"""Find the data that comes with the code: ontology/, shapes/ and queries/.

A wheel contains these folders in `repertory/_data/`; a checkout has them at the top level. This
module uses plain paths, because importing `importlib.resources` or `pathlib` takes a third of the
time in which Python starts.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from repertory.errors import RepertoryError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = os.path.dirname(os.path.realpath(__file__))


def data_folder(name: str) -> Traversable:
    """Return the data folder called *name*, in the installed package or in the checkout.

    >>> data_folder("ontology").is_dir()
    True

    Raises:
        RepertoryError: when neither has it.
    """
    from pathlib import Path

    return Path(data_path(name))


def data_path(name: str) -> str:
    """Return the path of the data folder called *name*, for code that runs in a short command.

    Raises:
        RepertoryError: when there is none.
    """
    checkout = os.path.dirname(os.path.dirname(_PACKAGE))
    places = (os.path.join(_PACKAGE, "_data", name), os.path.join(checkout, name))
    for place in places:
        if os.path.isdir(place):
            return place
    looked = " and ".join(places)
    raise RepertoryError(
        f"the data folder {name!r} is missing: looked for {looked}. "
        "Install repertory again, or use a complete checkout."
    )
