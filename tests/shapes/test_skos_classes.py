"""Concepts, schemes and collections exclude each other, whatever makes a node one of them.

Each table holds all statements that make a node one kind of thing, with the reason that the message
about it gives.
"""

from __future__ import annotations

import pytest

from repertory.rdf import Store
from repertory.rdf.vocabulary import SKOS
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name

SHAPES = load_shapes("skos")
BASE = "https://lights.example/"
PREFIXES = f"@prefix : <{BASE}> . @prefix skos: <{SKOS.iri}> .\n"
RELATIONS = (
    *("semanticRelation", "broader", "narrower", "related"),
    *("broaderTransitive", "narrowerTransitive", "mappingRelation", "closeMatch"),
    *("exactMatch", "broadMatch", "narrowMatch", "relatedMatch"),
)
RELATED = "S19: it has a semantic or mapping relation"
RELATED_TO = "S20: it is the value of a semantic or mapping relation"

CONCEPT = {
    "type": (":{0} a skos:Concept .", "its type"),
    "has-top": (":{0}-scheme skos:hasTopConcept :{0} .", "S6: it is a top concept"),
    "top-of": (":{0} skos:topConceptOf :{0}-scheme .", "S6 and S8: it is a top concept"),
    **{f"has-{name}": (f":{{0}} skos:{name} :{{0}}-other .", RELATED) for name in RELATIONS},
    **{f"is-{name}": (f":{{0}}-other skos:{name} :{{0}} .", RELATED_TO) for name in RELATIONS},
}
SCHEME = {
    "type": (":{0} a skos:ConceptScheme .", "its type"),
    "has-top": (":{0} skos:hasTopConcept :{0}-top .", "S5: it has a top concept"),
    "in": (":{0}-concept skos:inScheme :{0} .", "S4: it is the value of skos:inScheme"),
    "top-of": (
        ":{0}-concept skos:topConceptOf :{0} .",
        "S4 and S7: it is the value of skos:topConceptOf",
    ),
}
COLLECTION = {
    "type": (":{0} a skos:Collection .", "its type"),
    "ordered": (":{0} a skos:OrderedCollection .", "S29: its type"),
    "member": (":{0} skos:member :{0}-member .", "S31: it has a member"),
    "list": (":{0} skos:memberList () .", "S29 and S33: it has a list of members"),
}
MEMBER = {
    "member": (":{0}-group skos:member :{0} .", ""),
    "first": (":{0}-group skos:memberList ( :{0} :{0}-last ) .", ""),
    "last": (":{0}-group skos:memberList ( :{0}-first :{0} ) .", ""),
}


@pytest.mark.parametrize(
    ("shape", "ones", "others", "message"),
    [
        ("S9", SCHEME, CONCEPT, "both as a concept scheme ({}) and as a concept ({})."),
        ("S37-concept", COLLECTION, CONCEPT, "both as a collection ({}) and as a concept ({})."),
        (
            "S37-scheme",
            COLLECTION,
            SCHEME,
            "both as a collection ({}) and as a concept scheme ({}).",
        ),
        (
            "S32",
            SCHEME,
            MEMBER,
            "as a concept scheme, but is a member of the collection <{}-group>",
        ),
    ],
)
def test_disjoint_classes_clash_whatever_makes_the_class(
    shape: str,
    ones: dict[str, tuple[str, str]],
    others: dict[str, tuple[str, str]],
    message: str,
) -> None:
    expected, statements = {}, []
    for one, (first, why) in ones.items():
        for other, (second, why_too) in others.items():
            node = f"{one}-and-{other}"
            statements += [first.format(node), second.format(node)]
            reasons = (BASE + node,) if shape == "S32" else (why, why_too)
            expected[BASE + node] = f" is used {message.format(*reasons)}"
    store = Store()
    store.load((PREFIXES + "\n".join(statements)).encode(), "turtle")
    found = {
        str(result.focus): result.message
        for result in validate(InputGraph(store, ()), SHAPES, everything=True).results()
        if local_name(result.shape.node) == f"skos-{shape}"
    }
    assert expected.keys() == found.keys()
    assert [node for node in expected if expected[node] not in found[node]] == []
