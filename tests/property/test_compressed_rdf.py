"""An RDF file is read in the same way whether it is compressed or not, valid or not."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repertory.errors import RepertoryError
from repertory.linking.vocabularies.opening import find_vocabulary, open_vocabulary
from repertory.querying.local import open_store
from repertory.rdf.parsing import FORMATS
from repertory.rdf_formats import ENDINGS
from repertory.validation.input.rdf_files import read_data
from repertory.validation.shapes.profile import load_shapes

SKOS = "http://www.w3.org/2004/02/skos/core#"


def validated(path: Path) -> object:
    return sorted(map(repr, read_data([str(path)]).store.statements()))


def queried(path: Path) -> object:
    return sorted(map(repr, open_store([path]).statements()))


def linked(path: Path) -> object:
    vocabulary = find_vocabulary(str(path), (), path.parent)
    store = open_vocabulary(vocabulary, [])
    return vocabulary.name, [store.concept(iri) for iri in store.iris()]


def shaped(path: Path) -> object:
    return len(load_shapes("skos", [str(path)]).checked)


READERS: tuple[Callable[[Path], object], ...] = (validated, queried, linked, shaped)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)
NAMES = st.integers(0, 5).map(lambda number: pyoxigraph.NamedNode(f"http://v.example/{number}"))
QUADS = st.builds(
    pyoxigraph.Quad,
    NAMES,
    st.sampled_from(["prefLabel", "altLabel"]).map(
        lambda name: pyoxigraph.NamedNode(f"{SKOS}{name}")
    ),
    TEXTS.map(lambda text: pyoxigraph.Literal(text, language="en")),
)


def outcome(reader: Callable[[Path], object], path: Path) -> object:
    """Return what is read, or the message without the name of the file."""
    try:
        return reader(path)
    except RepertoryError as error:
        return str(error).replace(str(path), "FILE")


@pytest.mark.parametrize("ending", ENDINGS)
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    quads=st.lists(QUADS, min_size=1, max_size=8),
    cut=st.one_of(st.just(1.0), st.floats(0, 1)),
    members=st.integers(1, 3),
)
def test_a_compressed_file_gives_what_the_file_gives(
    tmp_path: Path, ending: str, quads: list[pyoxigraph.Quad], cut: float, members: int
) -> None:
    whole = pyoxigraph.serialize(quads, format=FORMATS[ENDINGS[ending]])
    assert whole is not None
    content = whole[: round(len(whole) * cut)]
    plain, compressed = tmp_path / f"a{ending}", tmp_path / f"a{ending}.gz"
    plain.write_bytes(content)
    size = len(content) // members + 1
    parts = [content[at : at + size] for at in range(0, size * members, size)]
    compressed.write_bytes(b"".join(map(gzip.compress, parts)))
    for reader in READERS:
        assert outcome(reader, compressed) == outcome(reader, plain)
