"""Every format has the same statements in one order, whatever their texts are."""

from __future__ import annotations

import hashlib
import random
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

import repertory
from repertory.files import Content
from repertory.outputs.output_files import prefixes
from repertory.outputs.publication import Publication
from repertory.rdf import Statements, Store, n3, to_rdflib
from repertory.rdf.terms import IRI, Literal, Node, Quad, Term
from repertory.rdf.vocabulary import DCTERMS, PREFIXES, RDF, RDFS, REP, XSD

REAL = Path(__file__).parents[2] / "sources" / "index-of-recommendations-2019.txt"
ONE, TWO = IRI("https://example.org/graph/1"), IRI("https://example.org/graph/2")
ROW = IRI("https://example.org/row/1")
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}

HOSTILE = {
    "quotes": "\"'\"\"\"'''",
    "backslashes": "\\n\\u0041\\\\",
    "line feeds and tabs": "\na\t\n",
    "line separators": "\u2028\u2029\x85",
    "markup": '<a href="x">&amp;]]>{%}</a>',
    "a statement": '" . <a:b> <a:c> "',
    "another script": "الفساد 腐败 𝔘",
    "combining": "e\u0301\u0301",
    "spaces": "  a  b  ",
    "empty": "",
    "no-break and zero width": "\u00a0\u200b\ufeff",
    "the last code points": "\ufffd\U0010fffd",
    "very long": "long " * 50_000,
}
CONTROLS = "".join(map(chr, (*range(1, 32), 127, 0xFFFE, 0xFFFF)))
"""Characters, some not allowed in XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""


def nquad(quad: tuple[Node, IRI, Node, IRI]) -> str:
    return f"{' '.join(map(n3, quad))} ."


def oxigraph_triples(content: bytes, name: str) -> set[str]:
    """Return the statements that pyoxigraph reads as canonical lines."""
    chosen = {**OXIGRAPH, "trig": pyoxigraph.RdfFormat.TRIG, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
    return {f"{quad.triple} ." for quad in pyoxigraph.parse(content, chosen[name])}


def canonical(content: bytes, name: str) -> str:
    """Return the hash of the graph in canonical form (RDFC-1.0), computed by pyoxigraph."""
    dataset = pyoxigraph.Dataset(
        pyoxigraph.Quad(*quad.triple) for quad in pyoxigraph.parse(content, OXIGRAPH[name])
    )
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad.triple} .\n" for quad in dataset)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def rdflib_digest(content: bytes, name: str) -> str:
    """Return the hash of the statements that rdflib reads, as sorted lines that we write."""
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph.parse(data=content, format=RDFLIB[name])
    lines = sorted(f"{_n3(s)} {_n3(p)} {_n3(o)} .\n" for s, p, o in graph)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _n3(node: rdflib.term.Node) -> str:
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None else IRI(str(node.datatype))
        literal = Literal(str(node), node.language, datatype)
        return nquad((ROW, ROW, literal, ONE)).split(" ", 2)[2].removesuffix(f" <{ONE}> .")
    return f"<{node}>"


def as_bytes(content: Content) -> bytes:
    """Return the bytes of a file."""
    parts = [content] if isinstance(content, str | bytes) else content
    return b"".join(part.encode() if isinstance(part, str) else part for part in parts)


@pytest.fixture(scope="module")
def publication() -> Publication:
    """The real index."""
    return repertory.read_index(REAL)


# ── Formats ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ("turtle", "ntriples", "rdfxml"))
def test_pyoxigraph_reads_the_same_graph_from_each_format(
    publication: Publication, name: str
) -> None:
    content = publication.statements.serialise(name)
    assert canonical(content, name) == publication.statements.digest()


@pytest.mark.parametrize("name", ("turtle", "ntriples", "rdfxml"))
@pytest.mark.slow
def test_rdflib_reads_the_same_graph_from_each_format(publication: Publication, name: str) -> None:
    content = publication.statements.serialise(name)
    assert rdflib_digest(content, name) == publication.statements.digest()


def test_trig_has_each_statement_in_its_graph(publication: Publication) -> None:
    content = publication.statements.serialise_graphs()
    parsed = pyoxigraph.parse(content, pyoxigraph.RdfFormat.TRIG)
    assert {f"{quad} ." for quad in parsed} == {nquad(quad) for quad in publication.quads}


def test_trig_is_written_as_pyoxigraph_writes_it(publication: Publication) -> None:
    """It is joined from blocks of Turtle, which takes a third of the time."""
    content = publication.statements.serialise_graphs()
    trig = pyoxigraph.RdfFormat.TRIG
    read = pyoxigraph.parse(content, trig)
    assert content == pyoxigraph.serialize(read, format=trig, prefixes=dict(PREFIXES))


def test_the_written_files_have_the_same_graph(publication: Publication) -> None:
    lines = set(publication.statements.serialise("ntriples").decode().splitlines())
    for name in ("dataset.ttl", "dataset.rdf", "dataset.trig", "dataset.jsonld"):
        data = as_bytes(publication.content(name))
        form = {"ttl": "turtle", "rdf": "rdfxml"}.get(name.rpartition(".")[2], name[8:])
        assert oxigraph_triples(data, form) == lines, name


def test_n_triples_are_sorted_and_each_once(publication: Publication) -> None:
    lines = publication.statements.serialise("ntriples").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len({quad[:3] for quad in publication.quads})


@pytest.mark.slow
def test_to_rdflib_is_the_same_graph(publication: Publication) -> None:
    read = rdflib.Graph().parse(data=publication.statements.serialise("ntriples"), format="nt")
    made = to_rdflib(publication.triples())
    assert set(made) == set(read)
    assert (
        dict(made.namespaces()).items()
        >= {prefix: rdflib.URIRef(namespace) for prefix, namespace in PREFIXES.items()}.items()
    )


def test_a_store_has_the_same_graph(publication: Publication) -> None:
    stored = set(publication.statements.store().statements())
    assert {nquad((*triple, ONE)) for triple in stored if len(triple) == 3} == {
        nquad((*triple, ONE)) for triple in publication.triples()
    }


def test_only_the_requested_graphs_are_written() -> None:
    quads = [
        (ROW, REP.order, Literal("1", datatype=XSD.integer), ONE),
        (ROW, REP.line, Literal("2", datatype=XSD.integer), TWO),
    ]
    expected = Statements(quads[:1]).serialise("ntriples")
    assert Statements(quads).serialise("ntriples", graphs={ONE}) == expected


def test_no_statements_give_an_empty_document() -> None:
    empty = Statements([])
    assert empty.serialise("ntriples") == b""
    assert oxigraph_triples(empty.serialise("rdfxml"), "rdfxml") == set()
    assert oxigraph_triples(empty.serialise("turtle"), "turtle") == set()
    assert oxigraph_triples(empty.serialise_graphs(), "trig") == set()


def test_a_statement_in_two_graphs_is_one_triple_and_two_quads() -> None:
    quads = [(ROW, RDF.type, REP.Row, graph) for graph in (ONE, TWO, ONE)]
    assert Statements(quads).serialise("ntriples").count(b"\n") == 1
    parsed = pyoxigraph.parse(Statements(quads).serialise_graphs(), pyoxigraph.RdfFormat.TRIG)
    assert {str(quad.graph_name) for quad in parsed} == {f"<{ONE}>", f"<{TWO}>"}


def test_trig_puts_graphs_in_order() -> None:
    quads = [(IRI("https://example.org/a"), RDF.type, REP.Row, TWO), (ROW, RDF.type, REP.Row, ONE)]
    lines = Statements(quads).serialise_graphs().decode().splitlines()
    assert [line for line in lines if line.endswith("{")] == [f"<{ONE}> {{", f"<{TWO}> {{"]


def test_turtle_puts_subjects_in_order_and_types_first() -> None:
    other = IRI("https://example.org/row/0")
    quads: list[Quad] = [
        (ROW, DCTERMS.title, Literal("Row", "en"), ONE),
        (ROW, RDF.type, REP.Row, ONE),
        (other, RDF.type, REP.Row, ONE),
    ]
    lines = Statements(quads).serialise("turtle").decode().splitlines()
    assert [line for line in lines if not line.startswith("@prefix")] == [
        f"<{other}> a rep:Row .",
        f"<{ROW}> a rep:Row ;",
        '\tdcterms:title "Row"@en .',
    ]


def test_each_prefix_has_one_namespace(publication: Publication) -> None:
    chosen = prefixes(publication.dataset)
    assert len(set(chosen.values())) == len(chosen)
    for name in ("dataset.ttl", "topics.ttl", "dataset.trig"):
        content = publication.content(name)
        assert isinstance(content, bytes)
        declared = dict(
            line.removeprefix("@prefix ").removesuffix(" .").split(": ", 1)
            for line in content.decode().splitlines()
            if line.startswith("@prefix ")
        )
        assert declared == {prefix: f"<{iri}>" for prefix, iri in chosen.items()}


# ── Hostile texts ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml", "trig"])
def test_a_hostile_text_is_read_back_unchanged(name: str, text: str) -> None:
    values = [Literal(text, language="en"), Literal(text, datatype=XSD.string)]
    statements = Statements([(ROW, RDFS.label, value, ONE) for value in values])
    if name == "trig":
        content = statements.serialise_graphs()
    else:
        content = statements.serialise(name)
    chosen = {**OXIGRAPH, "trig": pyoxigraph.RdfFormat.TRIG}[name]
    objects = [quad.object for quad in pyoxigraph.parse(content, chosen)]
    texts = [node.value for node in objects if isinstance(node, pyoxigraph.Literal)]
    assert texts == [text, text]
    if name != "trig":
        graph = rdflib.Graph().parse(data=content, format=RDFLIB[name])
        assert {str(value) for value in graph.objects()} == {text}


@pytest.mark.parametrize("name", ["turtle", "ntriples"])
def test_control_characters_are_read_back_unchanged(name: str) -> None:
    content = Statements([(ROW, RDFS.label, Literal(CONTROLS, "en"), ONE)]).serialise(name)
    (quad,) = pyoxigraph.parse(content, OXIGRAPH[name])
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == CONTROLS


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────

XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n").filter(
        lambda letter: letter not in "\ufffe\uffff"
    )
)
IRIS = st.sampled_from([f"https://example.org/{part}" for part in ("a", "a#b", "a/b", "é", "a.b")])
TERMS: st.SearchStrategy[Term] = st.one_of(
    IRIS.map(IRI),
    st.builds(Literal, XML_TEXT, st.sampled_from(["en", "fr", "zh-hant"])),
    st.builds(Literal, XML_TEXT, st.none(), st.sampled_from([XSD.string, XSD.integer, XSD.date])),
)
PREDICATES = st.sampled_from([RDF.type, RDFS.label, DCTERMS.title, REP.line])
QUADS: st.SearchStrategy[list[Quad]] = st.lists(
    st.tuples(IRIS.map(IRI), PREDICATES, TERMS, st.sampled_from([ONE, TWO])), max_size=12
)


def expected_lines(quads: list[Quad]) -> set[str]:
    return {nquad(quad).removesuffix(f" <{quad[3]}> .") + " ." for quad in quads}


@settings(max_examples=150)
@given(QUADS)
def test_read_of_serialise_is_identity(quads: list[Quad]) -> None:
    statements = Statements(quads)
    for name in ("turtle", "ntriples", "rdfxml"):
        assert oxigraph_triples(statements.serialise(name), name) == expected_lines(quads)
    assert oxigraph_triples(statements.serialise_graphs(), "trig") == expected_lines(quads)
    stored = {nquad((*triple, ONE)) for triple in _triples_of_store(statements)}
    assert stored == {nquad((*quad[:3], ONE)) for quad in quads}


def _triples_of_store(statements: Statements) -> Iterator[tuple[IRI, IRI, Term]]:
    for subject, predicate, value in statements.store().statements():
        assert isinstance(subject, str)
        assert isinstance(value, str | Literal)
        yield subject, predicate, value


@settings(max_examples=60)
@given(QUADS, st.integers())
def test_the_order_of_the_statements_does_not_matter(quads: list[Quad], seed: int) -> None:
    shuffled = random.Random(seed).sample(quads, len(quads)) + quads[:2]
    one, other = Statements(quads), Statements(shuffled)
    for name in ("turtle", "ntriples", "rdfxml"):
        assert one.serialise(name) == other.serialise(name)
    assert one.serialise_graphs() == other.serialise_graphs()


@settings(max_examples=60)
@given(QUADS)
def test_the_digest_is_that_of_the_canonical_graph(quads: list[Quad]) -> None:
    statements = Statements(quads)
    assert canonical(statements.serialise("turtle"), "turtle") == statements.digest()


@settings(max_examples=40)
@given(QUADS)
def test_rdflib_reads_the_same_statements(quads: list[Quad]) -> None:
    content = Statements(quads).serialise("ntriples")
    read = rdflib.Graph()
    for line in content.decode().splitlines():
        read.parse(data=line, format="nt")
    assert isomorphic(read, to_rdflib((s, p, o) for s, p, o, _ in quads))


def test_an_exception_in_a_function_of_a_query_is_raised() -> None:
    """pyoxigraph alone would treat it as `false`."""

    def fail(first: Node, second: Node) -> bool:
        raise MemoryError(f"{first} {second}")

    store = Store()
    store.load(b"<a:s> <a:p> <a:o> .", "turtle")
    query = "SELECT ?s { ?s ?p ?o FILTER(<a:fail>(?s, ?o)) }"
    with pytest.raises(MemoryError, match="a:s a:o"):
        list(store.select(query, {IRI("a:fail"): fail}))
