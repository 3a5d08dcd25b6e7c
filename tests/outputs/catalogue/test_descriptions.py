"""All descriptions of a dataset agree with each other and with the files."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from msgspec.structs import replace
from pyshacl import validate
from rdflib import DCTERMS, FOAF, RDF, SKOS, VOID, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from tests.lighthouses import content_of

from repertory.errors import RepertoryError
from repertory.model import RetiredTopic, SchemeDescription
from repertory.outputs.catalogue.ckan import package_name, tag
from repertory.outputs.catalogue.file_formats import (
    FORMATS,
    TITLES,
    format_of,
    is_described,
    title_of,
)
from repertory.outputs.output_files import OUTPUTS, descriptions
from repertory.outputs.publication import Publication
from repertory.rdf_formats import ending_of

TOP = Path(__file__).resolve().parents[3]
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
BASE = "https://example.org/id/"
DATASET = URIRef(f"{BASE}dataset/lighthouses")
CATALOGUE = URIRef(f"{BASE}catalogue/lighthouses")
SERVICE = URIRef(f"{BASE}service/lighthouses")
DOWNLOAD = "https://example.org/files/"
SHAPES = Path(__file__).parent / "catalogue-shapes.ttl"

Facts = dict[str, tuple[int, str, str]]


@pytest.fixture
def catalogue(folder: Path) -> Graph:
    return Graph().parse(folder / "catalog.ttl")


def read_json(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return value


def of_files(folder: Path) -> Facts:
    """Return the size, SHA-256 and media type of each file of the dataset."""
    facts = {}
    for name in OUTPUTS:
        content = (folder / name).read_bytes()
        kind = FORMATS[ending_of(name)].media_type
        facts[name] = (len(content), hashlib.sha256(content).hexdigest(), kind)
    return facts


def of_dcat(graph: Graph) -> Facts:
    facts = {}
    for node in graph.objects(DATASET, DCAT.distribution):
        checksum = graph.value(node, SPDX.checksum)
        kind = str(graph.value(node, DCAT.mediaType)).split("/media-types/")[1]
        name = str(graph.value(node, DCTERMS.identifier))
        size = int(str(graph.value(node, DCAT.byteSize)))
        facts[name] = (size, str(graph.value(checksum, SPDX.checksumValue)), kind)
    return facts


def of_schema_org(folder: Path) -> Facts:
    return {
        each["identifier"]: (
            int(each["contentSize"].removesuffix(" B")),
            each["sha256"],
            listed(each["encodingFormat"])[0],
        )
        for each in read_json(folder / "dataset.schema.jsonld")["distribution"]
    }


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def of_ckan(folder: Path) -> Facts:
    return {
        each["url"].removeprefix(DOWNLOAD): (
            each["size"],
            each["hash"].removeprefix("sha256:"),
            each["mimetype"],
        )
        for each in read_json(folder / "ckan-package.json")["resources"]
    }


# ── Agreement ────────────────────────────────────────────────────────────────────────────────────


def test_every_description_has_the_facts_of_each_file(folder: Path, catalogue: Graph) -> None:
    facts = of_files(folder)
    assert of_dcat(catalogue) == facts
    assert of_schema_org(folder) == facts
    assert of_ckan(folder) == facts


def test_the_checksums_are_those_of_all_other_files(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    expected = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert [line.split("  ")[1] for line in lines] == sorted(expected)
    assert {line.split("  ")[1]: line.split("  ")[0] for line in lines} == expected
    assert expected.keys() == {*OUTPUTS, *descriptions()} - {"SHA256SUMS"}


def test_the_checksums_have_the_content_of_compressed_files(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if line.endswith("  dataset.trig.gz"))
    content = gzip.decompress((folder / "dataset.trig.gz").read_bytes())
    digest = hashlib.sha256(content).hexdigest()
    assert lines[number + 1] == f"# {digest}  dataset.trig (inflated dataset.trig.gz)"
    assert [line for line in lines if line.startswith("#")] == [lines[number + 1]]


def test_the_program_for_checksums_accepts_them(folder: Path) -> None:
    if os.path.realpath(shutil.which("sha256sum") or "").endswith("busybox"):
        pytest.skip("the sha256sum of BusyBox does not know comments")
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=True).stderr == b""
    (folder / "dataset.trig.gz").write_bytes(b"another")
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 1


def test_a_compressed_file_has_two_media_types(folder: Path, catalogue: Graph) -> None:
    """See https://www.w3.org/TR/vocab-dcat-3/#Property:distribution_compression_format."""
    gzip_type = "https://www.iana.org/assignments/media-types/application/gzip"
    node = URIRef(f"{BASE}distribution/lighthouses/dataset.trig.gz")
    assert set(catalogue.subject_objects(DCAT.compressFormat)) == {(node, URIRef(gzip_type))}
    assert (URIRef(gzip_type), RDF.type, DCTERMS.MediaType) in catalogue
    media_type = URIRef(gzip_type.replace("gzip", "trig"))
    assert catalogue.value(node, DCAT.mediaType) == media_type
    resources = read_json(folder / "ckan-package.json")["resources"]
    found = {
        each["uri"]: each["compress_format"] for each in resources if "compress_format" in each
    }
    assert found == {str(node): gzip_type}
    downloads = read_json(folder / "dataset.schema.jsonld")["distribution"]
    types = {each["@id"]: each["encodingFormat"] for each in downloads}
    assert types[str(node)] == ["application/trig", "application/gzip"]
    dump = URIRef(f"{DOWNLOAD}dataset.trig.gz")
    assert (DATASET, VOID.dataDump, dump) in catalogue
    assert (DATASET, VOID.feature, URIRef("http://www.w3.org/ns/formats/TriG")) in catalogue


