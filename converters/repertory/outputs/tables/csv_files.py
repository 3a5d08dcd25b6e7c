"""Write the citations, the topics and the recommendations of a dataset as CSV.

Files follow RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), with a line feed after each line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from repertory.escaping import guard_line
from repertory.graph import minter_of
from repertory.graph.listing import compilation_iri, doubted_citations, recommends_itself
from repertory.graph.topics import topic_schemes
from repertory.model import (
    Citation,
    Dataset,
    Index,
    ParagraphNumber,
    Reference,
    Row,
    Symbol,
    Topic,
)
from repertory.notation import (
    PART,
    cite,
    compact_paragraph,
    format_reference,
    natural_key,
    order_references,
    paragraph_key,
)
from repertory.notation.cell_values import separate_values
from repertory.outputs.tables.csv_columns import (
    CONCORDANCE,
    TOPICS,
    CsvFile,
    in_order,
    recommendations_file,
)
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
    return _lines(recommendations_of(dataset), _recommendation_rows(dataset))


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
    """A citation with its edition, its topic and its row.

    *doubted* is whether an open finding doubts it, *itself* whether its place is a recommendation.
    """

    edition: Index
    topic: Topic | None
    citation: Citation
    row: Row
    doubted: bool
    itself: bool

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
        rows = {row.order: row for row in index.rows}
        itself = recommends_itself(index)
        for citation in sorted(index.citations, key=lambda each: (each.row, each.ordinal)):
            is_doubted = (citation.row, citation.ordinal) in doubted
            row = rows[citation.row]
            is_place = itself and row.particulars.is_recommendation
            topic = topics.get(citation.heading)
            yield _Use(index, topic, citation, row, is_doubted, is_place)


def _concordance_rows(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    minter = minter_of(dataset)
    for use in _uses(dataset):
        citation, paragraph = use.citation, use.citation.paragraph
        yield (
            use.topic.name if use.topic else "",
            citation.document,
            compact_paragraph(paragraph) if paragraph else "",
            format_reference(citation.reference) if citation.reference else "",
            format_reference(citation.printed_reference) if citation.printed_reference else "",
            str(citation.place.line or ""),
            use.status,
            _topic(minter, use) or "",
            minter.paragraph(citation.document, paragraph) if paragraph else "",
            _recommendation(minter, use) or "",
            use.edition.description.identifier,
            use.edition.description.language,
        )


def _topic_rows(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    minter = minter_of(dataset)
    uses: dict[IRI, list[_Use]] = {}
    for use in _uses(dataset):
        if (topic := _topic(minter, use)) is not None:
            uses.setdefault(topic, []).append(use)
    for scheme in topic_schemes(dataset):
        for slug, editions in scheme.editions.items():
            iri = minter.topic(scheme.identifier, slug)
            headings = dict.fromkeys(each for _, topic in editions for each in topic.headings)
            _, latest = editions[-1]
            names = (iri, slug, latest.name, latest.broader or "", join_list(headings))
            yield (*names, *_counts(minter, uses.get(iri, [])))


def _counts(minter: Minter, uses: list[_Use]) -> tuple[str, ...]:
    """Count the citations of a topic and the paragraphs, recommendations and reports they cite."""
    cited = [use.citation for use in uses]
    paragraphs = {(each.document, each.paragraph) for each in cited if each.paragraph}
    recommendations = {iri for use in uses if (iri := _recommendation(minter, use))}
    reports = {citation.document for citation in cited}
    return tuple(str(len(each)) for each in (cited, paragraphs, recommendations, reports))


def _topic(minter: Minter, use: _Use) -> IRI | None:
    if use.topic is None:
        return None
    return minter.topic(use.edition.description.scheme, use.topic.slug)


def _recommendation(minter: Minter, use: _Use) -> IRI | None:
    """Return the IRI of the recommendation of a citation, with accepted corrections."""
    if use.itself and use.citation.paragraph is not None:
        return minter.paragraph(use.citation.document, use.citation.paragraph)
    if use.citation.reference is None:
        return None
    compilation = compilation_iri(use.edition, minter, use.citation)
    return minter.recommendation(compilation, use.citation.reference)


def recommendations_of(dataset: Dataset) -> CsvFile:
    """Return `recommendations.csv` with the columns that the lists of a dataset have."""
    itself = any(map(recommends_itself, dataset.indexes))
    without_topic = has_rows_without_topic(dataset)
    return recommendations_file(_further_columns(dataset), itself, without_topic)


def has_rows_without_topic(dataset: Dataset) -> bool:
    """Return whether a list of the dataset has texts and no topics."""
    return any(not row.heading for index in dataset.indexes for row in index.rows)


def _further_columns(dataset: Dataset) -> list[str]:
    """Return the further columns of the lists, by their roles or titles."""
    cells = (cell for index in dataset.indexes for row in index.rows for cell in row.written.extras)
    return in_order(dict.fromkeys(name for name, _ in cells if name != PART))


def _recommendation_rows(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    minter = minter_of(dataset)
    compilations: dict[IRI, dict[Reference, list[_Use]]] = {}
    places: dict[tuple[Symbol, ParagraphNumber], list[_Use]] = {}
    for use in _uses(dataset):
        citation = use.citation
        if use.itself and citation.paragraph is not None:
            places.setdefault((citation.document, citation.paragraph), []).append(use)
        if reference := citation.reference:
            whole = compilation_iri(use.edition, minter, citation)
            cited = compilations.setdefault(whole, {})
            cited.setdefault(reference, []).append(use)
    further = _further_columns(dataset)
    for compilation, cited in compilations.items():
        for reference in order_references(cited):
            iri = minter.recommendation(compilation, reference)
            names = format_reference(reference), iri, reference.section
            yield _recommendation_row(names, cited[reference], further)
    for document, paragraph in sorted(places, key=_place_key):
        names = "", minter.paragraph(document, paragraph), ""
        yield _recommendation_row(names, places[document, paragraph], further)


def _place_key(place: tuple[Symbol, ParagraphNumber]) -> tuple[str, str]:
    return natural_key(place[0]), paragraph_key(place[1])


def _recommendation_row(
    names: tuple[str, str, str], uses: Sequence[_Use], further: Sequence[str]
) -> tuple[str, ...]:
    adopted = dict.fromkeys(cited_as for use in uses if (cited_as := _adopted(use)))
    topics = dict.fromkeys(use.topic.name for use in uses if use.topic)
    cells = (
        dict.fromkeys(value for use in uses for value in _stated(use.row, name)) for name in further
    )
    counts = str(len(topics)), str(len(uses))
    return (*names, join_list(adopted), join_list(topics), *counts, *map(join_list, cells))


def _stated(row: Row, name: str) -> Iterable[str]:
    """Return what a row states in the column called *name*, by its role or title."""
    stated = row.particulars
    lists = {
        "position": stated.positions,
        "addressee": stated.addressees,
        "state": stated.states,
        "sdg": stated.targets,
    }
    if name in lists:
        return lists[name]
    known = {
        "text": stated.text,
        "session": stated.session,
        "date": stated.date,
        "identifier": stated.identifier,
    }
    if known.get(name):
        return (known[name],)
    cells = (cell for each, cell in row.written.extras if each == name)
    return [value for cell in cells for value in separate_values(cell.text)]


def _adopted(use: _Use) -> str | None:
    """Cite the paragraph that records a recommendation, in the language of the index."""
    citation = use.citation
    if citation.paragraph is None or use.doubted:
        return None
    return cite(citation.document, citation.paragraph, use.edition.description.language)
