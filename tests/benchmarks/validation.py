"""Print what validation costs, as a multiple of importing pySHACL, and how it grows.

    python -m tests.benchmarks.validation

Nothing is asserted: times differ from machine to machine, ratios hardly. Each time is the CPU time
(user and system) of the command and of the process that it starts, the best of several runs. Where
nothing is wrong pySHACL is not even imported; so each dataset is validated as it is and with one
label less, which pySHACL has to judge.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.benchmarks.startup_and_build import CITATIONS, TOP, measure, python, synthetic

from repertory.outputs.publication import Publication, open_documents, read_index
from repertory.rdf.statements import write_ntriples

SIZES = (1, 5, 20)
TARGET = 4
"""Multiples of the import of pySHACL that the validation of the published dataset may cost."""

LABEL = re.compile(r"^<[^>]*/citation/[^>]*> <[^>]*#label> .*\n", re.MULTILINE)
"""A line of N-Triples that labels a citation."""


VALIDATE = """
from repertory.cli import main
try:
    main()
except SystemExit as end:
    if end.code not in (None, 0, 1):
        raise
"""
"""What the installed command runs; that something is wrong is no failure here."""


def validate(file: Path) -> list[str]:
    """Return the command that validates a file."""
    return python(VALIDATE, "validate", "--profile", "all", str(file))


def without_a_label(file: Path) -> Path:
    """Write a copy of a dataset in which one citation has no label."""
    copy = file.with_name(f"broken-{file.name}")
    copy.write_text(LABEL.sub("", file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return copy


def written(publication: Publication, file: Path) -> Path:
    """Write all statements of a dataset, of the core and the evidence."""
    file.write_bytes(b"".join(write_ntriples(publication.triples())))
    return file


def compare_with_pyshacl(folder: Path) -> None:
    """Print the cost of validating the published dataset."""
    file = written(open_documents(manifest=str(TOP / "repertory.toml")), folder / "published.nt")
    base, _ = measure(python("import pyshacl"), folder)
    print(f"import pyshacl {base:.0f} ms\n")
    for name, each in (("as it is", file), ("a label less", without_a_label(file))):
        time, _ = measure(validate(each), folder)
        print(f"{name:13} {time:5.0f} ms = {time / base:4.2f} x import (target: below {TARGET})")


def compare_sizes(folder: Path) -> None:
    """Print how time and memory grow with the number of citations; a growth of 1.0 is linear."""
    print(f"\n{'citations':>10} {'':13} {'ms':>8} {'MB':>6} {'ms, a citation':>15}")
    for size in SIZES:
        source = folder / f"synthetic-{size}.txt"
        source.write_text("".join(synthetic(size)), encoding="utf-8")
        file = written(read_index(source), folder / f"synthetic-{size}.nt")
        for name, each in (("as it is", file), ("a label less", without_a_label(file))):
            time, memory = measure(validate(each), folder, runs=3)
            citations = size * CITATIONS
            print(f"{citations:10} {name:13} {time:8.0f} {memory:6.0f} {time / citations:15.2f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        compare_with_pyshacl(Path(made))
        compare_sizes(Path(made))
