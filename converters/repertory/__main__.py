"""Run the command line with `python -m repertory`."""

from repertory.cli import main

if __name__ == "__main__":
    main()
