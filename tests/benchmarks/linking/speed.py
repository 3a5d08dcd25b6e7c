"""Print what it costs to link 100 topics to vocabularies of up to 1,000,000 labels.

    python tests/benchmarks/linking/speed.py [LABELS]...

For each size (10,000, 100,000 and 1,000,000 labels unless named): CPU seconds to read and index,
CPU milliseconds a topic, the growth of the time a topic over the growth of the vocabulary (1.0 is
linear), and the peak memory. Beside it, on the same labels: tantivy and rapidfuzz used by hand,
which give ranked labels and no evidence. Each measurement runs in a process of its own.
"""

from __future__ import annotations

import itertools
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

SIZES = (10_000, 100_000, 1_000_000)
TOPICS = 100
WORDS = 30_000
SEED = 20190716


def labels(count: int, seed: int = SEED) -> Iterator[str]:
    """Labels of one to five made-up words, as unequally frequent as words are."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=3)) for _ in range(WORDS)]
    weights = list(itertools.accumulate(1 / (rank + 5) for rank in range(WORDS)))
    for _ in range(count):
        yield " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 5)))


def topics() -> list[str]:
    """Half of the topics are labels of each vocabulary, half are made of the same words."""
    known = list(labels(TOPICS // 2))
    shuffled = [" ".join(reversed(label.split())) + " x" for label in known]
    return known + shuffled


def repertory(count: int) -> tuple[float, float]:
    from repertory.linking.proposing.candidates import CandidateIndex
    from repertory.linking.proposing.proposals import propose, read_topics
    from repertory.linking.vocabularies.concepts import ConceptStore, Fact

    ours = ConceptStore(Fact(f"t:{text}", "preferred", text, "en") for text in topics())
    start = time.process_time()
    facts = (
        Fact(f"http://v.example/{number}", "preferred", text, "en")
        for number, text in enumerate(labels(count))
    )
    store = ConceptStore(facts)
    index = CandidateIndex(store)
    indexed = time.process_time()
    propose(read_topics(ours), store, index)
    return indexed - start, time.process_time() - indexed


def tantivy(count: int) -> tuple[float, float]:
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_integer_field("number", stored=True)
    builder.add_text_field("words")
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        index = library.Index(builder.build(), path=folder)
        writer = index.writer(32_000_000, 1)
        for number, text in enumerate(labels(count)):
            writer.add_document(library.Document(number=number, words=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        indexed = time.process_time()
        for topic in topics():
            for _, address in searcher.search(index.parse_query(topic, ["words"]), 5).hits:
                searcher.doc(address)
        return indexed - start, time.process_time() - indexed


def rapidfuzz(count: int) -> tuple[float, float]:
    from rapidfuzz import fuzz, process

    start = time.process_time()
    known = list(labels(count))
    indexed = time.process_time()
    for topic in topics():
        process.extract(topic, known, scorer=fuzz.token_set_ratio, limit=5)
    return indexed - start, time.process_time() - indexed


WAYS = {"repertory": repertory, "tantivy": tantivy, "rapidfuzz": rapidfuzz}


def measure(way: str, count: int) -> tuple[float, float, float]:
    """Return CPU seconds to index and to search, and the peak memory in MB, of a new process."""
    command = [sys.executable, __file__, way, str(count)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    indexing, searching, memory = map(float, run.stdout.split())
    return indexing, searching, memory


def main(sizes: tuple[int, ...]) -> None:
    print(f"{'':12}{'labels':>10}{'index s':>10}{'ms a topic':>12}{'growth':>8}{'MB':>7}")
    for way in WAYS:
        before: tuple[int, float] | None = None
        for count in sizes:
            indexing, searching, memory = measure(way, count)
            growth = ""
            if before is not None and before[1]:
                growth = f"{(searching / before[1]) / (count / before[0]):.2f}"
            each = searching * 1000 / TOPICS
            print(f"{way:12}{count:>10,}{indexing:>10.1f}{each:>12.2f}{growth:>8}{memory:>7.0f}")
            before = count, searching


if __name__ == "__main__":
    given = sys.argv[1:]
    if given and given[0] in WAYS:
        spent = WAYS[given[0]](int(given[1]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(*spent, peak)
    else:
        main(tuple(int(text) for text in given) or SIZES)
