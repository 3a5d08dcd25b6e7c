"""Read the files of the ontology."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from repertory.outputs.ontology.term_html import Files
from repertory.rdf import read
from repertory.resources import data_folder

CORE: Final = "repertory.ttl"
EVIDENCE: Final = "evidence.ttl"
"""The files of the ontology."""


def ontology_file(name: str) -> bytes:
    """Return a file of the ontology in Turtle, as it is."""
    return data_folder("ontology").joinpath(name).read_bytes()


@cache
def read_ontology() -> Files:
    """Read the statements of both files, which takes about three milliseconds."""
    return Files(
        statement
        for number, name in enumerate((CORE, EVIDENCE), 1)
        for statement in read(ontology_file(name), "turtle", label=f"b{number}_")
    )


def read_context() -> Any:
    """Read the JSON-LD context of the dataset."""
    return json.loads(data_folder("ontology").joinpath("context.jsonld").read_bytes())
