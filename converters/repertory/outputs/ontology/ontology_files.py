"""Write the ontology in RDF formats, and with the shapes as an HTML page.

The page has the core and then the evidence, with an anchor for each term, so that the IRI of a
term, which ends in `#` and its name, opens its section. The files do not depend on the dataset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, cast

from msgspec import Struct

from repertory.outputs.ontology.ontology_data import (
    CORE,
    EVIDENCE,
    ontology_file,
    read_context,
    read_ontology,
)
from repertory.outputs.ontology.shape_page import ShapeSection, describe_shape
from repertory.outputs.ontology.term_html import Files, links, text
from repertory.rdf import read
from repertory.rdf.jsonld import write_jsonld
from repertory.rdf.statements import Statements
from repertory.rdf.terms import IRI, BlankNode, Literal, Node, Triple
from repertory.rdf.vocabulary import DCTERMS, OWL, PREFIXES, RDF, RDFS, REP, SH, SKOS
from repertory.validation.shapes.profile import own_shapes

ONTOLOGY: Final = IRI(REP.iri.removesuffix("#"))
EVIDENCE_ONTOLOGY: Final = IRI("https://w3id.org/repertory/evidence")

PARTS: Final[Mapping[str, IRI]] = {"Core": ONTOLOGY, "Evidence": EVIDENCE_ONTOLOGY}
"""Heading of a part of the page -> the ontology that defines its terms."""

SECTIONS: Final[Mapping[str, IRI]] = {
    "Classes": OWL.Class,
    "Object properties": OWL.ObjectProperty,
    "Datatype properties": OWL.DatatypeProperty,
    "Concept schemes": SKOS.ConceptScheme,
    "Concepts": SKOS.Concept,
}
"""Heading of a section -> the class of the terms in it."""

RELATIONS: Final[Mapping[str, IRI]] = {
    "subclass of": RDFS.subClassOf,
    "subproperty of": RDFS.subPropertyOf,
    "domain": RDFS.domain,
    "range": RDFS.range,
    "inverse of": OWL.inverseOf,
    "close to": SKOS.closeMatch,
    "in scheme": SKOS.inScheme,
    "concepts": SKOS.hasTopConcept,
    "see also": RDFS.seeAlso,
}
"""Title of a relation on the page -> its property."""

PAGE: Final = Path(__file__).with_name("ontology_page.html")
"""The template of the page."""


class TermSection(Struct, frozen=True):
    """A term on the page; *relations* are links by their titles."""

    name: str
    label: str
    meaning: str
    relations: Mapping[str, str]


class OntologyPart(Struct, frozen=True):
    """One ontology on the page; *sections* are its terms by headings."""

    iri: IRI
    title: str
    paragraphs: Sequence[str]
    version: str
    licences: str
    sections: Mapping[str, Sequence[TermSection]]


class ShapeGroup(Struct, frozen=True):
    """A group of shapes on the page."""

    name: str
    meaning: str
    shapes: Sequence[ShapeSection]


def write_ontology_turtle(description: object = None) -> bytes:
    """Return the file of the core as it is."""
    return ontology_file(CORE)


def write_evidence_turtle(description: object = None) -> bytes:
    """Return the file of the evidence as it is."""
    return ontology_file(EVIDENCE)


def write_ontology_rdfxml(description: object = None) -> bytes:
    """Write the core in RDF/XML."""
    return Statements(_statements()).serialise("rdfxml", PREFIXES)


def write_ontology_jsonld(description: object = None) -> Iterator[str]:
    """Write the core in JSON-LD."""
    return write_jsonld(_statements(), read_context())


def write_ontology_page(description: object = None) -> str:
    """Write the page of the ontology and the shapes in HTML."""
    import jinja2  # only this page needs it

    environment = jinja2.Environment(
        autoescape=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    files = read_ontology()
    shapes = Files(statement for _, file in own_shapes("all") for statement in file)
    return environment.from_string(PAGE.read_text(encoding="utf-8")).render(
        title=text(files, ONTOLOGY, DCTERMS.title),
        namespace=REP.iri,
        parts={name: _part(ontology, files) for name, ontology in PARTS.items()},
        groups=list(_groups(shapes)),
    )


def _part(ontology: IRI, files: Files) -> OntologyPart:
    sections = {name: list(_terms(kind, ontology, files)) for name, kind in SECTIONS.items()}
    return OntologyPart(
        iri=ontology,
        title=text(files, ontology, DCTERMS.title),
        paragraphs=text(files, ontology, DCTERMS.description).split("\n\n"),
        version=text(files, ontology, OWL.versionInfo),
        licences=links(files.objects(ontology, DCTERMS.license)),
        sections={name: terms for name, terms in sections.items() if terms},
    )


@cache
def _statements() -> tuple[Triple, ...]:
    """Return the statements of the core, which has no blank nodes."""
    statements = read(ontology_file(CORE), "turtle")
    return tuple((cast(IRI, s), p, cast(IRI, o)) for s, p, o in statements)


def _terms(kind: IRI, ontology: IRI, files: Files) -> Iterator[TermSection]:
    """Yield the terms of an ontology that are instances of a class."""
    defined = set(files.subjects(RDFS.isDefinedBy, ontology))
    for term in files.subjects(RDF.type, kind):
        if isinstance(term, BlankNode | Literal) or term not in defined:
            continue
        related = {name: files.objects(term, predicate) for name, predicate in RELATIONS.items()}
        yield TermSection(
            name=term.removeprefix(REP.iri),
            label=text(files, term, RDFS.label) or text(files, term, DCTERMS.title),
            meaning=text(files, term, RDFS.comment) or text(files, term, SKOS.definition),
            relations={name: links(nodes) for name, nodes in related.items() if nodes},
        )


def _groups(files: Files) -> Iterator[ShapeGroup]:
    """Yield the groups of shapes in their order."""
    for group in _ordered(files.subjects(RDF.type, SH.PropertyGroup), files):
        shapes = [
            describe_shape(shape, files)
            for shape in _ordered(files.subjects(SH.group, group), files)
        ]
        yield ShapeGroup(text(files, group, RDFS.label), text(files, group, RDFS.comment), shapes)


def _ordered(nodes: Iterable[Node], files: Files) -> list[Node]:
    """Sort shapes or groups by `sh:order`, then by name."""

    def order(node: Node) -> tuple[int, str]:
        found = files.objects(node, SH.order)
        return int(found[0].text) if found and isinstance(found[0], Literal) else 0, str(node)

    return sorted(nodes, key=order)
