"""Write the accepted links of the topics to other vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from repertory.graph.mappings import Mappings, describe_mappings
from repertory.model import Dataset
from repertory.rdf import Statements


def write_mappings(
    dataset: Dataset, mappings: Iterable[Mappings], prefixes: Mapping[str, str]
) -> bytes:
    """Write the accepted mappings, their provenance and their linksets in Turtle.

    Without mappings the file has a comment, because an empty file looks damaged.
    """
    used = {**prefixes}
    for each in (mappings := tuple(mappings)):
        used.setdefault(each.vocabulary.name, each.vocabulary.uri_space)
    content = Statements(describe_mappings(mappings, dataset)).serialise("turtle", used)
    return content or b"# No topic is linked to another vocabulary.\n"
