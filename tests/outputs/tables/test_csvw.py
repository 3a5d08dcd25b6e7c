"""The description of the CSV files, checked with a CSV on the Web reader."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from msgspec.structs import replace
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD
from tests.reefs import LIST, MEASURES, read_reefs

from repertory.model import Dataset, Index
from repertory.outputs.tables.csv_columns import FILES
from repertory.outputs.tables.csv_files import (
    write_concordance,
    write_recommendations,
    write_topics,
)
from repertory.outputs.tables.csvw import describe_tables
from repertory.rdf.vocabulary import REP, SCHEMA

WRITERS: dict[str, Callable[[Dataset], Iterator[str]]] = {
    "concordance.csv": write_concordance,
    "topics.csv": write_topics,
    "recommendations.csv": write_recommendations,
}


def publish(dataset: Dataset, folder: Path) -> Path:
    """Write the files of a dataset and their description."""
    for name, write in WRITERS.items():
        (folder / name).write_text("".join(write(dataset)), encoding="utf-8", newline="")
    metadata = folder / "csv-metadata.json"
    metadata.write_text(describe_tables(dataset), encoding="utf-8", newline="")
    return metadata


def check(metadata: Path) -> list[str]:
    """Validate the files; return the warnings of the validator."""
    reader = CSVW(str(metadata), validate=True)
    valid = reader.is_valid
    warnings = [str(warning.message) for warning in reader.warnings]
    assert valid is not bool(warnings)
    return warnings


def complete(dataset: Dataset) -> Dataset:
    """Remove the citations without a reference."""
    index = dataset.indexes[0]
    cited = tuple(citation for citation in index.citations if citation.reference)
    return replace(dataset, indexes=(replace(index, citations=cited),))


def table(dataset: Dataset, name: str) -> dict[str, Any]:
    """Return the description of one file."""
    tables: list[dict[str, Any]] = json.loads(describe_tables(dataset))["tables"]
    return next(each for each in tables if each["url"] == name)


def test_the_files_are_valid_by_their_description(dataset: Dataset, tmp_path: Path) -> None:
    assert check(publish(dataset, tmp_path)) == []


def test_the_files_are_valid_with_all_foreign_keys(dataset: Dataset, tmp_path: Path) -> None:
    assert check(publish(complete(dataset), tmp_path)) == []


def test_the_files_of_two_editions_are_valid(
    dataset: Dataset, index: Index, tmp_path: Path
) -> None:
    description = replace(index.description, identifier="later", language="fr")
    later = replace(index, description=description, compilation=None)
    assert check(publish(replace(dataset, indexes=(index, later)), tmp_path)) == []


TOPICLESS = "Document,Paragraph,Text,topics\nREEF/1,3,Map the reefs.,Mine\n"


@pytest.mark.parametrize("text", [LIST, MEASURES, TOPICLESS])
def test_the_files_of_a_list_without_a_compilation_are_valid(text: str, tmp_path: Path) -> None:
    assert check(publish(read_reefs(text).dataset, tmp_path)) == []


def test_the_text_of_a_recommendation_is_its_statement(tmp_path: Path) -> None:
    """As the core states it: https://www.w3.org/TR/csv2rdf/."""
    publication = read_reefs()
    metadata = publish(publication.dataset, tmp_path)
    described = table(publication.dataset, "recommendations.csv")["tableSchema"]["columns"]
    (text,) = (each for each in described if each.get("name") == "text")
    assert (text["propertyUrl"], text["lang"]) == (SCHEMA.text, "en")
    *_, recommendations = CSVW(str(metadata)).tables
    assert next(iter(recommendations))["text"] == ["Map the reefs."]


def test_each_file_is_described_with_its_header(dataset: Dataset) -> None:
    described = {
        each["url"]: [
            column["name"] for column in each["tableSchema"]["columns"] if not column.get("virtual")
        ]
        for each in json.loads(describe_tables(dataset))["tables"]
    }
    written = {name: next(csv.reader(write(dataset))) for name, write in WRITERS.items()}
    assert described == written
    assert [file.name for file in FILES] == list(WRITERS)


