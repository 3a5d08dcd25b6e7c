"""Print how the time of each query grows with the data, and what the command line costs.

    python tests/benchmarks/queries.py [CITATIONS]...

For each query: the milliseconds at each size (1,000, 10,000 and 100,000 citations unless named);
the growth from the first to the last over the growth of the data (1.0 is linear); and at the
largest size the ratio to the same question written by hand, with the value in the text, asked of
pyoxigraph directly, and the milliseconds that it takes to find what the value names. At the end,
the whole command as a multiple of `python -c pass`.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import pyoxigraph

from repertory.engine import Store, nquad
from repertory.iris import Minter
from repertory.model import ParagraphNumber, Reference, Symbol
from repertory.notation import cite, compact_paragraph, format_reference
from repertory.querying.binding import bind
from repertory.querying.catalogue import PLACE, read_catalogue
from repertory.querying.local import LocalStore
from repertory.querying.parameters import resolve
from repertory.terms import IRI, Literal, Triple
from repertory.vocabulary import DCTERMS, RDF, RDFS, REP, SH, SKOS, XSD

SIZES = (1_000, 10_000, 100_000)
COMPILATION = Symbol("BENCH/2030/1")
LINKED = "https://example.org/concept/0"

VALUES = {
    "topic": "Topic 0",
    "other": "Topic 1",
    "paragraph": "BENCH/WG.1/2000/0, para. 4",
    "document": "BENCH/WG.1/2000/0",
    "recommendation": "I.1",
    "concept": LINKED,
    "year": "2010",
    "minimum": "4",
    "text": "topic 7",
    "severity": "warning",
    "name": "I.1",
}
"""What is asked for, by the name of the parameter."""


def synthetic(citations: int, minter: Minter) -> Iterator[Triple]:
    """Yield a dataset of the shape of the real one: 50 citations a topic, 80 entries a report."""
    chance = random.Random(1)
    topics = max(2, citations // 50)
    reports = max(1, citations // 200)
    for number in range(topics):
        yield from _topic(number, minter)
    for report in range(reports):
        yield from _report(report, minter)
    row = IRI("")
    for number in range(citations):
        if number % 2 == 0:
            row = minter.row("b", number)
            topic = minter.topic("b", str(chance.randrange(topics)))
            report = chance.randrange(reports)
            yield from _row(row, number, topic, report, minter)
        yield from _citation(number, row, topic, report, chance.randrange(80), minter)
    for number in range(0, citations, 100):
        yield from _finding(number, minter)


def _text(value: str) -> Literal:
    return Literal(value, datatype=XSD.string)


def _label(value: str) -> Literal:
    return Literal(value, language="en")


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _topic(number: int, minter: Minter) -> Iterator[Triple]:
    iri = minter.topic("b", str(number))
    yield iri, RDF.type, REP.Topic
    yield iri, SKOS.inScheme, minter.scheme("b" if number % 2 else "a")
    yield iri, SKOS.prefLabel, _label(f"Topic {number}")
    yield iri, SKOS.notation, _text(str(number))
    yield iri, REP.order, _integer(number)
    if number % 3:
        yield iri, SKOS.broader, minter.topic("b", str(number - number % 3))
    if number % 4 < 2:
        yield iri, SKOS.exactMatch, IRI(f"https://example.org/concept/{number // 4}")
    yield minter.scheme("a"), DCTERMS.identifier, _text("a")
    yield minter.scheme("b"), DCTERMS.identifier, _text("b")


def _symbol(report: int) -> Symbol:
    return Symbol(f"BENCH/WG.1/{2000 + report % 25}/{report}")


def _entry(report: int, number: int) -> tuple[ParagraphNumber, Reference]:
    """The paragraph and the reference of an entry; each report has a section of its own."""
    section = "I" if report == 0 else str(report)
    return ParagraphNumber(number + 4), Reference(section, ParagraphNumber(number + 1))


def _report(report: int, minter: Minter) -> Iterator[Triple]:
    symbol = _symbol(report)
    iri, compilation = minter.document(symbol), minter.document(COMPILATION)
    section = minter.section(compilation, _entry(report, 0)[1].section)
    yield iri, RDF.type, REP.Report
    yield iri, DCTERMS.identifier, _text(symbol)
    yield section, RDF.type, REP.Section
    yield section, REP.order, _integer(report)
    rule = minter.rule("b", symbol)
    yield rule, RDF.type, REP.Rule
    yield rule, REP.report, iri
    yield rule, RDFS.label, _label("a rule")
    yield rule, REP.support, _integer(80)
    yield rule, REP.exceptions, _integer(0)
    for number in range(80):
        paragraph, reference = _entry(report, number)
        there, here = (
            minter.paragraph(symbol, paragraph),
            minter.recommendation(compilation, reference),
        )
        yield there, RDF.type, REP.Paragraph
        yield there, DCTERMS.identifier, _text(cite(symbol, paragraph, "en"))
        yield there, SKOS.notation, _text(compact_paragraph(paragraph))
        yield there, REP.number, _integer(paragraph.number)
        yield there, DCTERMS.isPartOf, iri
        yield there, REP.records, here
        yield here, RDF.type, REP.Recommendation
        yield here, REP.recordedIn, there
        yield here, SKOS.notation, _text(format_reference(reference))
        yield here, REP.number, _integer(number + 1)
        yield here, DCTERMS.isPartOf, section


def _row(row: IRI, order: int, topic: IRI, report: int, minter: Minter) -> Iterator[Triple]:
    yield row, RDF.type, REP.Row
    yield row, RDFS.label, _label(f"Row {order}")
    yield row, REP.order, _integer(order)
    yield row, REP.topic, topic
    yield row, REP.report, minter.document(_symbol(report))
    yield row, REP.printedParagraphs, _text("4 and 5")
    yield row, REP.printedReferences, _text("I.1 and I.2")


def _citation(
    number: int, row: IRI, topic: IRI, report: int, entry: int, minter: Minter
) -> Iterator[Triple]:
    iri = minter.citation("b", number, 1)
    paragraph, reference = _entry(report, entry)
    recommendation = minter.recommendation(minter.document(COMPILATION), reference)
    yield iri, RDF.type, REP.Citation
    yield iri, RDFS.label, _label(f"Citation {number}")
    yield iri, REP.inRow, row
    yield row, REP.hasCitation, iri
    yield iri, REP.order, _integer(number % 2)
    yield iri, REP.topic, topic
    yield iri, REP.place, _text(f"line {number}")
    yield iri, REP.line, _integer(number)
    yield iri, REP.paragraph, minter.paragraph(_symbol(report), paragraph)
    yield iri, REP.recommendation, recommendation
    yield recommendation, DCTERMS.subject, topic


def _finding(number: int, minter: Minter) -> Iterator[Triple]:
    iri = minter.finding("b", f"rule-break/{number}")
    mended = minter.hypothesis(iri, "reference")
    yield iri, RDF.type, REP.Finding
    yield iri, RDFS.label, _label("a finding")
    yield iri, REP.findingKind, REP.term("rule-break")
    yield iri, REP.severity, SH.Warning
    yield iri, REP.status, REP.open
    yield iri, REP.line, _integer(number)
    yield iri, REP.hasHypothesis, mended
    yield mended, REP.assumedWrong, _text("reference")
    yield mended, REP.proposedValue, _text("I.1")
    yield mended, REP.supportingEvidence, _label("evidence")


def milliseconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The shortest processor time of a few runs."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def written_by_hand(text: str, minter: Minter) -> str:
    """The query with its values as a person writes them: terms in place of the parameters."""
    document, compilation = minter.document(_symbol(0)), minter.document(COMPILATION)
    paragraph, reference = _entry(0, 0)
    terms = {
        "topic": f"<{minter.topic('b', '0')}>",
        "other": f"<{minter.topic('b', '1')}>",
        "paragraph": f"<{minter.paragraph(_symbol(0), paragraph)}>",
        "document": f"<{document}>",
        "recommendation": f"<{minter.recommendation(compilation, reference)}>",
        "concept": f"<{LINKED}>",
    }
    for place in PLACE.finditer(text):
        value = VALUES[place[1]]
        term = terms.get(place[1], value if place[2] == "integer" else f'"{value}"')
        text = text.replace(place[0], f"BIND({term} AS {place[3]})")
    return text


def _load(size: int, minter: Minter) -> tuple[LocalStore, pyoxigraph.Store]:
    """The same data as we hold it and as pyoxigraph does."""
    graph = minter.graph("b")
    lines = dict.fromkeys(nquad((*triple, graph)) for triple in synthetic(size, minter))
    content = "\n".join(line.replace(f" <{graph}> .", " .") for line in lines).encode()
    store, plain = Store(), pyoxigraph.Store()
    store.load(content, "ntriples", ours=True)
    plain.bulk_load(content, pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    return LocalStore(store), plain


def _take(store: pyoxigraph.Store, text: str) -> list[list[str | None]]:
    """Ask pyoxigraph and take the values, as whoever asks must."""
    found = store.query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [[None if term is None else str(term) for term in row] for row in found]


def measure_queries(sizes: tuple[int, ...]) -> None:
    """Print a line a query."""
    minter = Minter()
    times: dict[str, list[float]] = {}
    found: dict[str, float] = {}
    ratios: dict[str, float] = {}
    for size in sizes:
        asked, plain = _load(size, minter)
        for query in read_catalogue():
            given = {each.name: VALUES[each.name] for each in query.parameters}
            found[query.name] = milliseconds(partial(resolve, query, given, asked))
            choices = resolve(query, given, asked)
            text = bind(query.body, {name: each.terms for name, each in choices.items()})
            spent = milliseconds(partial(asked.ask, text))
            times.setdefault(query.name, []).append(spent)
            by_hand = written_by_hand(query.body, minter)
            ratios[query.name] = spent / milliseconds(partial(_take, plain, by_hand))
    growth = sizes[-1] / sizes[0]
    heads = "".join(f"{size:>10,}" for size in sizes)
    print(f"{'query':40}{heads}  growth by hand  to find the value")
    for name, spent_at in times.items():
        shown = "".join(f"{each:10.1f}" for each in spent_at)
        rate = spent_at[-1] / max(spent_at[0], 0.5) / growth
        print(f"{name:40}{shown}{rate:8.2f}{ratios[name]:7.2f}x{found[name]:10.1f}")


def measure_command() -> None:
    """Print the CPU time of whole commands as multiples of Python's start."""
    import resource

    def spent(*arguments: str) -> float:
        best = float("inf")
        for _ in range(10):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return float(best)

    start = spent("-c", "pass")
    for values in (
        ("recommendations-on-topic", "smuggling by sea"),
        ("topics-of-paragraph", "CTOC/COP/WG.7/2018/3, para. 8 (e)"),
        ("topics-by-meeting",),
    ):
        times = spent("-m", "repertory", "query", *values) / start
        print(f"repertory query {values[0]}: {times:.1f} x python -c pass")


if __name__ == "__main__":
    measure_queries(tuple(int(size) for size in sys.argv[1:]) or SIZES)
    measure_command()
