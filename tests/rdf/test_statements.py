"""Every format has the same statements in their order, whatever their texts are."""

from __future__ import annotations

import hashlib
import re
import warnings
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

import repertory
from repertory.files import Content
from repertory.graph import describe
from repertory.outputs.output_files import prefixes
from repertory.outputs.publication import Publication
from repertory.rdf import Store, n3
from repertory.rdf.interchange import to_rdflib
from repertory.rdf.statements import Statements, by_subject, write_graphs
from repertory.rdf.terms import IRI, Literal, Node, Term, Triple
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
    parsed = pyoxigraph.parse(b"".join(write_graphs(publication.graphs)), pyoxigraph.RdfFormat.TRIG)
    graphs = describe(publication.dataset, publication.mappings)
    quads = {nquad((*triple, name)) for name, triples in graphs for triple in triples}
    assert {f"{quad} ." for quad in parsed} == quads


def test_the_written_files_have_the_same_graph(publication: Publication) -> None:
    lines = set(publication.statements.serialise("ntriples").decode().splitlines())
    assert len(lines) == len(publication.core)
    for name in ("dataset.ttl", "dataset.rdf", "dataset.nt", "dataset.jsonld"):
        data = as_bytes(publication.content(name))
        ending = name.rpartition(".")[2]
        form = {"ttl": "turtle", "rdf": "rdfxml", "nt": "ntriples"}.get(ending, ending)
        assert oxigraph_triples(data, form) == lines, name


def test_n_triples_are_in_the_order_of_the_statements(publication: Publication) -> None:
    lines = publication.statements.serialise("ntriples").decode().splitlines()
    assert lines == [f"{' '.join(map(n3, triple))} ." for triple in publication.core]


@pytest.mark.slow
def test_to_rdflib_is_the_same_graph(publication: Publication) -> None:
    content = Statements(publication.triples()).serialise("ntriples")
    read = rdflib.Graph().parse(data=content, format="nt")
    made = to_rdflib(publication.triples())
    assert set(made) == set(read)
    assert (
        dict(made.namespaces()).items()
        >= {prefix: rdflib.URIRef(namespace) for prefix, namespace in PREFIXES.items()}.items()
    )


def test_a_store_has_the_same_graph(publication: Publication) -> None:
    stored = set(publication.store().statements())
    assert {nquad((*triple, ONE)) for triple in stored if len(triple) == 3} == {
        nquad((*triple, ONE)) for triple in publication.triples()
    }


def test_no_statements_give_an_empty_document() -> None:
    empty = Statements([])
    assert empty.serialise("ntriples") == b""
    assert oxigraph_triples(empty.serialise("rdfxml"), "rdfxml") == set()
    assert empty.serialise("turtle") == b""
    assert b"".join(write_graphs([])) == b""
    assert oxigraph_triples(b"".join(write_graphs([(ONE, empty)])), "trig") == set()


def test_a_statement_that_is_repeated_is_written_once() -> None:
    statement = (ROW, RDF.type, REP.Row)
    assert Statements([statement] * 3).serialise("ntriples").count(b"\n") == 1
    parsed = pyoxigraph.parse(
        b"".join(
            write_graphs([(ONE, Statements([statement] * 2)), (TWO, Statements([statement]))])
        ),
        pyoxigraph.RdfFormat.TRIG,
    )
    assert [str(quad.graph_name) for quad in parsed] == [f"<{ONE}>", f"<{TWO}>"]


def test_turtle_keeps_the_order_and_declares_the_prefixes_that_it_uses() -> None:
    other = IRI("https://example.org/row/0")
    triples: list[Triple] = [
        (ROW, RDF.type, REP.Row),
        (ROW, DCTERMS.title, Literal("Row", "en")),
        (other, RDF.type, REP.Row),
    ]
    assert Statements(triples).serialise("turtle").decode().splitlines() == [
        f"@prefix rep: <{REP.iri}> .",
        f"@prefix dcterms: <{DCTERMS.iri}> .",
        f"<{ROW}> a rep:Row ;",
        '\tdcterms:title "Row"@en .',
        f"<{other}> a rep:Row .",
    ]


def test_statements_are_grouped_by_subject_with_types_first() -> None:
    other = IRI("https://example.org/row/0")
    title: Triple = (ROW, DCTERMS.title, Literal("Row", "en"))
    kind: Triple = (ROW, RDF.type, REP.Row)
    between: Triple = (other, RDF.type, REP.Row)
    assert by_subject(iter([title, between, kind])) == [kind, title, between]


