"""Every SKOS shape has an example that breaks it, and the examples that break none are clean.

The examples are in `skos/valid/` and `skos/invalid/`. What the shapes find in each is compared as a
whole, once as Repertory runs them and once as pySHACL does alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from repertory.rdf import Store, n3
from repertory.rdf.terms import BlankNode, Literal, Node
from repertory.rdf.vocabulary import SH, SKOS
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.report import Report, Result
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name

FOLDER = Path(__file__).parent / "skos"
SHAPE_FILES = sorted((Path(__file__).parents[2] / "shapes" / "skos").glob("*.ttl"))
SHAPES = load_shapes("skos")

NAMESPACES = {
    "https://lights.example/": "",
    "https://other.example/": "other:",
    SKOS.iri: "skos:",
}

EXPECTED: dict[str, tuple[str, ...]] = {
    # integrity
    "S3": (
        'S3 lamp "Lights"',
        'S3 lantern "Lights"@en',
        'S3 scheme "Lamp"@en',
    ),
    "S9-has-top-concept": ("S9 lamp", "urc lamp lantern", "urc scheme lamp"),
    "S9-in-scheme": ("S9 lamp",),
    "S9-top-concept": ("S9 lamp",),
    "S9-top-concept-of": ("S9 lamp", "urc lamp scheme", "urc lantern lamp"),
    "S9-types": ("S9 scheme",),
    "S12": ("S12 lamp label-of-lamp", 'S12 lantern "7"'),
    "S13-alternative": ('S13-alternative lamp "Lights"@en',),
    "S13-preferred": ('S13-preferred lamp "Lamp"@en', 'S13-preferred lantern "Lantern"@en'),
    "S14": ("S14 lamp",),
    "S14-untagged": ('S14-untagged lamp "Light"', 'oilt lamp "Lamp"', 'oilt lamp "Light"'),
    "S15": ("S15 lamp L1",),
    "S18": ('S18 lamp "Oil"', 'S18 lantern "Lamp"@en'),
    "S27-circle": (
        "S27 lamp lamp",
        "chr lamp lantern",
        "chr lantern lamp",
        "rrc lamp lamp",
        "urc lamp lantern",
        "urc lantern lamp",
    ),
    "S27-direct": ("S27 lantern lamp",),
    "S27-mappings": ("S27 lantern other:light",),
    "S27-narrower-transitive": (
        "S27 lamp light",
        "strc lamp light",
        "urc lamp light",
        "urc light lamp",
    ),
    "S27-over-steps": (
        "S27 ship-lantern light",
        "strc ship-lantern lantern",
        "urc lantern lamp",
        "urc light lamp",
        "urc light ship-lantern",
        "urc ship-lantern lantern",
    ),
    "S30": ('S30 by-reach "Lamp, Lantern"', 'S30 on-board "Lamp"@en'),
    "S32-list": ("S32 scheme all",),
    "S32-member": ("S32 scheme all",),
    "S35": ("S35 by-reach",),
    "S37-concept-broader": ("S37-concept on-board",),
    "S37-concept-list": ("S37-concept by-reach",),
    "S37-concept-ordered": ("S37-concept by-reach",),
    "S37-concept-types": ("S37-concept on-board",),
    "S37-scheme-in-scheme": ("S37-scheme on-board",),
    "S37-scheme-types": ("S37-scheme scheme",),
    "S38": (
        'S38 lamp "https://other.example/lamp"',
        'S38 lantern "https://other.example/lantern"',
    ),
    "S46-broad": ("S46 lamp other:lamp",),
    "S46-itself": ("S46 lamp lamp", "rrc lamp lamp"),
    "S46-over-steps": ("S46 lamp other:lampe",),
    "S46-related": ("S46 lamp other:lamp",),
    # quality
    "anr": ('anr lamp "L2"',),
    "anr-shared": ('anr-shared lamp "L1"', 'anr-shared lantern "L1"'),
    "chr": ("chr lamp lantern", "chr lantern light", "chr light lamp", "strc lantern light"),
    "el": ('el lamp "  "@en', 'el lantern ""@en'),
    "hr": ("hr ship-lantern light",),
    "husv": ("husv <urn:x-lights:fog> <urn:x-lights:fog>", "husv _: _:"),
    "ilc": ("ilc scheme lantern",),
    "mil": ("mil lantern",),
    "ml-concept": ("ilc scheme lantern", "ml-concept lantern"),
    "ml-group": ("ml-group on-board", "ml-group scheme"),
    "mol": ("mol lantern",),
    "mri": ("mri lamp lantern", "mri lantern lamp"),
    "ncl": ("ilc scheme lamp", "ilc scheme lantern", "ncl scheme"),
    "oc": ("oc fog",),
    "oilt": ('oilt lamp "Light"', 'oilt lantern "A lamp behind glass."'),
    "ol": ('ol lamp "Lite"@en', 'ol lantern "Lamp"@en', 'ol lantern "Lite"@en'),
    "ol-preferred": ('ol-preferred lamp "Lamp"@en', 'ol-preferred lantern "Lamp"@en'),
    "otc": ("otc scheme",),
    "rrc": ("rrc fog fog", "rrc lamp lamp", "rrc lantern lantern"),
    "strc": ("strc lantern light",),
    "tchbc": ("tchbc lantern lamp",),
    "uc": ("uc lantern",),
    "ucil": (
        'ucil beacon "Bea\u200bcon"@en',
        'ucil lamp "\ufeffLamp"@en',
        'ucil lantern "Lan\\ntern"@en',
    ),
    "urc": (
        "urc fog bell",
        "urc fog scheme",
        "urc lantern lamp",
        "urc scheme lamp",
        "urc signal bell",
    ),
    "urc-mappings": ("urc lamp other:lamp", "urc other:lantern lamp"),
    "usr": (
        'usr lamp "Light"@en',
        "usr lantern skos:concept",
        "usr notice lamp",
    ),
    "var": ("var beacon lantern",),
}
"""Invalid example -> shape, focus node and value of everything that is found in it."""


def check(kind: str, name: str) -> Report:
    store = Store()
    store.load((FOLDER / kind / f"{name}.ttl").read_bytes(), "turtle")
    return validate(InputGraph(store, ()), SHAPES, everything=True)


def names(kind: str) -> list[str]:
    return sorted(path.stem for path in (FOLDER / kind).glob("*.ttl"))


def short(node: Node | None) -> str:
    """Write a node with the prefixes of the examples, texts as they are read."""
    if node is None:
        return ""
    if isinstance(node, BlankNode):
        return "_:"
    if isinstance(node, Literal):
        return n3(node._replace(datatype=None))
    for namespace, prefix in NAMESPACES.items():
        if node.startswith(namespace):
            return prefix + node.removeprefix(namespace)
    return f"<{node}>"


def line(result: Result) -> str:
    shape = local_name(result.shape.node).removeprefix("skos-")
    return " ".join(filter(None, (shape, short(result.focus), short(result.value))))


@pytest.mark.parametrize("name", names("valid"))
def test_nothing_is_found_in_a_valid_example(name: str) -> None:
    assert check("valid", name).groups == ()


@pytest.mark.parametrize("name", names("invalid"))
def test_all_that_is_wrong_in_an_invalid_example_is_found(name: str) -> None:
    assert sorted(EXPECTED[name]) == sorted(map(line, check("invalid", name).results()))


def test_every_shape_has_an_invalid_example() -> None:
    broken = {"skos-" + found.split()[0] for lines in EXPECTED.values() for found in lines}
    checked = {local_name(shape.node) for shape in SHAPES.checked}
    assert {name for name in checked if not name.startswith("is-")} == broken
    assert set(EXPECTED) == set(names("invalid"))


@pytest.mark.parametrize("name", names("invalid"))
def test_a_message_begins_with_the_rule_and_is_complete(name: str) -> None:
    for result in check("invalid", name).results():
        (code,) = SHAPES.core.values(result.shape.node, SKOS.notation)
        assert isinstance(code, Literal)
        assert result.message.startswith(f"{code.text}: ")
        assert "{" not in result.message


def test_every_shape_is_described() -> None:
    for shape in SHAPES.checked:
        if not local_name(shape.node).startswith("is-"):
            assert not isinstance(shape.node, BlankNode)
            assert all((shape.name, shape.description, shape.message, shape.order, shape.group))
            assert SHAPES.core.values(shape.node, SH.severity)
    orders = [shape.order for shape in SHAPES.checked if shape.order]
    assert len(set(orders)) == len(orders)


def shacl_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in SHAPE_FILES:
        graph.parse(path)
    return graph


ALL_SHAPES = shacl_graph()


@pytest.fixture(scope="module")
def parse_once() -> Iterator[None]:
    """Keep the queries that rdflib has parsed: pySHACL asks the same ones of each focus node."""
    prepare = functools.cache(prepareQuery)
    run = SPARQLProcessor.query

    def query(self: SPARQLProcessor, text: str, *args: Any, **options: Any) -> Any:
        return run(self, prepare(text), *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield


def plain(node: rdflib.term.Node | None) -> str:
    """Write a focus node as `short` does."""
    if isinstance(node, rdflib.BNode):
        return "_:"
    for namespace, prefix in NAMESPACES.items():
        if str(node).startswith(namespace):
            return prefix + str(node).removeprefix(namespace)
    return f"<{node}>"


def found_by_pyshacl(path: Path) -> list[tuple[str, str]]:
    """Return shape and focus node of all results of pySHACL alone."""
    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(path), shacl_graph=ALL_SHAPES, advanced=False, inference="none"
    )
    assert isinstance(report, rdflib.Graph)
    shacl = rdflib.Namespace(SH.iri)
    return sorted(
        (
            str(report.value(result, shacl.sourceShape)).rpartition("#skos-")[2],
            plain(report.value(result, shacl.focusNode)),
        )
        for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult)
    )


@pytest.mark.usefixtures("parse_once")
@pytest.mark.parametrize("name", names("valid"))
@pytest.mark.slow
def test_pyshacl_alone_finds_nothing_in_a_valid_example(name: str) -> None:
    assert found_by_pyshacl(FOLDER / "valid" / f"{name}.ttl") == []


@pytest.mark.usefixtures("parse_once")
@pytest.mark.parametrize("name", names("invalid"))
@pytest.mark.slow
def test_pyshacl_alone_finds_the_same_focus_nodes(name: str) -> None:
    expected = [tuple(found.split()[:2]) for found in EXPECTED[name]]
    assert sorted(expected) == found_by_pyshacl(FOLDER / "invalid" / f"{name}.ttl")


def test_the_queries_keep_to_what_shacl_allows() -> None:
    """https://www.w3.org/TR/shacl/#pre-binding: some words are out, sub-queries project $this."""
    queries = [str(query) for query in ALL_SHAPES.objects(None, rdflib.URIRef(SH.select))]
    assert len(queries) == len(SHAPES.constraints)
    for query in queries:
        words = re.sub(r'"[^"]*"', "", query)
        assert not re.search(r"\b(MINUS|VALUES|SERVICE)\b", words)
        assert words.count("SELECT") == len(re.findall(r"SELECT (?:DISTINCT )?\$this", words))
