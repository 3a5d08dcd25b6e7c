"""Describe the CSV files of a dataset as CSV on the Web metadata.

Metadata Vocabulary for Tabular Data: https://www.w3.org/TR/tabular-metadata/.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from repertory.graph.listing import recommends_itself
from repertory.model import Dataset, DatasetDescription, Index
from repertory.outputs.tables.csv_columns import (
    CONCORDANCE,
    FILES,
    RECOMMENDATIONS,
    TOPICS,
    CsvColumn,
    CsvFile,
    Link,
)
from repertory.outputs.tables.csv_files import (
    LIST_SEPARATOR,
    SEPARATOR_IN_TEXT,
    has_rows_without_topic,
    recommendations_of,
)
from repertory.rdf.vocabulary import RDF

METADATA_LANGUAGE: Final = "en"
"""The language of the titles and descriptions of files and columns."""

DIALECT: Final = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "lineTerminators": ["\n"],
    "skipBlankRows": False,
    "trim": False,
}

CELL_NOTE: Final = (
    "A cell whose text begins with =, +, -, @ or a control character is preceded by an apostrophe, "
    "so that a spreadsheet does not evaluate it as a formula "
    "(https://owasp.org/www-community/attacks/CSV_Injection)."
)


def describe_tables(dataset: Dataset) -> str:
    """Write the text of `csv-metadata.json`, with the foreign keys that hold in this dataset."""
    language = _language(dataset)
    others = [_relaxed(file, dataset) for file in FILES if file is not RECOMMENDATIONS]
    group: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": METADATA_LANGUAGE}],
        **_common(dataset.description),
        "dialect": DIALECT,
        "tables": [
            _table(file, language, [link for link in file.links if _holds(link, dataset)])
            for file in (*others, recommendations_of(dataset))
        ],
    }
    return json.dumps(group, ensure_ascii=False, indent=2) + "\n"


def _relaxed(file: CsvFile, dataset: Dataset) -> CsvFile:
    """Return a file whose topics are optional if the dataset has rows without a topic."""
    if file is not CONCORDANCE or not has_rows_without_topic(dataset):
        return file
    columns = (
        each._replace(required=False) if each.name in ("topic", "topic_iri") else each
        for each in file.columns
    )
    return file._replace(columns=tuple(columns))


def _holds(link: Link, dataset: Dataset) -> bool:
    """Return whether a foreign key leads from each line of its file to one of the other.

    A citation without a reference has no recommendation, unless its place is one, and a list of
    texts may have no topics.
    """
    if link.other == TOPICS.name:
        return not has_rows_without_topic(dataset)
    return link.other != RECOMMENDATIONS.name or all(map(_recommends, dataset.indexes))


def _recommends(index: Index) -> bool:
    """Return whether each citation of an index has a recommendation."""
    if recommends_itself(index):
        return all(row.particulars.is_recommendation for row in index.rows)
    return all(citation.reference for citation in index.citations)


def _language(dataset: Dataset) -> str:
    """Return the language of the indexes, or `und` if they differ or have none."""
    languages = {index.description.language for index in dataset.indexes}
    return (languages.pop() or "und") if len(languages) == 1 else "und"


def _common(description: DatasetDescription) -> dict[str, Any]:
    """Describe the dataset with Dublin Core; `dc` is predefined as http://purl.org/dc/terms/."""
    publisher = description.publisher_iri
    stated: dict[str, Any] = {
        "dc:identifier": description.identifier,
        "dc:title": _texts(description.titles),
        "dc:description": _texts(description.descriptions),
        "dc:publisher": {"@id": publisher} if publisher else description.publisher,
        "dc:license": _iri_or_text(description.license),
        "dc:rights": description.rights,
        "dcat:version": description.version,
        "rdfs:comment": CELL_NOTE,
    }
    return {name: value for name, value in stated.items() if value}


def _texts(texts: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts]


def _iri_or_text(value: str) -> dict[str, str] | str:
    return {"@id": value} if value.startswith(("https://", "http://")) else value


def _table(file: CsvFile, language: str, links: list[Link]) -> dict[str, Any]:
    """Describe one file; without IRIs for its rows, it gives no RDF."""
    schema: dict[str, Any] = {"columns": [_column(each, language) for each in file.columns]}
    if file.kind:
        schema["columns"].append(_class_column(file.kind))
    if file.key:
        schema |= {"primaryKey": file.key, "aboutUrl": f"{{+{file.key}}}"}
    if links:
        schema["foreignKeys"] = [_foreign_key(link) for link in links]
    return {
        "url": file.name,
        "dc:title": file.title,
        "dc:description": file.description,
        "suppressOutput": file.key is None,
        "tableSchema": schema,
    }


def _column(column: CsvColumn, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        **_named(column),
        "dc:description": _description(column),
        "datatype": column.datatype,
        "required": column.required,
    }
    if column.translated:
        described["lang"] = language
    if column.many:
        described["separator"] = LIST_SEPARATOR
    if column.term:
        return described | {"propertyUrl": column.term}
    return described | {"suppressOutput": True}


def _named(column: CsvColumn) -> dict[str, Any]:
    """Return the name and the titles of a column; one of a list may have only its title.

    A name is a variable of a URI template: https://www.w3.org/TR/tabular-metadata/#columns.
    """
    if not re.fullmatch(r"[A-Za-z]\w*", column.name, re.ASCII):
        return {"titles": column.title}
    titles = list(dict.fromkeys((column.name, column.title)))
    return {"name": column.name, "titles": {METADATA_LANGUAGE: titles}}


def _description(column: CsvColumn) -> str:
    if not column.many:
        return column.description
    return (
        f"{column.description} A list separated by {LIST_SEPARATOR}; a {LIST_SEPARATOR} in a value "
        f"is written as {SEPARATOR_IN_TEXT}."
    )


def _class_column(kind: str) -> dict[str, Any]:
    """Return a virtual column, which is not in the file, with the class of the subject of a row."""
    return {"name": "type", "virtual": True, "propertyUrl": RDF.type, "valueUrl": kind}


def _foreign_key(link: Link) -> dict[str, Any]:
    reference = {"resource": link.other, "columnReference": link.other_column}
    return {"columnReference": link.column, "reference": reference}
