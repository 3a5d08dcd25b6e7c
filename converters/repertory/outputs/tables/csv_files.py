"""Write the citations, the topics and the recommendations of a dataset as CSV.

Files follow RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), with a line feed after each line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from repertory.escaping import guard_line
from repertory.graph import minter_of
from repertory.graph.listing import compilation_iri, doubted_citations
from repertory.graph.topics import topic_schemes
from repertory.model import Citation, Dataset, Index, Reference, Topic
from repertory.notation import cite, compact_paragraph, format_reference, order_references
from repertory.outputs.tables.csv_columns import CONCORDANCE, RECOMMENDATIONS, TOPICS, CsvFile
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI

LIST_SEPARATOR: Final = "|"
"""Separates the values of a list in one cell; no value contains it."""

SEPARATOR_IN_TEXT: Final = "\u00a6"
"""Replaces a `|` in a value of a list."""


def write_concordance(dataset: Dataset) -> Iterator[str]:
    """Write `concordance.csv` line by line: one line for each citation, in document order."""
    return _lines(CONCORDANCE, _concordance_rows(dataset))


def write_topics(dataset: Dataset) -> Iterator[str]:
    """Write `topics.csv` line by line: one line for each topic, even of several editions."""
    return _lines(TOPICS, _topic_rows(dataset))


def write_recommendations(dataset: Dataset) -> Iterator[str]:
    """Write `recommendations.csv` line by line, in the order of the compilation."""
    return _lines(RECOMMENDATIONS, _recommendation_rows(dataset))


def join_list(values: Iterable[str]) -> str:
    """Join the values of a list into one cell.

    >>> join_list(["Fog, general", "Fog|mist"])
    'Fog, general|Fog¦mist'
    """
    return LIST_SEPARATOR.join(value.replace(LIST_SEPARATOR, SEPARATOR_IN_TEXT) for value in values)


AS_PRINTED: Final = "as printed"
CORRECTED: Final = "corrected"
IN_DOUBT: Final = "in doubt"
"""The status of a citation."""


class _Use(NamedTuple):
    """A citation with its edition and its topic; *doubted* is whether an open finding doubts it."""

    edition: Index
    topic: Topic
    citation: Citation
    doubted: bool

    @property
    def status(self) -> str:
        """Whether the citation is as printed, corrected or in doubt."""
        citation = self.citation
        printed = citation.printed_paragraph, citation.printed_reference
        if self.doubted:
            return IN_DOUBT
        return AS_PRINTED if printed == (citation.paragraph, citation.reference) else CORRECTED


class _Line:
    """A file for `csv.writer` that returns each line."""

    def write(self, line: str) -> str:
        return line


def _lines(file: CsvFile, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(file.header)
    for row in rows:
        yield writer.writerow([guard_line(cell) for cell in row])


def _uses(dataset: Dataset) -> Iterator[_Use]:
    """Yield the citations of all indexes in document order."""
    for index in dataset.indexes:
        topics = {heading: topic for topic in index.topics for heading in topic.headings}
        doubted = doubted_citations(index)
        for citation in sorted(index.citations, key=lambda each: (each.row, each.ordinal)):
            is_doubted = (citation.row, citation.ordinal) in doubted
            yield _Use(index, topics[citation.heading], citation, is_doubted)


def _concordance_rows(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    minter = minter_of(dataset)
    for use in _uses(dataset):
        citation, paragraph = use.citation, use.citation.paragraph
        yield (
            use.topic.label,
            citation.document,
            compact_paragraph(paragraph) if paragraph else "",
            format_reference(citation.reference) if citation.reference else "",
            format_reference(citation.printed_reference) if citation.printed_reference else "",
            str(citation.place.line or ""),
            use.status,
            _topic(minter, use),
            minter.paragraph(citation.document, paragraph) if paragraph else "",
            _recommendation(minter, use) or "",
            use.edition.description.identifier,
            use.edition.description.language,
        )


def _topic_rows(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    minter = minter_of(dataset)
    uses: dict[IRI, list[_Use]] = {}
    for use in _uses(dataset):
        uses.setdefault(_topic(minter, use), []).append(use)
    for scheme in topic_schemes(dataset):
        for slug, editions in scheme.editions.items():
            iri = minter.topic(scheme.identifier, slug)
            headings = dict.fromkeys(each for _, topic in editions for each in topic.headings)
            _, latest = editions[-1]
            names = (iri, slug, latest.label, latest.broader or "", join_list(headings))
            yield (*names, *_counts(minter, uses.get(iri, [])))


def _counts(minter: Minter, uses: list[_Use]) -> tuple[str, ...]:
    """Count the citations of a topic and the paragraphs, recommendations and reports they cite."""
    cited = [use.citation for use in uses]
    paragraphs = {(each.document, each.paragraph) for each in cited if each.paragraph}
    recommendations = {iri for use in uses if (iri := _recommendation(minter, use))}
    reports = {citation.document for citation in cited}
    return tuple(str(len(each)) for each in (cited, paragraphs, recommendations, reports))


def _topic(minter: Minter, use: _Use) -> IRI:
    return minter.topic(use.edition.description.scheme, use.topic.slug)


def _recommendation(minter: Minter, use: _Use) -> IRI | None:
    """Return the IRI of the recommendation of a citation, with accepted corrections."""
    if use.citation.reference is None:
        return None
    compilation = compilation_iri(use.edition, minter, use.citation.document)
    return minter.recommendation(compilation, use.citation.reference)


def _recommendation_rows(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    minter = minter_of(dataset)
    compilations: dict[IRI, dict[Reference, list[_Use]]] = {}
    for use in _uses(dataset):
        if reference := use.citation.reference:
            whole = compilation_iri(use.edition, minter, use.citation.document)
            cited = compilations.setdefault(whole, {})
            cited.setdefault(reference, []).append(use)
    for compilation, cited in compilations.items():
        for reference in order_references(cited):
            uses = cited[reference]
            adopted = dict.fromkeys(cited_as for use in uses if (cited_as := _adopted(use)))
            topics = dict.fromkeys(use.topic.label for use in uses)
            yield (
                format_reference(reference),
                minter.recommendation(compilation, reference),
                reference.section,
                join_list(adopted),
                join_list(topics),
                str(len(topics)),
                str(len(uses)),
            )


def _adopted(use: _Use) -> str | None:
    """Cite the paragraph that records a recommendation, in the language of the index."""
    citation = use.citation
    if citation.paragraph is None or use.doubted:
        return None
    return cite(citation.document, citation.paragraph, use.edition.description.language)
