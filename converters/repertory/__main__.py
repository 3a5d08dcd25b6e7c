"""Start the command line, also with `python -m repertory`."""

from __future__ import annotations

import atexit
import gc


def main() -> None:
    """Run the command line; its objects live until it ends, so that collecting is wasted."""
    gc.set_threshold(1_000_000)  # before the imports, which make most objects of short commands
    atexit.register(gc.freeze)  # Python collects once more at exit; freezing leaves nothing to do

    from repertory.cli import main as run

    run()


if __name__ == "__main__":
    main()