def test_the_titles_of_a_column_contain_its_name_in_the_header(dataset: Dataset) -> None:
    """A header matches a description by titles (https://www.w3.org/TR/tabular-metadata/#schemas)."""
    for name in WRITERS:
        for column in table(dataset, name)["tableSchema"]["columns"]:
            assert column.get("virtual") or column["name"] in column["titles"]["en"]


SPOILT = [
    ("concordance.csv", "lights/boats,", "lights/rafts,", "topics.csv"),
    ("concordance.csv", "#sec_I__para_1,", "#sec_I__para_99,", "recommendations.csv"),
    ("concordance.csv", "4,I.1,I.1,4", "4,I.1,I.1,0", "positiveInteger"),
    ("topics.csv", ",3,3,3,2", ",3,three,3,2", "paragraphs: Invalid value"),
    ("topics.csv", "lights/fog,fog,", "lights/boats,fog,", "duplicate primary key"),
    ("recommendations.csv", "sec_I__para_6", "sec_I__para_1", "duplicate primary key"),
]


@pytest.mark.parametrize(("name", "text", "spoilt", "warning"), SPOILT)
def test_a_file_that_breaks_its_description_is_not_valid(
    dataset: Dataset, tmp_path: Path, name: str, text: str, spoilt: str, warning: str
) -> None:
    metadata = publish(complete(dataset), tmp_path)
    file = tmp_path / name
    content = file.read_text(encoding="utf-8")
    assert text in content
    file.write_text(content.replace(text, spoilt, 1), encoding="utf-8", newline="")
    with pytest.raises(ValueError, match=warning):
        check(metadata)


def test_a_csvw_reader_returns_lists_numbers_and_none_for_empty_cells(
    dataset: Dataset, tmp_path: Path
) -> None:
    tables = {each.local_name: each for each in CSVW(str(publish(dataset, tmp_path))).tables}
    topic = list(tables["topics.csv"])[2]
    assert topic | {"iri": topic["iri"].unsplit()} == {
        "iri": "https://example.org/id/topics/lights/fog-bells",
        "slug": "fog-bells",
        "label": "Fog, bells",
        "broader": "Fog",
        "headings": ["Fog, bells", "Bells¦fog"],
        "citations": 1,
        "paragraphs": 1,
        "recommendations": 1,
        "reports": 1,
        "type": str(SKOS.Concept),
    }
    citation = list(tables["concordance.csv"])[6]
    iris = {key: each and each.unsplit() for key, each in citation.items() if key.endswith("_iri")}
    assert citation | iris == {
        "topic": "'=Lamps|oil",
        "document": "LIGHT/WG.2/2033/2",
        "paragraph": "7",
        "reference": None,
        "printed_reference": None,
        "line": 9,
        "status": "as printed",
        "topic_iri": "https://example.org/id/topics/lights/lamps-oil",
        "paragraph_iri": "https://example.org/id/document/LIGHT/WG.2/2033/2#para_7",
        "recommendation_iri": None,
        "index": "lights-2034",
        "language": "en",
    }
    adopted = [row["adopted_in"] for row in tables["recommendations.csv"]]
    assert adopted[3:] == [["LIGHT/WG.2/2033/2, para. 8 (e)"], []]


def test_the_tables_name_the_dataset_its_licence_and_rights(dataset: Dataset) -> None:
    described = json.loads(describe_tables(dataset))
    del described["tables"], described["dialect"], described["rdfs:comment"]
    assert described == {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:identifier": "lighthouses",
        "dc:title": [
            {"@value": "Recommendations on *Lighthouses*", "@language": "en"},
            {"@value": "Recommandations sur les phares", "@language": "fr"},
        ],
        "dc:description": [{"@value": "What was recommended on lighthouses.", "@language": "en"}],
        "dc:publisher": {"@id": "https://example.org/harbour"},
        "dc:license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "dc:rights": "The documents are fictitious.",
        "dcat:version": "1.0",
    }


