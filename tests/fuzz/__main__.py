"""Try what nobody writes: `python -m tests.fuzz --cells 1000000 --documents 10000 --binaries 2000`.

Each input is made from its number and the seed alone, so that a fault can be made again by the
command that it is told with. The exit status is 1 where there is any fault.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import time
from collections.abc import Sequence

from tests.fuzz.kinds import KINDS
from tests.fuzz.law import run


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments name, and print how much was read and what broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    for kind in KINDS:
        parser.add_argument(f"--{kind}", type=int, default=0, metavar="N", help="how many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", nargs=2, metavar=("KIND", "NUMBER"), help="make one input again")
    parser.add_argument("--json", action="store_true", help="print counts and digests as JSON")
    chosen = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)  # what libraries say of damaged files
    if chosen.again:
        kind, number = chosen.again
        print(KINDS[kind](random.Random(f"{chosen.seed}/{kind}/{number}")))
        return 0
    faults = 0
    for kind, check in KINDS.items():
        count = getattr(chosen, kind)
        if not count:
            continue
        start = time.perf_counter()
        told = run(kind, check, range(count), chosen.seed)
        faults += len(told.faults)
        figures = {"kind": kind, "read": told.read, "refused": told.refused, "digest": told.digest}
        if chosen.json:
            print(json.dumps(figures))
        else:
            seconds = time.perf_counter() - start
            print(f"{kind}: {told.read:,} read, {told.refused:,} refused, in {seconds:,.0f} s")
        for fault in told.faults:
            print(f"\n{fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