def test_the_links_to_a_vocabulary_are_a_file_of_the_dataset() -> None:
    name = "mappings/lamps.sssom.tsv"
    assert (is_described(name), is_described("mappings/lamps.ttl")) == (True, False)
    assert title_of(name).title == "Links to lamps, in SSSOM"
    assert format_of(name).media_type == "text/tab-separated-values"


def test_titles_licence_publisher_and_dates_are_the_same_in_every_description(
    folder: Path, catalogue: Graph
) -> None:
    schema = read_json(folder / "dataset.schema.jsonld")
    package = read_json(folder / "ckan-package.json")
    citation = yaml.safe_load((folder / "CITATION.cff").read_text())
    extras = {extra["key"]: extra["value"] for extra in package["extras"]}
    title, licence = "Recommendations on *Lighthouses*", catalogue.value(DATASET, DCTERMS.license)
    assert Literal(title, lang="en") in set(catalogue.objects(DATASET, DCTERMS.title))
    assert {"@language": "en", "@value": title} in schema["name"]
    assert package["title"] == citation["title"] == title
    assert str(licence) == schema["license"] == extras["license_url"]
    assert (package["license_id"], citation["license"]) == ("cc-zero", "CC0-1.0")
    publisher = catalogue.value(DATASET, DCTERMS.publisher)
    name = str(catalogue.value(publisher, FOAF.name))
    assert [schema["publisher"]["name"], extras["publisher_name"]] == [name, name]
    assert citation["authors"] == [{"name": name, "website": str(publisher)}]
    dates = (str(catalogue.value(DATASET, DCTERMS.issued)), "2034-07")
    assert dates == ("2034-06-01", str(catalogue.value(DATASET, DCTERMS.modified)))
    assert (schema["datePublished"], schema["dateModified"]) == dates
    assert (extras["issued"], extras["modified"]) == dates
    assert citation["date-released"] == dates[0]
    assert (schema["version"], package["version"], citation["version"]) == ("1.0",) * 3
    assert str(catalogue.value(DATASET, DCAT.version)) == "1.0"


def test_keywords_are_the_top_topics_in_every_description(folder: Path, catalogue: Graph) -> None:
    labels = ["Boats", "Fog", "=Lamps|oil", "Signals"]
    schema = read_json(folder / "dataset.schema.jsonld")
    package = read_json(folder / "ckan-package.json")
    citation = yaml.safe_load((folder / "CITATION.cff").read_text())
    assert [each["@value"] for each in schema["keywords"]] == citation["keywords"] == labels
    tags = ["Boats", "Fog", "Lamps oil", "Signals"]
    assert [each["name"] for each in package["tags"]] == tags
    for node in (DATASET, SERVICE):
        assert set(catalogue.objects(node, DCAT.keyword)) == {Literal(t, lang="en") for t in tags}


def test_a_deprecated_topic_is_not_a_keyword(publication: Publication) -> None:
    boats = RetiredTopic("lights", "boats", "Boats", "en")
    dataset = replace(publication.dataset, retired=(boats,))
    content = content_of(replace(publication, dataset=dataset), "ckan-package.json")
    tags = [each["name"] for each in json.loads(content)["tags"]]
    assert tags == ["Fog", "Lamps oil", "Signals"]


