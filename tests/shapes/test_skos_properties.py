"""A rule that speaks of several properties looks at each of them, in each direction.

Each test makes one small graph in which every property has nodes of its own, and compares all nodes
that the shapes in question find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from repertory.rdf import Store
from repertory.rdf.vocabulary import SKOS
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.report import Result
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name

SHAPES = load_shapes("skos")
BASE = "https://lights.example/"
PREFIXES = (
    f"@base <{BASE}> . @prefix : <{BASE}> . @prefix skos: <{SKOS.iri}> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
)

HIERARCHY = ("broader", "narrower", "broaderTransitive", "narrowerTransitive")
SEMANTIC = (*HIERARCHY, "related", "semanticRelation")
MATCHES = ("closeMatch", "exactMatch", "broadMatch", "narrowMatch", "relatedMatch")
MAPPINGS = (*MATCHES, "mappingRelation")
RELATIONS = (*SEMANTIC, *MAPPINGS)
LABELS = ("prefLabel", "altLabel", "hiddenLabel")
NOTES = (
    *("note", "definition", "scopeNote", "example", "historyNote", "editorialNote"),
    "changeNote",
)
MEMBERSHIP = ("inScheme", "hasTopConcept", "topConceptOf")
TERMS = (*RELATIONS, *LABELS, *NOTES, *MEMBERSHIP, "notation", "member", "memberList")

INVERSES = {
    "broader": "narrower",
    "broaderTransitive": "narrowerTransitive",
    "topConceptOf": "hasTopConcept",
    "broadMatch": "narrowMatch",
    "related": "related",
    "relatedMatch": "relatedMatch",
    "closeMatch": "closeMatch",
    "exactMatch": "exactMatch",
}

BELOW = {
    "broader": ":{low} skos:broader :{high} .",
    "narrower": ":{high} skos:narrower :{low} .",
}
BELOW_TRANSITIVE = {
    "broaderTransitive": ":{low} skos:broaderTransitive :{high} .",
    "narrowerTransitive": ":{high} skos:narrowerTransitive :{low} .",
}
BELOW_ELSEWHERE = {
    "broadMatch": ":{low} skos:broadMatch :{high} .",
    "narrowMatch": ":{high} skos:narrowMatch :{low} .",
}
"""How it is said that one concept stands below another."""


def results(shape: str, statements: Iterable[str]) -> list[Result]:
    """Return what a shape finds in some statements."""
    store = Store()
    store.load((PREFIXES + "\n".join(statements)).encode(), "turtle")
    report = validate(InputGraph(store, ()), SHAPES, everything=True)
    return [r for r in report.results() if local_name(r.shape.node) == f"skos-{shape}"]


def found(shape: str, statements: Iterable[str]) -> set[str]:
    """Return the focus nodes of what a shape finds in some statements."""
    return {str(result.focus).removeprefix(BASE) for result in results(shape, statements)}


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        ("S3", MEMBERSHIP),
        ("S18", SEMANTIC),
        ("S30", ("member", "memberList")),
        ("S38", MAPPINGS),
    ],
)
def test_a_text_is_no_thing(shape: str, names: tuple[str, ...]) -> None:
    assert set(names) == found(shape, [f':{name} skos:{name} "Lamp"@en .' for name in TERMS])


def test_a_thing_is_no_text() -> None:
    statements = [f":{name} skos:{name} :thing ." for name in TERMS]
    assert set(LABELS) == found("S12", statements)
    assert {"notation"} == found("S15", statements)


@pytest.mark.parametrize("shape", ["el", "ucil", "oilt"])
def test_all_labels_are_read(shape: str) -> None:
    text = {"el": '" "@en', "ucil": '"La\\u0007mp"@en', "oilt": '"Lamp"'}[shape]
    statements = [f":{name} skos:{name} {text} ." for name in TERMS]
    assert {*LABELS, *(NOTES if shape == "oilt" else ())} == found(shape, statements)


def test_related_and_the_hierarchy_exclude_each_other_however_they_are_said() -> None:
    below = {**BELOW, **BELOW_TRANSITIVE, **BELOW_ELSEWHERE}
    related = {
        "related": ":{low} skos:related :{high} .",
        "is-related": ":{high} skos:related :{low} .",
        "match": ":{low} skos:relatedMatch :{high} .",
        "is-match": ":{high} skos:relatedMatch :{low} .",
    }
    statements = []
    for step in below:
        for last in below:
            for link in related:
                low, high = f"{step}-{last}-{link}", f"{step}-{last}-{link}-high"
                statements += [
                    below[step].format(low=low, high=f"{low}-middle"),
                    below[last].format(low=f"{low}-middle", high=high),
                    related[link].format(low=low, high=high),
                ]
    expected = {f"{step}-{last}-{link}" for step in below for last in below for link in related}
    assert expected == found("S27", statements)


def test_an_exact_match_is_no_other_match_from_either_side() -> None:
    statements = []
    others = ("broadMatch", "narrowMatch", "relatedMatch")
    for name in (*others, "closeMatch"):
        statements += [
            f":{name} skos:exactMatch :{name}-there ; skos:{name} :{name}-there .",
            f":{name}-back-there skos:exactMatch :{name}-back .",
            f":{name}-back skos:{name} :{name}-back-there .",
        ]
    assert {f"{name}{way}" for name in others for way in ("", "-back")} == found("S46", statements)


def test_a_concept_with_any_relation_is_no_orphan() -> None:
    statements = [
        f":has-{name} a skos:Concept ; skos:{name} :other . :is-{name} a skos:Concept . "
        f":other skos:{name} :is-{name} ."
        for name in TERMS
        if name not in LABELS and name != "memberList"
    ]
    kept = {*NOTES, *MEMBERSHIP, "notation", "member"}
    assert {f"{way}-{name}" for name in kept for way in ("has", "is")} == found("oc", statements)


def test_a_concept_with_any_note_is_documented() -> None:
    statements = [f':{name} a skos:Concept ; skos:{name} "x"@en .' for name in TERMS]
    assert {name for name in TERMS if name not in NOTES} == found("uc", statements)


def test_any_mapping_or_other_link_leads_out() -> None:
    links = {**{name: f"skos:{name}" for name in TERMS}, "a": "rdfs:seeAlso", "b": "owl:sameAs"}
    statements = [f":{name} a skos:Concept ; {link} :there ." for name, link in links.items()]
    assert set(TERMS) - set(MAPPINGS) == found("mol", statements)


def test_a_concept_that_no_mapping_set_has_anything_for_lacks_no_link() -> None:
    """Nothing found in one set of two is not enough: the other may hold a concept."""
    term = "<https://w3id.org/sssom/{}>"
    owl = "<http://www.w3.org/2002/07/owl#{}>"
    sets = [f":{name} a {term.format('MappingSet')} ." for name in ("sea", "land")]
    nothing = [
        f":{topic}-{name} {owl.format('annotatedSource')} :{topic} ; "
        f"{owl.format('annotatedTarget')} {term.format('NoTermFound')} ; "
        f"<http://purl.org/dc/terms/isPartOf> :{name} ."
        for topic, name in (("everywhere", "sea"), ("everywhere", "land"), ("half", "sea"))
    ]
    topics = [f":{topic} a skos:Concept ." for topic in ("everywhere", "half", "never")]
    assert found("mol", [*sets, *nothing, *topics]) == {"half", "never"}


def test_mappings_and_uses_from_outside_lead_in() -> None:
    statements = [
        *(f":{name} a skos:Concept . :there skos:{name} :{name} ." for name in TERMS),
        ":used a skos:Concept . :notice rdfs:seeAlso :used .",
        ":listed a skos:Concept . :list skos:memberList ( :listed ) .",
        ":by-member a skos:Concept . :member skos:inScheme :scheme ; rdfs:seeAlso :by-member .",
        ":by-top a skos:Concept . :top skos:topConceptOf :scheme ; rdfs:seeAlso :by-top .",
    ]
    unused = set(TERMS) - set(MAPPINGS) | {"listed", "by-member", "by-top"}
    assert unused == found("mil", statements)


def test_any_relation_to_itself_is_found() -> None:
    statements = [f":{name} skos:{name} :{name} ." for name in TERMS]
    assert set(RELATIONS) == found("rrc", statements)


def test_any_mapping_inside_a_scheme_is_found() -> None:
    statements = [
        f":{name} skos:{name} :{name}-there ; skos:inScheme :scheme . "
        f":{name}-there skos:inScheme :scheme ."
        for name in TERMS
    ]
    itself = ":itself skos:closeMatch :itself ; skos:inScheme :scheme ."
    assert set(MAPPINGS) == found("mri", [*statements, itself])


def test_a_link_without_its_inverse_is_found() -> None:
    pairs = {**INVERSES, **{inverse: name for name, inverse in INVERSES.items()}}
    statements = []
    for name in TERMS:
        statements.append(f":{name} skos:{name} :{name}-there . :{name}-there a skos:Concept .")
    for name, inverse in pairs.items():
        statements += [
            f":{name}-both skos:{name} :{name}-back . :{name}-back a skos:Concept .",
            f":{name}-back skos:{inverse} :{name}-both .",
            f":{name}-both a skos:Concept .",
        ]
    assert {
        f"<{BASE}{name}> links to <{BASE}{name}-there> by skos:{name}, "
        f"but <{BASE}{name}-there> does not link back by skos:{inverse},"
        for name, inverse in pairs.items()
    } == {
        re.sub(r"^urc: | so that .*", "", result.message) for result in results("urc", statements)
    }


def test_only_a_mapping_may_lead_to_what_the_data_do_not_describe() -> None:
    statements = [f":{name} skos:{name} :{name}-there ." for name in TERMS]
    one_way = {name for pair in INVERSES.items() for name in pair} - set(MATCHES)
    assert one_way == found("urc", statements)


def test_a_circle_of_any_steps_is_found() -> None:
    below = {**BELOW, **BELOW_TRANSITIVE}
    expected = {f"{one}-{two}-{end}" for one in below for two in below for end in ("a", "b")}
    statements = []
    for one in below:
        for two in below:
            a, b = f"{one}-{two}-a", f"{one}-{two}-b"
            statements += [below[one].format(low=a, high=b), below[two].format(low=b, high=a)]
    assert expected == found("chr", statements)


def test_a_skipped_level_is_found_however_the_steps_are_said() -> None:
    expected, statements = set(), []
    for one in BELOW:
        for two in BELOW:
            for direct in BELOW:
                low = f"{one}-{two}-{direct}"
                expected.add(low)
                statements += [
                    BELOW[one].format(low=low, high=f"{low}-middle"),
                    BELOW[two].format(low=f"{low}-middle", high=f"{low}-upper"),
                    BELOW[two].format(low=f"{low}-upper", high=f"{low}-high"),
                    BELOW[direct].format(low=low, high=f"{low}-high"),
                ]
    assert expected == found("hr", statements)


def test_a_concept_below_itself_skips_no_level() -> None:
    statements = [
        ":a skos:broader :a, :b . :b skos:broader :b .",
        ":c skos:broader :d . :d skos:broader :c .",
        ":e skos:broader :f, :g .",
    ]
    assert found("hr", statements) == set()


def test_related_siblings_are_found_however_their_parent_is_said() -> None:
    expected, statements = set(), []
    for one in BELOW:
        for two in BELOW:
            for link in (":{0}-a skos:related :{0}-b .", ":{0}-b skos:related :{0}-a ."):
                pair = f"{one}-{two}-{link.find('a')}"
                expected.add(f"{pair}-a")
                statements += [
                    BELOW[one].format(low=f"{pair}-a", high=f"{pair}-parent"),
                    BELOW[two].format(low=f"{pair}-b", high=f"{pair}-parent"),
                    link.format(pair),
                ]
    assert expected == found("var", statements)


def test_transitive_statements_need_steps_of_any_kind() -> None:
    steps = {**BELOW, **BELOW_ELSEWHERE}
    expected, statements = set(), []
    for name, alone in BELOW_TRANSITIVE.items():
        expected.add(f"{name}-alone")
        statements.append(alone.format(low=f"{name}-alone", high=f"{name}-high"))
        for first in steps:
            for last in steps:
                low = f"{name}-{first}-{last}"
                statements += [
                    alone.format(low=low, high=f"{low}-high"),
                    steps[first].format(low=low, high=f"{low}-middle"),
                    steps[last].format(low=f"{low}-middle", high=f"{low}-high"),
                ]
    assert expected == found("strc", [*statements, ":self skos:broaderTransitive :self ."])


def test_a_top_concept_is_at_the_top_of_its_own_scheme_only() -> None:
    top = {
        "topConceptOf": ":{0} skos:topConceptOf :scheme .",
        "hasTopConcept": ":scheme skos:hasTopConcept :{0} .",
    }
    inside = {**top, "inScheme": ":{0} skos:inScheme :scheme ."}
    expected, statements = set(), []
    for one in top:
        for step in BELOW:
            for two in inside:
                low = f"{one}-{step}-{two}"
                expected.add(low)
                statements += [
                    top[one].format(low),
                    BELOW[step].format(low=low, high=f"{low}-high"),
                    inside[two].format(f"{low}-high"),
                ]
    elsewhere = (
        ":bell skos:topConceptOf :scheme ; skos:broader :ship . :ship skos:inScheme :ships ."
    )
    itself = ":fog skos:topConceptOf :scheme ; skos:broader :fog ."
    assert expected == found("tchbc", [*statements, elsewhere, itself])


def test_a_scheme_names_its_top_concepts_in_either_direction() -> None:
    statements = [
        ":a a skos:ConceptScheme ; skos:hasTopConcept :b .",
        ":c a skos:ConceptScheme . :d skos:topConceptOf :c .",
        ":e a skos:ConceptScheme . :f skos:inScheme :e .",
    ]
    assert found("otc", statements) == {"e"}


def test_every_term_of_skos_is_known() -> None:
    kinds = ("Concept", "ConceptScheme", "Collection", "OrderedCollection")
    statements = [
        *(f":{name} a owl:Thing ; skos:{name} :{name} ." for name in TERMS),
        *(f":{kind} a skos:{kind} ." for kind in kinds),
        ':misspelt a owl:Thing ; skos:Broader :x . :untyped skos:prefLabel "x" ; skos:subject :x .',
    ]
    assert found("usr", statements) == {"misspelt", "untyped"}


def test_every_kind_of_thing_needs_a_label_and_an_address() -> None:
    groups = ("ConceptScheme", "Collection", "OrderedCollection")
    labels = ("skos:prefLabel", "rdfs:label", "<http://purl.org/dc/terms/title>")
    statements = [
        *(f":{kind} a skos:{kind} . <urn:{kind}> a skos:{kind} ." for kind in (*groups, "Concept")),
        *(f':labelled{n} a skos:Collection ; {label} "x"@en .' for n, label in enumerate(labels)),
        ':labelled a skos:Collection ; <http://purl.org/dc/elements/1.1/title> "x"@en .',
        ':named a skos:Concept ; rdfs:label "x"@en .',
        "<http://lights.example/> a skos:Concept .",
    ]
    expected = {name for kind in groups for name in (kind, f"urn:{kind}")}
    assert found("ml-group", statements) == expected
    bare = {"Concept", "urn:Concept", "named", "http://lights.example/"}
    assert found("ml-concept", statements) == bare
    assert found("husv", statements) == {f"urn:{kind}" for kind in (*groups, "Concept")}


@pytest.mark.parametrize("shape", ["ilc", "ncl"])
def test_languages_are_compared_in_any_scheme(shape: str) -> None:
    labels = ':{0}-a skos:inScheme :{0} ; a skos:Concept ; skos:prefLabel "A"@en .'
    others = ':{0}-b skos:inScheme :{0} ; a skos:Concept ; skos:prefLabel "B"@fr .'
    statements = [text.format(name) for name in ("typed", "bare") for text in (labels, others)]
    statements += [":typed a skos:ConceptScheme ."]
    statements += [labels.format("plain"), ':plain-a skos:prefLabel "A" .']
    statements += [':plain-b skos:inScheme :plain ; a skos:Concept ; skos:prefLabel "B"@en .']
    assert found(shape, statements) == {"typed", "bare"}


def test_all_pairs_of_labels_overlap_within_a_scheme() -> None:
    place = "a skos:Concept ; skos:inScheme :scheme"
    expected, statements = set(), []
    for number, one in enumerate(LABELS):
        for two in LABELS:
            expected |= {f"{one}-{two}"} if one != "prefLabel" else set()
            expected |= {f"{one}-{two}-there"} if two != "prefLabel" else set()
            label = f'"{number}-{two}"@en'
            statements += [
                f":{one}-{two} {place} ; skos:{one} {label} .",
                f":{one}-{two}-there {place} ; skos:{two} {label} .",
            ]
    assert expected == found("ol", statements)
    both = {"prefLabel-prefLabel", "prefLabel-prefLabel-there"}
    assert both == found("ol-preferred", statements)


@pytest.mark.parametrize("property_and_shape", ["prefLabel ol-preferred", "notation anr-shared"])
def test_only_concepts_of_one_scheme_are_compared(property_and_shape: str) -> None:
    name, shape = property_and_shape.split()
    statements = [
        f':a a skos:Concept ; skos:inScheme :one ; skos:{name} "x" .',
        f':b a skos:Concept ; skos:inScheme :two ; skos:{name} "x" .',
        f':c a skos:Collection ; skos:inScheme :one ; skos:{name} "x" .',
    ]
    assert found(shape, statements) == set()
    assert found(shape, [*statements, ":b skos:inScheme :one ."]) == {"a", "b"}
