"""Define the CSV files of a dataset: `tables` writes these columns, `csvw` describes them."""

from __future__ import annotations

from typing import Final, NamedTuple

from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import DCTERMS, REP, SKOS


class CsvColumn(NamedTuple):
    """A column of a file: its name in the header and what its cells hold.

    *many* says that a cell holds a list, *translated* that its text is in the language of the
    index, *term* is the property that the cell states of the subject of its row.
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
    """A foreign key: each value of *column* is a value of *other_column* in the file *other*."""

    column: str
    other: str
    other_column: str


class CsvFile(NamedTuple):
    """A file of the dataset: one line for each thing of the class *kind*, named by column *key*.

    Without *key* a line has no name of its own.
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
            "The paragraph of the report, such as 8(e). Empty where the index gives none.",
            required=False,
        ),
        CsvColumn(
            "reference",
            "Reference",
            "The recommendation in the compilation as this dataset asserts it, such as V.2.e. It "
            "differs from the printed reference where a reviewed correction was accepted. Empty "
            "where the index gives none.",
            required=False,
        ),
        CsvColumn(
            "printed_reference",
            "Printed reference",
            "The recommendation in the compilation as the index prints it. Empty where it prints "
            "none.",
            required=False,
        ),
        CsvColumn(
            "line",
            "Line",
            "The line of the source that states the citation, from 1. Empty where the source has "
            "no lines.",
            datatype="positiveInteger",
            required=False,
        ),
    ),
    links=(
        Link("topic", "topics.csv", "label"),
        Link("reference", "recommendations.csv", "reference"),
    ),
)

TOPICS: Final = CsvFile(
    "topics.csv",
    "Topics",
    "One line for each topic, in the order of the index, with the number of citations it has and "
    "of what they cite. A topic does not count what is cited under the topics below it.",
    (
        CsvColumn("iri", "IRI", "The IRI of the topic.", datatype="anyURI"),
        CsvColumn(
            "slug",
            "Slug",
            "The last segment of the IRI: the topic inside its scheme.",
            term=DCTERMS.identifier,
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
            "The label of the topic above. Empty for a topic at the top.",
            required=False,
            translated=True,
        ),
        CsvColumn(
            "headings",
            "Headings",
            "The headings of the index that stand for the topic. Empty for a topic that only "
            "groups others.",
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
    "where it was adopted and under which topics it stands.",
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
            "The section of the compilation that holds it. Empty where it has none.",
            required=False,
        ),
        CsvColumn(
            "adopted_in",
            "Adopted in",
            "The paragraphs of meeting reports that record the recommendation, in the citation "
            "form of the United Nations. Empty where the index gives none.",
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

FILES: Final = (CONCORDANCE, TOPICS, RECOMMENDATIONS)
