"""The columns of the CSV files: `csv_files` writes them, `csvw` describes them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import REP, SCHEMA, SKOS


class CsvColumn(NamedTuple):
    """A column of a file: its name in the header, and what its cells contain.

    If *many* is true, a cell is a list; if *translated*, its text is in the language of the index.
    *term* is the property whose value the cell is, for the subject of the row.
    """

    name: str
    title: str
    description: str
    datatype: str = "string"
    required: bool = True
    many: bool = False
    translated: bool = False
    term: IRI | None = None


class Link(NamedTuple):
    """A foreign key: each value of *column* is also in *other_column* of the file *other*."""

    column: str
    other: str
    other_column: str


class CsvFile(NamedTuple):
    """A file of the dataset: one line for each instance of the class *kind*.

    *key* is the column with its IRI; without *key*, a line has no IRI.
    """

    name: str
    title: str
    description: str
    columns: tuple[CsvColumn, ...]
    key: str | None = None
    kind: IRI | None = None
    links: tuple[Link, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


CONCORDANCE: Final = CsvFile(
    "concordance.csv",
    "Concordance",
    "One line for each citation of the index, in the order of the document: a topic, a paragraph "
    "of a meeting report and the same recommendation in the compilation.",
    (
        CsvColumn("topic", "Topic", "The preferred label of the topic.", translated=True),
        CsvColumn("document", "Report", "The symbol of the meeting report."),
        CsvColumn(
            "paragraph",
            "Paragraph",
            "The paragraph of the report, such as 8(e). Empty if the index gives none.",
            required=False,
        ),
        CsvColumn(
            "reference",
            "Reference",
            "The recommendation in the compilation, such as V.2.e. It differs from the printed "
            "reference if a reviewed correction was accepted. Empty if the index gives none.",
            required=False,
        ),
        CsvColumn(
            "printed_reference",
            "Printed reference",
            "The recommendation in the compilation as printed in the index. Empty if none is "
            "printed.",
            required=False,
        ),
        CsvColumn(
            "line",
            "Line",
            "The line of the source document with the citation, counted from 1. Empty if the "
            "document has no lines.",
            datatype="positiveInteger",
            required=False,
        ),
        CsvColumn(
            "status",
            "Status",
            "“as printed”; “corrected” if an accepted correction changed the paragraph or the "
            "reference; “in doubt” if an open finding doubts that they belong together.",
        ),
        CsvColumn("topic_iri", "IRI of the topic", "The IRI of the topic.", datatype="anyURI"),
        CsvColumn(
            "paragraph_iri",
            "IRI of the paragraph",
            "The IRI of the paragraph. Empty if the index gives none.",
            datatype="anyURI",
            required=False,
        ),
        CsvColumn(
            "recommendation_iri",
            "IRI of the recommendation",
            "The IRI of the recommendation. Empty if the index gives none.",
            datatype="anyURI",
            required=False,
        ),
        CsvColumn("index", "Index", "The identifier of the index, one edition of the list."),
        CsvColumn(
            "language",
            "Language",
            "The language of the index, as a tag such as en. Empty if it is unknown.",
            required=False,
        ),
    ),
    links=(
        Link("topic_iri", "topics.csv", "iri"),
        Link("recommendation_iri", "recommendations.csv", "iri"),
    ),
)

TOPICS: Final = CsvFile(
    "topics.csv",
    "Topics",
    "One line for each topic, in the order of the index, with the numbers of its citations and of "
    "the paragraphs, recommendations and reports that they cite. The citations of narrower topics "
    "are not included.",
    (
        CsvColumn("iri", "IRI", "The IRI of the topic.", datatype="anyURI"),
        CsvColumn(
            "slug",
            "Slug",
            "The last segment of the IRI, which identifies the topic in its scheme.",
        ),
        CsvColumn(
            "label",
            "Label",
            "The preferred label of the topic.",
            translated=True,
            term=SKOS.prefLabel,
        ),
        CsvColumn(
            "broader",
            "Broader topic",
            "The preferred label of the broader topic. Empty for a top topic.",
            required=False,
            translated=True,
        ),
        CsvColumn(
            "headings",
            "Headings",
            "The headings of the topic in the index. Empty for a topic that only groups narrower "
            "ones.",
            required=False,
            many=True,
            translated=True,
        ),
        CsvColumn("citations", "Citations", "The number of citations.", "nonNegativeInteger"),
        CsvColumn(
            "paragraphs",
            "Paragraphs",
            "The number of different paragraphs cited.",
            "nonNegativeInteger",
        ),
        CsvColumn(
            "recommendations",
            "Recommendations",
            "The number of different recommendations cited.",
            "nonNegativeInteger",
        ),
        CsvColumn(
            "reports",
            "Reports",
            "The number of different meeting reports cited.",
            "nonNegativeInteger",
        ),
    ),
    key="iri",
    kind=SKOS.Concept,
)

RECOMMENDATIONS: Final = CsvFile(
    "recommendations.csv",
    "Recommendations",
    "One line for each recommendation that the index cites, in the order of the compilation, with "
    "the paragraphs that record it and the topics that cite it.",
    (
        CsvColumn(
            "reference",
            "Reference",
            "The recommendation in the compilation, by section, paragraph and subparagraph.",
            term=SKOS.notation,
        ),
        CsvColumn("iri", "IRI", "The IRI of the recommendation.", datatype="anyURI"),
        CsvColumn(
            "section",
            "Section",
            "The section of the compilation. Empty if the compilation has no sections.",
            required=False,
        ),
        CsvColumn(
            "adopted_in",
            "Adopted in",
            "The paragraphs of meeting reports that record the recommendation, in the citation "
            "form of the United Nations, without pairs in doubt. Empty if the index gives none.",
            required=False,
            many=True,
        ),
        CsvColumn(
            "topics",
            "Topics",
            "The preferred labels of the topics that cite the recommendation.",
            many=True,
            translated=True,
        ),
        CsvColumn("topic_count", "Number of topics", "The number of topics.", "positiveInteger"),
        CsvColumn("citations", "Citations", "The number of citations.", "positiveInteger"),
    ),
    key="iri",
    kind=REP.Recommendation,
)

OF_ROLES: Final = (
    CsvColumn("text", "Text", "The text of the recommendation.", translated=True, term=SCHEMA.text),
    CsvColumn("position", "Position", "The positions on the recommendation."),
    CsvColumn("addressee", "Addressee", "The States or bodies to which it is addressed."),
    CsvColumn("state", "Recommending State", "The States that made it."),
    CsvColumn("session", "Session", "The session or meeting."),
    CsvColumn("date", "Date", "The date, of the form YYYY-MM-DD, or as printed."),
    CsvColumn("sdg", "SDG", "The Sustainable Development Goals and targets, such as 8.8."),
    CsvColumn("identifier", "Identifier", "The identifiers of its rows in the list."),
)
"""The columns of `recommendations.csv` for the roles of columns that a list may have, by role."""


def in_order(names: Collection[str]) -> list[str]:
    """Return the names of further columns: those of roles first."""
    roles = [each.name for each in OF_ROLES]
    return sorted(names, key=lambda name: roles.index(name) if name in roles else len(roles))


def recommendations_file(
    names: Collection[str], without_reference: bool, without_topic: bool
) -> CsvFile:
    """Return `recommendations.csv` with a column for each of *names*, of roles or titles.

    A recommendation may be *without_reference* if it is a place in a document.
    """
    fixed = [_relaxed(each, without_reference, without_topic) for each in RECOMMENDATIONS.columns]
    of_roles = {each.name: each for each in OF_ROLES}
    taken = {each.name.casefold() for each in fixed}
    further = (of_roles.get(name) or _of_title(name, taken) for name in in_order(names))
    optional = (each._replace(required=False, many=True) for each in further)
    return RECOMMENDATIONS._replace(columns=(*fixed, *optional))


def _of_title(title: str, taken: Collection[str]) -> CsvColumn:
    name = f"{title} (list)" if title.casefold() in taken else title
    return CsvColumn(name, name, f"The cells of the column “{title}” of the list.")


def _relaxed(column: CsvColumn, without_reference: bool, without_topic: bool) -> CsvColumn:
    if column.name == "reference" and without_reference:
        description = f"{column.description} Empty if a list has no compilation."
        return column._replace(required=False, description=description)
    if column.name == "topics" and without_topic:
        return column._replace(required=False)
    if column.name == "topic_count" and without_topic:
        return column._replace(datatype="nonNegativeInteger")
    return column


FILES: Final = (CONCORDANCE, TOPICS, RECOMMENDATIONS)
