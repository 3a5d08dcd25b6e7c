"""Say in words what the kinds of findings and of layout repairs are, as the ontology does."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from repertory.outputs.ontology.term_html import Files, text
from repertory.rdf.vocabulary import REP, SKOS
from repertory.resources import data_folder


class Kind(NamedTuple):
    """The title of a kind and what it means."""

    title: str
    explanation: str

    @property
    def heading(self) -> str:
        """The title with a capital letter."""
        return self.title[:1].upper() + self.title[1:]


@cache
def read_ontology() -> Files:
    """Return what the ontology states, which is read in some three milliseconds."""
    return Files([data_folder("ontology").joinpath("repertory.ttl").read_bytes()])


def describe_kind(name: str) -> Kind:
    """Return the words for a kind, one of `FINDING_KINDS` and `REPAIR_KINDS`.

    >>> describe_kind("row-order").heading
    'Order of rows'
    """
    concept = REP.term(name)
    label, definition = (
        text(read_ontology(), concept, term) for term in (SKOS.prefLabel, SKOS.definition)
    )
    return Kind(label, definition)
