"""Read the files of the ontology."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from repertory.outputs.ontology.term_html import Files
from repertory.resources import data_folder


def ontology_file() -> bytes:
    """Return the ontology in Turtle, as it is."""
    return data_folder("ontology").joinpath("repertory.ttl").read_bytes()


@cache
def read_ontology() -> Files:
    """Read the statements of the ontology, which takes about three milliseconds."""
    return Files([ontology_file()])


def read_context() -> Any:
    """Read the JSON-LD context of the dataset."""
    return json.loads(data_folder("ontology").joinpath("context.jsonld").read_bytes())