def test_the_catalogue_is_the_same_graph_in_turtle_and_json_ld(
    folder: Path, catalogue: Graph
) -> None:
    assert isomorphic(catalogue, Graph().parse(folder / "catalog.jsonld", format="json-ld"))
    assert not any(isinstance(node, rdflib.BNode) for triple in catalogue for node in triple)


# ── VoID ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_counts_are_those_of_the_data(folder: Path, catalogue: Graph) -> None:
    data = Graph().parse(folder / "dataset.nt")
    classes, properties = Counter(data.objects(None, RDF.type)), Counter(data.predicates())
    number = {
        VOID.triples: len(data),
        VOID.distinctSubjects: len(set(data.subjects())),
        VOID.distinctObjects: len(set(data.objects())),
        VOID.classes: len(classes),
        VOID.properties: len(properties),
    }
    assert {key: catalogue.value(DATASET, key) for key in number} == {
        key: Literal(value) for key, value in number.items()
    }

    def parts(partition: URIRef, term: URIRef, count: URIRef) -> dict[object, int]:
        return {
            catalogue.value(part, term): int(str(catalogue.value(part, count)))
            for part in catalogue.objects(DATASET, partition)
        }

    assert parts(VOID.classPartition, VOID["class"], VOID.entities) == classes
    assert parts(VOID.propertyPartition, VOID.property, VOID.triples) == properties
    links = {
        (str(catalogue.value(part, VOID.linkPredicate)), str(catalogue.value(part, VOID.triples)))
        for part in catalogue.objects(DATASET, VOID.subset)
    }
    away = [o for o in data.objects(None, rdflib.RDFS.seeAlso) if not str(o).startswith(BASE)]
    assert links == {(str(rdflib.RDFS.seeAlso), str(len(away)))}


def test_examples_and_vocabularies_are_of_the_data(folder: Path, catalogue: Graph) -> None:
    data = Graph().parse(folder / "dataset.nt")
    examples = set(catalogue.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 4
    assert examples <= set(data.subjects(RDF.type))
    terms = {str(term) for term in (*data.predicates(), *data.objects(None, RDF.type))}
    for vocabulary in map(str, catalogue.objects(DATASET, VOID.vocabulary)):
        assert any(term.startswith(vocabulary) for term in terms)


# ── DCAT ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("which", ["publication", "bare", "real"])
def test_the_catalogue_conforms_to_dcat_ap(which: str, request: pytest.FixtureRequest) -> None:
    if which == "real":
        content = (TOP / "dist" / "catalog.ttl").read_bytes()
    else:
        content = content_of(request.getfixturevalue(which), "catalog.ttl")
    graph = Graph().parse(data=content, format="turtle")
    conforms, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES))
    assert conforms, text


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (DATASET, DCTERMS.title),
        (DATASET, DCTERMS.description),
        (CATALOGUE, DCTERMS.publisher),
        (CATALOGUE, DCTERMS.title),
        (SERVICE, DCAT.endpointURL),
    ],
)
def test_an_incomplete_catalogue_does_not_conform(
    catalogue: Graph, subject: URIRef, predicate: URIRef
) -> None:
    catalogue.remove((subject, predicate, None))
    assert not validate(catalogue, shacl_graph=Graph().parse(SHAPES))[0]


def test_a_service_a_series_a_contact_and_a_theme_are_described(catalogue: Graph) -> None:
    series = URIRef(f"{BASE}series/lighthouses")
    contact = catalogue.value(DATASET, DCAT.contactPoint)
    theme = URIRef("https://example.org/themes/sea")
    expected = {
        (CATALOGUE, DCAT.service, SERVICE),
        (SERVICE, DCAT.endpointURL, URIRef("https://example.org/sparql")),
        (SERVICE, DCAT.servesDataset, DATASET),
        (DATASET, DCAT.inSeries, series),
        (DATASET, DCAT.prev, URIRef(f"{BASE}dataset/lighthouses-2033")),
        (series, RDF.type, DCAT.DatasetSeries),
        (contact, VCARD.hasEmail, URIRef("mailto:desk@example.org")),
        (DATASET, DCAT.theme, theme),
        (theme, SKOS.prefLabel, Literal("Mer", lang="fr")),
        (DATASET, VOID.sparqlEndpoint, URIRef("https://example.org/sparql")),
    }
    assert {triple for triple in expected if triple not in catalogue} == set()


