"""The worked example in `sources/README.md` builds, and shows every key of a manifest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repertory.checking.checked_file import Section
from repertory.outputs.publication import Publication, open_documents
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.vocabulary import DCTERMS, SKOS
from repertory.settings.manifest import read_manifest

README = Path(__file__).parents[1] / "sources" / "README.md"
FILE = re.compile(
    r"^`([\w./-]+)`[^\n]*\n(?:[^\n]+\n)*?\n```\w+\n(.*?)^```", re.DOTALL | re.MULTILINE
)
"""The name of a file, which begins a paragraph, and the block below it."""

BASE = "https://data.example.org/id/"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Write the files of the example; return its manifest."""
    files = FILE.findall(README.read_text(encoding="utf-8").partition("## A dataset of")[2])
    assert len(files) == 6
    for name, content in files:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "repertory.toml"


@pytest.fixture
def publication(example: Path) -> Publication:
    """The dataset of the example."""
    return open_documents(manifest=str(example))


def test_the_example_is_a_valid_dataset_of_two_bodies(publication: Publication) -> None:
    assert [group.shape.name for group in publication.validate().groups] == []
    bodies = {index.description.body for index in publication.dataset.indexes}
    assert bodies == {"Working Group on Harbours", "Committee on Lights"}
    assert {finding.severity for finding in publication.findings} <= {"info"}


def test_a_topic_has_one_iri_in_all_editions_and_languages(publication: Publication) -> None:
    labels = {
        (subject.removeprefix(f"{BASE}topics/"), predicate.removeprefix(SKOS.iri), value)
        for subject, predicate, value in publication.core
        if predicate in (SKOS.prefLabel, SKOS.altLabel) and isinstance(value, Literal)
        if subject.count("/") > 5
    }
    assert labels == {
        ("harbours/moles", "prefLabel", Literal("Moles", "en")),
        ("harbours/moles", "prefLabel", Literal("Môles", "fr")),
        ("harbours/quays", "prefLabel", Literal("Quays and berths", "en")),
        ("harbours/quays", "altLabel", Literal("Quays", "en")),
        ("harbours/quays", "prefLabel", Literal("Quais et postes", "fr")),
        ("lights/lamps", "prefLabel", Literal("Lamps", "en")),
    }


def test_a_paragraph_that_both_bodies_cite_is_one_with_a_key_to_join(
    publication: Publication,
) -> None:
    paragraph = IRI(f"{BASE}document/HARB/WG.1/2033/2#para_8__subpara_e")
    stated = [triple[1:] for triple in publication.core if triple[0] == paragraph]
    assert [value for predicate, value in stated if predicate == DCTERMS.subject] == [
        f"{BASE}topics/harbours/quays",
        f"{BASE}topics/lights/lamps",
    ]
    (key,) = (value for predicate, value in stated if predicate == DCTERMS.identifier)
    assert isinstance(key, Literal)
    assert key.text == "HARB/WG.1/2033/2#para_8__subpara_e"


def test_the_example_shows_every_key_of_a_manifest(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Section] = []
    refuse = Section.refuse_others

    def recorded(section: Section) -> None:
        read.append(section)
        refuse(section)

    monkeypatch.setattr(Section, "refuse_others", recorded)
    read_manifest(example)
    read = [each for each in read if each.file.path == example]  # not those of its layout
    known = {(str(each), key) for each in read for key in each._known}
    shown = {(str(each), key) for each in read for key in each.values}
    assert known - shown == set()
    assert {header for header, _ in known} == {
        *("the file", "[dataset]", "[[scheme]]", "[[index]]", "[publishing]"),
        *("[publishing.contact]", "[publishing.series]", "[[publishing.theme]]", "[[vocabulary]]"),
    }
