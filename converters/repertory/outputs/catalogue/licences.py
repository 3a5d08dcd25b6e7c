"""The names of common licences in SPDX, CKAN and ADMS."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Licence(NamedTuple):
    """A licence: its title, its names in SPDX and CKAN, and its kind in ADMS.

    The title is that of CKAN, by which its harvester recognises the licence.
    """

    title: str
    spdx: str = ""
    ckan: str = ""
    kind: str = ""


UNKNOWN: Final = Licence("")
"""A licence of which only the address is known."""

_CC = "https://creativecommons.org"

LICENCES: Final[Mapping[str, Licence]] = MappingProxyType(
    {
        f"{_CC}/publicdomain/zero/1.0/": Licence(
            "Creative Commons CCZero", "CC0-1.0", "cc-zero", "PublicDomain"
        ),
        f"{_CC}/licenses/by/4.0/": Licence(
            "Creative Commons Attribution", "CC-BY-4.0", "cc-by", "Attribution"
        ),
        f"{_CC}/licenses/by/3.0/igo/": Licence(
            "Creative Commons Attribution", "CC-BY-3.0-IGO", "cc-by", "Attribution"
        ),
        f"{_CC}/licenses/by-sa/4.0/": Licence(
            "Creative Commons Attribution Share-Alike",
            "CC-BY-SA-4.0",
            "cc-by-sa",
            "ViralEffect-ShareAlike",
        ),
        "https://opendatacommons.org/licenses/pddl/1-0/": Licence(
            "Open Data Commons Public Domain Dedication and License (PDDL)",
            "PDDL-1.0",
            "odc-pddl",
            "PublicDomain",
        ),
    }
)
"""Address -> licence. Kinds: http://purl.org/adms/licencetype/; SPDX: https://spdx.org/licenses/."""


def licence_at(address: str) -> Licence:
    """Return the licence at an address, whether with http or https, and with or without a slash.

    >>> licence_at("http://creativecommons.org/licenses/by/4.0").spdx
    'CC-BY-4.0'
    """
    plain = address.replace("http://", "https://", 1).rstrip("/") + "/"
    return LICENCES.get(plain, UNKNOWN)