def test_the_years_of_the_reports_are_the_period(catalogue: Graph, folder: Path) -> None:
    period = catalogue.value(DATASET, DCTERMS.temporal)
    assert str(catalogue.value(period, DCAT.startDate)) == "2031-01-01"
    assert catalogue.value(period, DCAT.endDate) == Literal("2033-12-31", datatype=XSD.date)
    assert read_json(folder / "dataset.schema.jsonld")["temporalCoverage"] == "2031/2033"


def test_a_file_has_its_url_if_the_manifest_gives_it(catalogue: Graph) -> None:
    for node in catalogue.objects(DATASET, DCAT.distribution):
        address = URIRef(DOWNLOAD + str(catalogue.value(node, DCTERMS.identifier)))
        assert list(catalogue.objects(node, DCAT.downloadURL)) == [address]
        assert list(catalogue.objects(node, DCAT.accessURL)) == [address]


def test_the_catalogue_states_only_what_the_manifest_gives(bare: Publication) -> None:
    content = content_of(bare, "catalog.ttl")
    graph = Graph().parse(data=content, format="turtle")
    unknown = (
        DCTERMS.publisher,
        DCTERMS.license,
        DCTERMS.issued,
        DCTERMS.spatial,
        DCAT.contactPoint,
        DCAT.downloadURL,
        DCAT.landingPage,
        DCAT.service,
        DCAT.theme,
    )
    assert [key for key in unknown if (None, key, None) in graph] == []


def test_a_scheme_has_its_titles_in_every_description(bare: Publication) -> None:
    """The dataset without a title is named by its last edition, and its scheme by neither."""
    title = Literal("Index of recommendations of the Working Group on Lighthouses", lang="en")
    dataset, scheme = URIRef(f"{BASE}dataset/lights"), URIRef(f"{BASE}topics/lights")
    french = SchemeDescription("lights", (("en", "Sea"), ("fr", "Mer")))
    for schemes, names in (
        ((), {Literal("lights", lang="en")}),
        ((french,), {Literal("Sea", lang="en"), Literal("Mer", lang="fr")}),
    ):
        description = replace(bare.dataset.description, schemes=schemes)
        named = replace(bare, dataset=replace(bare.dataset, description=description))
        catalogue = Graph().parse(data=content_of(named, "catalog.ttl"), format="turtle")
        assert set(catalogue.objects(scheme, DCTERMS.title)) == names
        assert set(catalogue.objects(dataset, DCTERMS.title)) == {title}
        skosmos = Graph().parse(data=content_of(named, "portal/skosmos.ttl"), format="turtle")
        assert set(skosmos.objects(None, DCTERMS.title)) == names


# ── Other descriptions ───────────────────────────────────────────────────────────────────────────


def test_every_output_has_a_title_and_a_format() -> None:
    assert TITLES.keys() == OUTPUTS.keys()
    assert {ending_of(name) for name in OUTPUTS} - FORMATS.keys() == set()


def test_the_content_of_a_description_is_that_of_its_file(
    publication: Publication, folder: Path
) -> None:
    for name in descriptions():
        assert publication.content(name) == (folder / name).read_bytes()
    with pytest.raises(RepertoryError, match=r"found no output 'x', expected one of .*SHA256SUMS"):
        publication.content("x")


def test_a_citation_without_a_publisher_is_anonymous(bare: Publication) -> None:
    content = content_of(bare, "CITATION.cff")
    citation = yaml.safe_load(content)
    assert citation["authors"] == [{"alias": "anonymous"}]
    assert {"cff-version", "message", "title", "type"} <= citation.keys()
    assert "license" not in citation


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Fog (UNODC), etc.", "Fog UNODC etc."),
        ("word " * 30, " ".join(["word"] * 20)),
        ("x" * 130, "x" * 100),
        ("Сбор данных", "Сбор данных"),
        ("!", ""),
    ],
)
def test_a_tag_is_within_the_limits_of_ckan(label: str, expected: str) -> None:
    assert tag(label) == expected


@pytest.mark.parametrize(
    ("identifier", "expected"), [("a" * 120, "a" * 100), ("a", "dataset-a"), ("A b", "a-b")]
)
def test_a_package_name_is_within_the_limits_of_ckan(identifier: str, expected: str) -> None:
    assert package_name(identifier) == expected
