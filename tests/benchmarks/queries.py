"""Print how the time of each query grows with the data, and what the command line costs.

    python -m tests.benchmarks.queries [CITATIONS]...

For each query: the milliseconds at each size (1,000, 10,000 and 100,000 citations unless named);
the growth from the first to the last over the growth of the data (1.0 is linear); and at the
largest size the number of rows, the milliseconds of the same question in `by_hand.rq` asked of
pyoxigraph directly, the ratio of both, and the milliseconds that it takes to find what the values
name. A query that gives other rows than that by hand ends the run. All is processor time, the best
of several runs. At the end, the whole command as a multiple of `python -c pass`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph
from tests.benchmarks.startup_and_build import environment
from tests.benchmarks.synthetic_citations import COMPILATION, synthetic

from repertory.model import Symbol
from repertory.querying.binding import bind
from repertory.querying.catalogue import Query, read_catalogue
from repertory.querying.local import LocalStore
from repertory.querying.parameters import resolve
from repertory.rdf import Store, n3
from repertory.rdf.iris import Minter
from repertory.rdf.vocabulary import PREFIXES

SIZES = (1_000, 10_000, 100_000)

BY_HAND = Path(__file__).with_name("by_hand.rq")

VALUES = {
    "topic": "Topic 0",
    "other": "Topic 1",
    "paragraph": "BENCH/WG.1/2000/0, para. 4",
    "document": "BENCH/WG.1/2000/0",
    "recommendation": "I.1",
    "concept": "https://example.org/concept/0",
    "year": "2010",
    "minimum": "4",
    "text": "topic 7",
    "severity": "warning",
    "name": "I.1",
}
"""What is asked for, by the name of the parameter; it stands in the queries by hand as well."""

Rows = list[list[str | None]]


def milliseconds(work: Callable[[], object]) -> float:
    """The shortest processor time of five runs, or of as many as a fifth of a second holds."""
    spent: list[float] = []
    while len(spent) < 5 or sum(spent) < 0.2:
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent) * 1000


def written_by_hand(minter: Minter) -> dict[str, str]:
    """The queries by hand, by name, with the prefixes that they may use."""
    report = minter.document(Symbol("BENCH/WG.1/2000/0"))
    prefixes = {
        **PREFIXES,
        "topic": minter.topic("b", ""),
        "report": report.removesuffix("0"),
        "paragraph": f"{report}#",
        "compilation": f"{minter.document(COMPILATION)}#",
    }
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    parts = re.split(r"^### (\S+)\n", BY_HAND.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: declared + text for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def load(size: int, minter: Minter) -> tuple[LocalStore, pyoxigraph.Store]:
    """The same data as we hold it and as pyoxigraph does."""
    graph = minter.graph("b")
    lines = dict.fromkeys(
        f"{' '.join(map(n3, (*triple, graph)))} ." for triple in synthetic(size, minter)
    )
    content = "\n".join(line.replace(f" <{graph}> .", " .") for line in lines).encode()
    store, plain = Store(), pyoxigraph.Store()
    store.load(content, "ntriples", ours=True)
    plain.load(content, pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    return LocalStore(store), plain


def take(store: pyoxigraph.Store, text: str) -> Rows:
    """Ask pyoxigraph and take the values, as whoever asks must."""
    found = store.query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [[None if term is None else str(term) for term in row] for row in found]


def compare(query: Query, text: str, by_hand: str, plain: pyoxigraph.Store) -> int:
    """Return the number of rows; both queries must give the same."""
    rows = [sorted(map(str, take(plain, each))) for each in (text, by_hand)]
    if rows[0] != rows[1]:
        odd = sorted(set(rows[0]) ^ set(rows[1]))[:4]
        raise SystemExit(f"{query.name}: {len(rows[0])} rows, {len(rows[1])} by hand: {odd}")
    return len(rows[0])


def measure_queries(sizes: tuple[int, ...]) -> None:
    """Print a line a query."""
    minter = Minter(identifier="bench")
    spent: dict[str, list[float]] = {}
    last: dict[str, str] = {}
    by_hand = written_by_hand(minter)
    for size in sizes:
        asked, plain = load(size, minter)
        for query in read_catalogue():
            times = spent.setdefault(query.name, [])
            last[query.name] = _measure(query, asked, plain, by_hand, times)
    heads = "".join(f"{size:>9,}" for size in sizes)
    print(f"{'query':37}{heads}  growth   rows  by hand  ratio  to find the value")
    for name, times in spent.items():
        shown = "".join(f"{each:9.1f}" for each in times)
        rate = times[-1] / max(times[0], 0.5) * sizes[0] / sizes[-1]
        print(f"{name:37}{shown}{rate:8.2f}{last[name]}")


def _measure(
    query: Query,
    asked: LocalStore,
    plain: pyoxigraph.Store,
    by_hand: Mapping[str, str],
    times: list[float],
) -> str:
    """Add the time of a query to *times*, and return what is told of the largest size."""
    given = {each.name: VALUES[each.name] for each in query.asked_for}
    found = milliseconds(partial(resolve, query, given, asked))
    choices = resolve(query, given, asked)
    text = bind(query.body, {name: each.terms for name, each in choices.items()})
    rows = compare(query, text, by_hand[query.name], plain)
    spent = milliseconds(partial(asked.ask, text))
    hand = milliseconds(partial(take, plain, by_hand[query.name]))
    times.append(spent)
    return f"{rows:7,}{hand:9.1f}{spent / hand:6.2f}x{found:8.1f}"


def measure_command(folder: Path) -> None:
    """Print the CPU time of whole commands as multiples of Python's start."""
    import resource

    def spent(*arguments: str) -> float:
        best = float("inf")
        for _ in range(20):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, *arguments]
            subprocess.run(command, check=True, capture_output=True, env=environment(folder))
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
        print(f"repertory query {values[0]}: {times:.1f} x python -c pass (target: below 12)")


if __name__ == "__main__":
    measure_queries(tuple(int(size) for size in sys.argv[1:]) or SIZES)
    with tempfile.TemporaryDirectory() as made:
        measure_command(Path(made))
