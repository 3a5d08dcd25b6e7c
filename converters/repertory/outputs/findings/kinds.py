"""The titles and explanations of the kinds of findings and repairs, from the ontology."""

from __future__ import annotations

from typing import NamedTuple

from repertory.outputs.ontology.ontology_data import read_ontology
from repertory.outputs.ontology.term_html import text
from repertory.rdf.vocabulary import REP, SKOS


class Kind(NamedTuple):
    """The title and the explanation of a kind."""

    title: str
    explanation: str

    @property
    def heading(self) -> str:
        """The title with a capital letter."""
        return self.title[:1].upper() + self.title[1:]


def describe_kind(name: str) -> Kind:
    """Return the title and explanation of a kind in `FINDING_KINDS` or `REPAIR_KINDS`.

    >>> describe_kind("row-order").heading
    'Order of rows'
    """
    concept = REP.term(name)
    label, definition = (
        text(read_ontology(), concept, term) for term in (SKOS.prefLabel, SKOS.definition)
    )
    return Kind(label, definition)
