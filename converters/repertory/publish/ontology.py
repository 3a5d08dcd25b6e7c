"""Publish the ontology: in the formats that programs ask for, and as a page for people.

The page has an anchor for each term, so that the IRI of a term, which ends in `#` and its name,
leads to its place there. It is made of the ontology and the shapes themselves, whatever the dataset
that is described beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final, cast

from repertory.engine import Statements, read
from repertory.jsonld import write_jsonld
from repertory.publish.kinds import read_ontology
from repertory.publish.shape_page import write_shape
from repertory.publish.term_html import Files, link, text
from repertory.resources import data_folder
from repertory.terms import IRI, BlankNode, Literal, Node, Quad
from repertory.vocabulary import DCTERMS, OWL, PREFIXES, RDF, RDFS, REP, SH, SKOS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ONTOLOGY: Final = IRI(REP.iri.removesuffix("#"))

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
"""What a term is shown to have -> the property that says it."""

STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "code{font-size:.9em}section section{border-top:1px solid #ccc;padding-top:.5rem}"
    "dt{font-weight:600}dd{margin:0 0 .3rem 1rem}:target{background:#fff8d6}"
    "pre{overflow-x:auto;font-size:.85em}"
)


def write_ontology_turtle(description: object = None) -> bytes:
    """Return the file of the ontology as it is."""
    return data_folder("ontology").joinpath("repertory.ttl").read_bytes()


def write_ontology_rdfxml(description: object = None) -> bytes:
    """Write the ontology in RDF/XML."""
    return Statements(_quads()).serialise("rdfxml", PREFIXES)


def write_ontology_jsonld(description: object = None) -> Iterator[str]:
    """Write the ontology in JSON-LD."""
    context = data_folder("ontology").joinpath("context.jsonld").read_text(encoding="utf-8")
    return write_jsonld(_quads(), json.loads(context))


def write_ontology_page(description: object = None) -> str:
    """Write the page of the ontology and the shapes in HTML."""
    files = read_ontology()
    shapes = Files(file.read_bytes() for file in _turtle_files(data_folder("shapes")))
    title = escape(text(files, ONTOLOGY, DCTERMS.title))
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>'
        f"{title}</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        *_head(files),
        *_contents(),
        *(line for name, kind in SECTIONS.items() for line in _section(name, kind, files)),
        *_constraints(shapes),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


@cache
def _quads() -> tuple[Quad, ...]:
    """Return the statements of the ontology, which has no blank nodes."""
    statements = read(write_ontology_turtle(), "turtle")
    return tuple((cast(IRI, s), p, cast(IRI, o), ONTOLOGY) for s, p, o in statements)


def _turtle_files(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda file: file.name):
        if each.is_dir():
            yield from _turtle_files(each)
        elif each.name.endswith(".ttl"):
            yield each


def _head(files: Files) -> Iterator[str]:
    for paragraph in text(files, ONTOLOGY, DCTERMS.description).split("\n\n"):
        yield f"<p>{escape(paragraph)}</p>"
    version = text(files, ONTOLOGY, OWL.versionInfo)
    yield f"<dl><dt>Namespace</dt><dd><code>{escape(REP.iri)}</code></dd>"
    yield f"<dt>Version</dt><dd>{escape(version)}</dd>"
    licences = [link(node) for node in files.objects(ONTOLOGY, DCTERMS.license)]
    yield f"<dt>Licence</dt><dd>{', '.join(licences)}</dd></dl>"


def _contents() -> Iterator[str]:
    names = [*SECTIONS, "Constraints"]
    links = (f'<li><a href="#{_anchor(name)}">{name}</a></li>' for name in names)
    yield f"<nav><ul>{''.join(links)}</ul></nav>"


def _section(name: str, kind: IRI, files: Files) -> Iterator[str]:
    yield f'<section id="{_anchor(name)}">\n<h2>{name}</h2>'
    for term in files.subjects(RDF.type, kind):
        if not isinstance(term, BlankNode | Literal) and term.startswith(REP.iri):
            yield from _term(term, files)
    yield "</section>"


def _term(term: IRI, files: Files) -> Iterator[str]:
    local = term.removeprefix(REP.iri)
    yield f'<section id="{escape(local)}">\n<h3><code>rep:{escape(local)}</code></h3>'
    label = text(files, term, RDFS.label) or text(files, term, DCTERMS.title)
    meaning = text(files, term, RDFS.comment) or text(files, term, SKOS.definition)
    yield f"<p><strong>{escape(label)}</strong>. {escape(meaning)}</p>"
    relations = {name: files.objects(term, predicate) for name, predicate in RELATIONS.items()}
    shown = [
        f"<dt>{name}</dt><dd>{', '.join(map(link, nodes))}</dd>"
        for name, nodes in relations.items()
        if nodes
    ]
    if shown:
        yield f"<dl>{''.join(shown)}</dl>"
    yield "</section>"


def _constraints(files: Files) -> Iterator[str]:
    """Show the shapes by their groups, in their order."""
    yield f'<section id="{_anchor("Constraints")}">\n<h2>Constraints</h2>'
    for group in _ordered(files.subjects(RDF.type, SH.PropertyGroup), files):
        yield f"<section>\n<h3>{escape(text(files, group, RDFS.label))}</h3>"
        yield f"<p>{escape(text(files, group, RDFS.comment))}</p>"
        for shape in _ordered(files.subjects(SH.group, group), files):
            yield from write_shape(shape, files)
        yield "</section>"
    yield "</section>"


def _ordered(nodes: Iterable[Node], files: Files) -> list[Node]:
    """Sort shapes, or groups of them, as they order themselves."""

    def order(node: Node) -> tuple[int, str]:
        found = files.objects(node, SH.order)
        return int(found[0].text) if found and isinstance(found[0], Literal) else 0, str(node)

    return sorted(nodes, key=order)


def _anchor(name: str) -> str:
    return f"section-{name.lower().replace(' ', '-')}"
