"""The data on which engines are compared: examples, the published dataset and its changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph
from tests.shapes.mutations import MANIFEST, dataset, mutated, mutations, n_triples, updates
from tests.shapes.test_dataset_examples import changed, examples, graph_of, shapes_of, valid

from repertory.outputs.publication import open_documents
from repertory.rdf import Store
from repertory.rdf.vocabulary import PREFIXES
from repertory.validation.input.rdf_files import read_data
from repertory.validation.names import PROFILES
from repertory.validation.shapes.profile import Shapes, load_shapes

SKOS: Final = Path(__file__).parent / "skos"


class Case(NamedTuple):
    """Data, and the profile or the shape file that they are held against."""

    name: str
    shapes: str
    data: Callable[[], Store]


def cases() -> Iterator[Case]:
    yield Case("the dataset", "all", dataset)
    yield Case("the core alone", "all", core)
    changes = list(mutations())
    for copy in dict.fromkeys(mutation.copy for mutation in changes):
        made = [mutation for mutation in changes if mutation.copy == copy]
        yield Case(f"the dataset after: {copy}", "dataset", partial(mutated, made))
    written = sorted(updates())
    for kind, group in groupby(written, key=lambda each: each[0]):
        made_by_hand = [update for _, _, update in group]
        yield Case(f"the dataset after queries: {kind}", "dataset", partial(updated, made_by_hand))
    yield Case("the valid examples", "dataset", lambda: graph_of(valid()))
    for number, (file, shape, _, update) in enumerate(examples()):
        yield Case(f"{shape} {number}", file, partial(example, file, update))
    for path in sorted(SKOS.glob("*/*.ttl")):
        yield Case(f"SKOS {path.parent.name} {path.stem}", "skos", partial(read, path))


def core() -> Store:
    store = Store()
    open_documents(manifest=str(MANIFEST)).statements.load_into(store)
    return store


def updated(made: list[str]) -> Store:
    """The dataset after SPARQL updates."""
    store = pyoxigraph.Store()
    content = n_triples(dataset().statements()).encode()
    store.bulk_load(content, pyoxigraph.RdfFormat.N_TRIPLES)
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    for update in made:
        store.update(prefixes + update)
    return graph_of(store)


def example(file: str, update: str) -> Store:
    return graph_of(changed(file, update))


def read(path: Path) -> Store:
    return read_data([str(path)]).store


@cache
def shapes(name: str) -> Shapes:
    return load_shapes(name) if name in PROFILES else shapes_of(name)


CASES: Final = tuple(cases())
