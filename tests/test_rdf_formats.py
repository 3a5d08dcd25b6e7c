"""The RDF formats are those of pyoxigraph, with the same media types and endings."""

from __future__ import annotations

import pyoxigraph
import pytest

from repertory.rdf.parsing import FORMATS
from repertory.rdf_formats import ENDINGS, RDF_FORMATS


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_a_format_has_the_name_that_pyoxigraph_uses(name: str) -> None:
    ours, theirs = RDF_FORMATS[name], FORMATS[name]
    assert (ours.name, ours.media_type) == (theirs.name, theirs.media_type)
    assert ours.endings[0] == f".{theirs.file_extension}"
    assert pyoxigraph.RdfFormat.from_media_type(ours.media_type) == theirs


def test_every_format_can_be_read_and_every_ending_has_one_format() -> None:
    assert list(RDF_FORMATS) == list(FORMATS)
    assert len(ENDINGS) == sum(len(each.endings) for each in RDF_FORMATS.values())
    assert ENDINGS[".owl"] == ENDINGS[".xml"] == "rdfxml"