def test_what_the_manifest_leaves_out_is_left_out(dataset: Dataset, tmp_path: Path) -> None:
    bare = replace(dataset.description, titles=(), descriptions=(), publisher_iri="")
    bare = replace(bare, publisher="Harbour", license="All rights reserved", rights="", version="")
    changed = replace(dataset, description=bare)
    described = json.loads(describe_tables(changed))
    del described["tables"], described["dialect"], described["rdfs:comment"]
    assert described == {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:identifier": "lighthouses",
        "dc:publisher": "Harbour",
        "dc:license": "All rights reserved",
    }
    assert check(publish(changed, tmp_path)) == []


@pytest.mark.parametrize(
    ("languages", "expected"), [(["fr"], "fr"), ([""], "und"), (["fr", "en"], "und"), ([], "und")]
)
def test_labels_are_in_the_language_of_the_indexes(
    dataset: Dataset, index: Index, languages: list[str], expected: str
) -> None:
    indexes = tuple(
        replace(index, description=replace(index.description, language=language))
        for language in languages
    )
    schema = table(replace(dataset, indexes=indexes), "topics.csv")["tableSchema"]
    languages_of = {each["name"]: each["lang"] for each in schema["columns"] if "lang" in each}
    assert languages_of == dict.fromkeys(("label", "broader", "headings"), expected)


def foreign_keys(dataset: Dataset) -> dict[str, list[str]]:
    """Return the columns of each file that are foreign keys."""
    return {
        name: [key["columnReference"] for key in described["tableSchema"].get("foreignKeys", [])]
        for name in WRITERS
        if (described := table(dataset, name))
    }


def test_a_foreign_key_is_stated_only_if_it_holds(dataset: Dataset, index: Index) -> None:
    """A citation may have no reference."""
    none: dict[str, list[str]] = {name: [] for name in WRITERS}
    both = none | {"concordance.csv": ["topic_iri", "recommendation_iri"]}
    (cited,) = complete(dataset).indexes
    assert foreign_keys(complete(dataset)) == both
    assert foreign_keys(replace(dataset, indexes=(cited, cited))) == both
    assert foreign_keys(replace(dataset, indexes=(cited, index))) == none | {
        "concordance.csv": ["topic_iri"]
    }


def triples(dataset: Dataset, name: str) -> Graph:
    """Return the RDF of a file in the minimal mode of https://www.w3.org/TR/csv2rdf/."""
    graph = Graph()
    described = table(dataset, name)
    schema = described["tableSchema"]
    for row in csv.DictReader(WRITERS[name](dataset)):
        if described["suppressOutput"]:
            break
        about = schema["aboutUrl"]
        subject = URIRef(row[about.removeprefix("{+").removesuffix("}")])
        for column in schema["columns"]:
            if column.get("suppressOutput"):
                continue
            predicate = URIRef(column["propertyUrl"])
            if column.get("virtual"):
                graph.add((subject, predicate, URIRef(column["valueUrl"])))
            else:
                text = row[column["name"]]
                language = column.get("lang")
                datatype = None if language else XSD.string
                graph.add((subject, predicate, Literal(text, language, datatype)))
    return graph


def test_the_rdf_of_the_topics_is_about_the_concepts(dataset: Dataset) -> None:
    topic = URIRef("https://example.org/id/topics/lights/fog-bells")
    assert set(triples(dataset, "topics.csv").triples((topic, None, None))) == {
        (topic, RDF.type, SKOS.Concept),
        (topic, SKOS.prefLabel, Literal("Fog, bells", "en")),
    }


def test_the_rdf_of_the_recommendations_is_about_them(dataset: Dataset) -> None:
    first = URIRef("https://example.org/id/document/LIGHT/WG.2/2034/3#sec_I__para_1")
    assert set(triples(dataset, "recommendations.csv").triples((first, None, None))) == {
        (first, RDF.type, URIRef(REP.Recommendation)),
        (first, SKOS.notation, Literal("I.1", datatype=XSD.string)),
    }


def test_the_concordance_gives_no_rdf(dataset: Dataset) -> None:
    """Its lines have no IRIs; the citations are in the graph."""
    assert len(triples(dataset, "concordance.csv")) == 0
