"""Print how right the links are that `repertory link` proposes, beside what simpler ways give.

    python -m tests.benchmarks.linking.quality --unbis FILE --sdg FILE --eurovoc FILE --unesco FILE

The linker runs afresh, knows no decision, and is compared with the reviewed ones of
ontology/mappings/: for each vocabulary and relation the precision, the recall and F1 of what it
proposes, and how often a concept that is exactly or closely the topic is among its first five
candidates. `exact or close` counts a link as right whichever of the two was reviewed. The other
ways may link exactly or closely alone, each at the threshold and with the part of the heading that
are best for it on these very decisions. Vocabularies that are not named are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.linking.baselines import BASELINES, Labelled, Scorer

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.judgements import TopicContext
from repertory.linking.proposing.proposals import Proposal, Target, propose_together, read_topics
from repertory.linking.reviewing.decisions import DECISIONS, read_decisions
from repertory.linking.vocabularies.concepts import ConceptStore
from repertory.linking.vocabularies.opening import find_vocabulary, open_vocabulary
from repertory.linking.vocabularies.skos_files import read_dataset
from repertory.outputs.publication import open_documents
from repertory.settings.manifest import Manifest, read_manifest

ROOT = Path(__file__).parents[3]
SAME = ("exactMatch", "closeMatch")
RELATIONS = {
    "exact or close": SAME,
    "exact": SAME[:1],
    "close": SAME[1:],
    "broad": ("broadMatch",),
    "narrow": ("narrowMatch",),
    "related": ("relatedMatch",),
}
PARTS: dict[str, Callable[[str], str]] = {
    "whole heading": lambda heading: heading,
    "last part": lambda heading: heading.rpartition(", ")[2],
}


class Link(NamedTuple):
    """A topic and a concept of one vocabulary."""

    vocabulary: str
    topic: str
    concept: str


Links = Mapping[Link, str]
"""Link -> its relation."""


class Measure(NamedTuple):
    """How many links there are, how many were proposed, and how many of these are right."""

    reviewed: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.reviewed if self.reviewed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.reviewed + self.proposed) if self.right else 0.0


def compare(reviewed: Links, proposed: Links, relations: Sequence[str]) -> Measure:
    """Return how the links of some relations, taken as one, agree."""
    wanted = {link for link, relation in reviewed.items() if relation in relations}
    given = {link for link, relation in proposed.items() if relation in relations}
    return Measure(len(wanted), len(given), len(wanted & given))


def among_first(reviewed: Links, shown: Mapping[tuple[str, str], Sequence[str]]) -> Measure:
    """Return for how many topics a concept that is the same is among those that were shown."""
    same: dict[tuple[str, str], set[str]] = {}
    for link, relation in reviewed.items():
        if relation in SAME:
            same.setdefault((link.vocabulary, link.topic), set()).add(link.concept)
    found = sum(not concepts.isdisjoint(shown[topic]) for topic, concepts in same.items())
    return Measure(len(same), len(same), found)


class Case(NamedTuple):
    """One vocabulary with what was reviewed and what the linker proposes."""

    name: str
    store: ConceptStore
    reviewed: Links
    found: Sequence[Proposal]

    def proposed(self) -> Iterator[tuple[Link, str]]:
        for proposal in self.found:
            for each in proposal.found:
                yield Link(self.name, proposal.topic.iri, each.concept.iri), each.proposed

    def shown(self) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
        for proposal in self.found:
            concepts = tuple(each.concept.iri for each in proposal.found[:5])
            yield (self.name, proposal.topic.iri), concepts

    def labels(self) -> list[Labelled]:
        return [
            Labelled(iri, label.text)
            for iri in self.store.iris()
            for label in self.store.concept(iri).labels
            if label.language in ("", "en")
        ]


def read_cases(
    manifest: Manifest, files: Mapping[str, str], topics: Sequence[TopicContext]
) -> list[Case]:
    targets = []
    for name, file in files.items():
        vocabulary = find_vocabulary(f"{name}={file}", manifest.vocabularies, ROOT)
        store = open_vocabulary(vocabulary, [])
        targets.append(Target(topics, store, CandidateIndex(store)))
    return [
        Case(name, target.store, read_reviewed(manifest, name), found)
        for name, target, found in zip(files, targets, propose_together(targets), strict=True)
    ]


def read_reviewed(manifest: Manifest, name: str) -> Links:
    accepted = read_decisions(manifest.mappings / f"{name}{DECISIONS}").accepted
    return {
        Link(name, each.subject, each.object): each.predicate.rpartition("#")[2]
        for each in accepted
    }


def best_of(scorers: Mapping[str, Scorer], cases: Sequence[Case]) -> tuple[Measure, str]:
    """Return what a baseline gives at its best: over parts of the heading and thresholds."""
    reviewed = {link: relation for case in cases for link, relation in case.reviewed.items()}
    tried = []
    for part, cut in PARTS.items():
        scored = []
        for case in cases:
            for proposal in case.found:
                score, concept = scorers[case.name](cut(proposal.topic.label()))
                scored.append((score, Link(case.name, proposal.topic.iri, concept)))
        for threshold in sorted({score for score, _ in scored if score}):
            links = {link: SAME[0] for score, link in scored if score >= threshold}
            text = f"{part}, from {threshold:.4g}"
            tried.append((compare(reviewed, links, SAME), text))
    return max(tried, key=lambda each: each[0].f1, default=(Measure(0, 0, 0), ""))


def print_measure(name: str, measure: Measure, remark: str = "") -> None:
    print(
        f"{name:36}{measure.reviewed:>9}{measure.proposed:>9}{measure.right:>7}"
        f"{measure.precision:>10.2f}{measure.recall:>8.2f}{measure.f1:>6.2f}  {remark}".rstrip()
    )


def halves(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """Yield the cases with every other topic, then with the rest."""
    for first in (0, 1):
        half = []
        for case in cases:
            found = case.found[first::2]
            topics = {proposal.topic.iri for proposal in found}
            reviewed = {link: name for link, name in case.reviewed.items() if link.topic in topics}
            half.append(case._replace(found=found, reviewed=reviewed))
        yield half


def print_linker(
    title: str, cases: Sequence[Case], names: Iterable[str] = tuple(RELATIONS)
) -> None:
    reviewed = {link: relation for case in cases for link, relation in case.reviewed.items()}
    proposed = dict(pair for case in cases for pair in case.proposed())
    for name in names:
        print_measure(f"{title}: {name}", compare(reviewed, proposed, RELATIONS[name]))
    first = among_first(reviewed, dict(pair for case in cases for pair in case.shown()))
    print(f"{title}: among the first five for {first.right} of {first.reviewed} topics", end="")
    print(f" ({first.recall:.2f})\n" if first.reviewed else "\n")


def main() -> None:
    manifest = read_manifest(ROOT / "repertory.toml")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for vocabulary in manifest.vocabularies:
        parser.add_argument(f"--{vocabulary.name}", metavar="FILE")
    files = {name: file for name, file in vars(parser.parse_args()).items() if file}
    missing = [each.name for each in manifest.vocabularies if each.name not in files]
    if not files:
        parser.error(f"name a file of a vocabulary: {', '.join(missing)}")
    if missing:
        print(f"left out, no file is named: {', '.join(missing)}\n")
    publication = open_documents(None, str(manifest.path), lambda step: None)
    topics = read_topics(read_dataset(publication.core))
    cases = read_cases(manifest, files, topics)
    columns = f"{'reviewed':>9}{'proposed':>9}{'right':>7}{'precision':>10}{'recall':>8}{'F1':>6}"
    print(f"{'':36}{columns}")
    for case in cases:
        print_linker(case.name, [case])
    print_linker("all", cases)
    for number, half in enumerate(halves(cases), 1):
        print_linker(f"half {number} of the topics", half, ["exact or close"])
    print("exact or close, all vocabularies")
    for name, make in BASELINES.items():
        measure, remark = best_of({case.name: make(case.labels()) for case in cases}, cases)
        print_measure(name, measure, remark)


if __name__ == "__main__":
    main()