@pytest.mark.parametrize("name", ["turtle", "rdfxml"])
def test_only_the_prefixes_that_a_file_uses_are_declared(
    publication: Publication, name: str
) -> None:
    chosen = prefixes(publication.dataset)
    assert len(set(chosen.values())) == len(chosen)
    content = publication.statements.serialise(name, chosen).decode()
    declared = set(re.findall(r"@prefix ([\w-]+):|xmlns:([\w-]+)=", content))
    for prefix in {one or other for one, other in declared} - {"rdf", "its"}:
        bare = re.sub(rf"@prefix {prefix}: [^\n]*\n| xmlns:{prefix}=\S*", "", content, count=1)
        with pytest.raises(SyntaxError):
            list(pyoxigraph.parse(bare, OXIGRAPH[name]))


def test_the_prefix_of_the_first_subject_is_declared() -> None:
    """It follows the head of the file."""
    prefixes = {"row": "https://example.org/row/", "rep": REP.iri}
    content = Statements([(ROW, RDF.type, REP.Row)]).serialise("turtle", prefixes)
    assert oxigraph_triples(content, "turtle") == {f"<{ROW}> <{RDF.type}> <{REP.Row}> ."}
    assert b"@prefix row:" in content


def test_a_prefix_of_a_datatype_is_declared() -> None:
    content = Statements([(ROW, DCTERMS.date, Literal("2031", datatype=XSD.gYear))])
    assert b"@prefix xsd:" in content.serialise("turtle")


# ── Hostile texts ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml", "trig"])
def test_a_hostile_text_is_read_back_unchanged(name: str, text: str) -> None:
    values = [Literal(text, language="en"), Literal(text, datatype=XSD.string)]
    triples = [(ROW, RDFS.label, value) for value in values]
    if name == "trig":
        content = b"".join(write_graphs([(ONE, Statements(triples))]))
    else:
        content = Statements(triples).serialise(name)
    chosen = {**OXIGRAPH, "trig": pyoxigraph.RdfFormat.TRIG}[name]
    objects = [quad.object for quad in pyoxigraph.parse(content, chosen)]
    texts = [node.value for node in objects if isinstance(node, pyoxigraph.Literal)]
    assert texts == [text, text]
    if name != "trig":
        graph = rdflib.Graph().parse(data=content, format=RDFLIB[name])
        assert {str(value) for value in graph.objects()} == {text}


@pytest.mark.parametrize("name", ["turtle", "ntriples"])
def test_control_characters_are_read_back_unchanged(name: str) -> None:
    content = Statements([(ROW, RDFS.label, Literal(CONTROLS, "en"))]).serialise(name)
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
TRIPLES: st.SearchStrategy[list[Triple]] = st.lists(
    st.tuples(IRIS.map(IRI), PREDICATES, TERMS), max_size=12
)


def expected_lines(triples: list[Triple]) -> set[str]:
    return {f"{' '.join(map(n3, triple))} ." for triple in triples}


@settings(max_examples=150)
@given(TRIPLES)
def test_read_of_serialise_is_identity(triples: list[Triple]) -> None:
    statements = Statements(triples)
    for name in ("turtle", "ntriples", "rdfxml"):
        assert oxigraph_triples(statements.serialise(name), name) == expected_lines(triples)
    content = b"".join(write_graphs([(ONE, statements), (TWO, Statements(triples[:3]))]))
    quads = [*((*triple, ONE) for triple in triples), *((*triple, TWO) for triple in triples[:3])]
    parsed = pyoxigraph.parse(content, pyoxigraph.RdfFormat.TRIG)
    assert {f"{quad} ." for quad in parsed} == set(map(nquad, quads))
    store = Store()
    statements.load_into(store)
    stored = {f"{' '.join(map(n3, triple))} ." for triple in store.statements()}
    assert stored == expected_lines(triples)


@settings(max_examples=60)
@given(TRIPLES)
def test_the_digest_is_that_of_the_canonical_graph(triples: list[Triple]) -> None:
    statements = Statements(triples)
    assert canonical(statements.serialise("turtle"), "turtle") == statements.digest()


@settings(max_examples=40)
@given(TRIPLES)
def test_rdflib_reads_the_same_statements(triples: list[Triple]) -> None:
    content = Statements(triples).serialise("ntriples")
    read = rdflib.Graph()
    for line in content.decode().splitlines():
        read.parse(data=line, format="nt")
    assert isomorphic(read, to_rdflib(triples))


def test_an_exception_in_a_function_of_a_query_is_raised() -> None:
    """pyoxigraph alone would treat it as `false`."""

    def fail(first: Node, second: Node) -> bool:
        raise MemoryError(f"{first} {second}")

    store = Store()
    store.load(b"<a:s> <a:p> <a:o> .", "turtle")
    query = "SELECT ?s { ?s ?p ?o FILTER(<a:fail>(?s, ?o)) }"
    with pytest.raises(MemoryError, match="a:s a:o"):
        list(store.select(query, {IRI("a:fail"): fail}))
