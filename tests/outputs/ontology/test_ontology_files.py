"""The ontology is published in every format, and on a page with all its terms."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.compare import isomorphic
from tests.lighthouses import content_of

from repertory.outputs.publication import Publication
from repertory.rdf.vocabulary import REP

TOP = Path(__file__).resolve().parents[3]
CORE = Graph().parse(TOP / "ontology" / "repertory.ttl")
EVIDENCE = Graph().parse(TOP / "ontology" / "evidence.ttl")
VOID_ELEMENTS = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """The anchors, links and texts of a page; elements must close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID_ELEMENTS:
            self._open.append(tag)
        if values.get("id"):
            self.anchors.append(str(values["id"]))
        if values.get("href"):
            self.links.append(str(values["href"]))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def page(bare: Publication) -> Page:
    content = content_of(bare, "ontology.html")
    return Page(content.decode())


@pytest.mark.parametrize(
    ("name", "form"),
    [("ontology.ttl", "turtle"), ("ontology.rdf", "xml"), ("ontology.jsonld", "json-ld")],
)
def test_every_format_has_the_graph_of_the_core(bare: Publication, name: str, form: str) -> None:
    content = content_of(bare, name)
    assert isomorphic(Graph().parse(data=content, format=form), CORE)


def test_the_evidence_is_the_file_as_it_is(bare: Publication) -> None:
    assert content_of(bare, "evidence.ttl") == (TOP / "ontology" / "evidence.ttl").read_bytes()


def test_the_core_comes_before_the_evidence(page: Page) -> None:
    places = [
        {page.anchors.index(str(term).removeprefix(REP.iri)) for term in terms}
        for terms in (
            CORE.subjects(RDFS.isDefinedBy, URIRef("https://w3id.org/repertory/ns")),
            EVIDENCE.subjects(RDFS.isDefinedBy, URIRef("https://w3id.org/repertory/evidence")),
        )
    ]
    assert max(places[0]) < min(places[1])


def test_every_term_has_an_anchor_and_its_definition(page: Page) -> None:
    assert set(REP.names) <= set(page.anchors)
    assert len(page.anchors) == len(set(page.anchors))
    text = "".join(page.texts)
    for name in REP.names:
        for meaning in (CORE + EVIDENCE).objects(URIRef(REP.term(name)), RDFS.comment):
            assert str(meaning) in text


def test_every_shape_is_shown_with_its_description(page: Page) -> None:
    shapes = Graph()
    for path in (TOP / "shapes").rglob("*.ttl"):
        shapes.parse(path)
    text = "".join(page.texts)
    asked = {
        str(text)
        for shape, text in shapes.subject_objects(SH.description)
        if (shape, SH.group, None) in shapes
    }
    assert asked
    assert {each for each in asked if each not in text} == set()
    for group in shapes.subjects(RDF.type, SH.PropertyGroup):
        assert str(shapes.value(group, RDFS.label)) in page.texts


def test_every_link_inside_the_page_has_a_target(page: Page) -> None:
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inside - set(page.anchors) == set()
    assert all(link.startswith(("#", "http://", "https://")) for link in page.links)


def test_texts_of_the_ontology_and_the_shapes_are_escaped(page: Page) -> None:
    """A message such as `a < b` or a pattern with <a> is not an element."""
    elements = (
        "html head meta title style body main h1 p dl dt dd nav ul li a section h2 h3 h4 code"
    )
    assert set(page.tags) == {*elements.split(), "strong", "details", "summary", "pre"}
    text = "".join(page.texts)
    shapes = Graph()
    for path in (TOP / "shapes").rglob("*.ttl"):
        shapes.parse(path)
    patterns = {str(each) for each in shapes.objects(None, SH.pattern)}
    queries = {str(each).strip() for each in shapes.objects(None, SH.select)}
    assert any("<" in each for each in queries) and patterns
    assert {each for each in patterns if each not in text} == set()
    words = " ".join(text.split())
    assert {each for each in queries if " ".join(each.split()) not in words} == set()
