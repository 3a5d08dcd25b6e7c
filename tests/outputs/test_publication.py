"""From documents to a dataset: the files next to them, the identifiers, the problems."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import rdflib
from msgspec.structs import replace
from tests.whales import CORRECTION, TEXT, contents

import repertory
import repertory.model
from repertory.errors import OutputError, RepertoryError, SourceError
from repertory.model import Finding, Place
from repertory.outputs.publication import Publication, open_documents, read_text
from repertory.rdf.terms import IRI, Literal, Term
from repertory.rdf.vocabulary import DCTERMS, OWL, RDF, REP, SKOS, XSD
from repertory.validation.runner import validate_store

MANIFEST = """\
[dataset]
identifier = "whales"
base = "https://example.org/id/"
title.en = "Recommendations on whales"

[[index]]
source = "first.txt"
identifier = "whales-2030"
scheme = "whales"
title = "First index"
date = "2030"

[[index]]
source = "second.txt"
identifier = "whales-2032"
scheme = "whales"
identifiers = "first.identifiers.toml"
title = "Second index"
date = "2032"
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A folder with one index."""
    path = tmp_path / "whales.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest with two editions of an index that share their identifiers."""
    (tmp_path / "first.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "second.txt").write_text(
        TEXT.replace("Tides", "Currents").replace("I.19", "I.9"), encoding="utf-8"
    )
    path = tmp_path / "repertory.toml"
    path.write_text(MANIFEST, encoding="utf-8")
    return path


def build(manifest: Path) -> tuple[Publication, tuple[str, ...]]:
    """Build as the command does; return the publication and the names of the files written."""
    publication = open_documents(manifest=str(manifest))
    return publication, (*publication.write(), *map(str, publication.pin()))


def misprints(publication: Publication) -> list[Finding]:
    """Return the findings other than remarks."""
    return [finding for finding in publication.findings if finding.severity != "info"]


# ── One document ─────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_read_and_checked(document: Path) -> None:
    publication = repertory.read_index(document)
    (index,) = publication.dataset.indexes
    assert [(f.kind, f.printed, f.proposed, f.status) for f in misprints(publication)] == [
        ("rule-break", "I.19", "I.9", "open")
    ]
    assert [topic.label for topic in index.topics] == [
        "Calves",
        "Songs",
        "Songs, recordings",
        "Tides",
    ]
    assert index.compilation == "WHALE/3"
    assert len(index.citations) == 8


def test_a_path_may_be_a_string(document: Path) -> None:
    assert repertory.read_index(str(document)).dataset == repertory.read_index(document).dataset


def test_graphs_triples_and_the_rdflib_graph_have_the_same_statements(document: Path) -> None:
    publication = repertory.read_index(document)
    triples = list(publication.triples())
    assert len(triples) == len(set(triples))
    assert set(triples) == set(publication.store().statements())
    assert set(publication.core) < set(triples)
    assert len(publication.to_rdflib()) == len(triples) == len(publication.store())


def test_all_files_are_written_into_the_folder_and_none_outside(
    document: Path, tmp_path: Path
) -> None:
    publication = repertory.read_index(document)
    changed = publication.write(tmp_path / "new" / "folder")
    assert set(changed) == set(contents(tmp_path / "new" / "folder"))
    assert {"dataset.ttl", "topics.ttl", "concordance.csv", "findings.md"} <= set(changed)
    assert {path.name for path in tmp_path.iterdir()} == {"whales.txt", "new"}
    graph = rdflib.Graph().parse(tmp_path / "new" / "folder" / "dataset.ttl")
    assert len(graph) == len(publication.core)
    assert set(graph) < set(publication.to_rdflib())


def test_content_returns_what_is_written_to_the_file(document: Path, tmp_path: Path) -> None:
    publication = repertory.read_index(document)
    publication.write(tmp_path / "out")
    for name, expected in contents(tmp_path / "out").items():
        content = repertory.read_index(document).content(name)
        parts = [content] if isinstance(content, str | bytes) else content
        data = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
        assert data == expected, name


def test_an_unknown_output_is_an_error_that_lists_the_outputs(document: Path) -> None:
    with pytest.raises(RepertoryError, match=r"'dataset\.owl'.*dataset\.ttl"):
        repertory.read_index(document).content("dataset.owl")


def test_corrections_next_to_a_document_are_applied(document: Path) -> None:
    document.with_name("whales.corrections.toml").write_text(CORRECTION, encoding="utf-8")
    publication = repertory.read_index(document)
    (index,) = publication.dataset.indexes
    assert [(f.kind, f.status, f.reason) for f in misprints(publication)] == [
        ("rule-break", "accepted", "The rule of the report.")
    ]
    (citation,) = [c for c in index.citations if c.reference != c.printed_reference]
    assert (citation.reference, citation.printed_reference) == (
        repertory.model.Reference("I", repertory.model.ParagraphNumber(9)),
        repertory.model.Reference("I", repertory.model.ParagraphNumber(19)),
    )
    assert [source.name for source in index.reviewed] == ["whales.corrections.toml"]


def test_an_open_or_rejected_correction_changes_no_citation(document: Path) -> None:
    path = document.with_name("whales.corrections.toml")
    for status in ("open", "rejected"):
        path.write_text(CORRECTION.replace('"accepted"', f'"{status}"'), encoding="utf-8")
        publication = repertory.read_index(document)
        (index,) = publication.dataset.indexes
        assert [c for c in index.citations if c.reference != c.printed_reference] == []
        assert [finding.status for finding in misprints(publication)] == [status]


def test_a_correction_without_a_match_is_an_error_with_its_place_and_advice(
    document: Path,
) -> None:
    path = document.with_name("whales.corrections.toml")
    path.write_text(CORRECTION.replace("I.19", "I.29"), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        repertory.read_index(document)
    (problem,) = caught.value.problems
    assert problem.place == Place(str(path), line=1)
    assert problem.found == (
        "a correction of 'Songs, recordings', WHALE/1, para. 11, printed 'I.29'"
    )
    assert "para. 11 = I.19 (line 5)" in problem.advice


def test_a_document_without_a_manifest_writes_no_identifiers(document: Path) -> None:
    publication = repertory.read_index(document)
    assert publication.pin() == ()
    assert {path.name for path in document.parent.iterdir()} == {"whales.txt"}


def test_identifiers_next_to_a_document_are_used(document: Path) -> None:
    path = document.with_name("whales.identifiers.toml")
    path.write_text('[topics]\n"Songs" = "singing"\n', encoding="utf-8")
    (index,) = repertory.read_index(document).dataset.indexes
    assert [topic.slug for topic in index.topics] == [
        "calves",
        "singing",
        "songs-recordings",
        "tides",
    ]


def test_the_published_files_do_not_depend_on_the_path_of_the_document(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.with_name("whales.corrections.toml").write_text(CORRECTION, encoding="utf-8")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    for number, source in enumerate([str(document), "../whales.txt", "../deep/../whales.txt"]):
        repertory.read_index(source).write(tmp_path / f"out{number}")
    first, *others = (contents(tmp_path / f"out{number}") for number in range(3))
    assert [other == first for other in others] == [True, True]
    assert [name for name, data in first.items() if str(tmp_path).encode() in data] == []
    assert [name for name, data in first.items() if b"../" in data] == []


def test_a_text_in_memory_is_read_without_files(tmp_path: Path) -> None:
    assert read_text(TEXT.encode(), "whales.txt").dataset.indexes[0].source.name == "whales.txt"


def test_a_document_without_details_has_an_identifier_and_a_language(
    document: Path,
) -> None:
    (index,) = repertory.read_index(document).dataset.indexes
    assert replace(index.description, title="") == repertory.model.IndexDescription(
        identifier="whales", scheme="whales", language="en"
    )


# ── A manifest ───────────────────────────────────────────────────────────────────────────────────


def test_the_documents_of_a_manifest_make_one_dataset(manifest: Path) -> None:
    publication = open_documents(manifest=str(manifest))
    described = [index.description for index in publication.dataset.indexes]
    assert [(d.identifier, d.title, d.date) for d in described] == [
        ("whales-2030", "First index", "2030"),
        ("whales-2032", "Second index", "2032"),
    ]
    assert [finding.printed for finding in misprints(publication)] == ["I.19"]
    assert publication.dataset.description.base == "https://example.org/id/"


def test_a_build_writes_into_dist_next_to_the_manifest(manifest: Path) -> None:
    _, written = build(manifest)
    assert {str(manifest.with_name("first.identifiers.toml")), "dataset.ttl"} <= set(written)
    assert {path.name for path in manifest.parent.iterdir()} == {
        "dist",
        "first.identifiers.toml",
        "first.txt",
        "repertory.toml",
        "second.txt",
    }


def test_a_second_build_changes_nothing(manifest: Path) -> None:
    build(manifest)
    before = contents(manifest.parent)
    _, written = build(manifest)
    assert written == ()
    assert contents(manifest.parent) == before


def test_the_first_build_records_the_topics_of_all_editions(manifest: Path) -> None:
    build(manifest)
    pinned = tomllib.loads(manifest.with_name("first.identifiers.toml").read_text("utf-8"))
    assert pinned == {
        "topics": {
            "Calves": "calves",
            "Songs": "songs",
            "Songs, recordings": "songs-recordings",
            "Tides": "tides",
            "Currents": "currents",
        }
    }


def test_the_identifiers_keep_the_iri_of_a_renamed_heading(manifest: Path) -> None:
    build(manifest)
    pins = manifest.with_name("first.identifiers.toml")
    renamed = pins.read_text("utf-8").replace('"Currents" = "currents"', '"Currents" = "tides-2"')
    pins.write_text(renamed.replace('"Tides" = "tides"\n', "").replace("tides-2", "tides"), "utf-8")
    manifest.with_name("first.txt").write_text(TEXT.replace("Tides", "Currents"), "utf-8")
    publication, written = build(manifest)
    topics = {
        q[2].text: q[0]
        for q in publication.core
        if q[1] == SKOS.prefLabel and isinstance(q[2], Literal)
    }
    assert topics["Currents"] == "https://example.org/id/topics/whales/tides"
    assert str(pins) not in written


def test_comments_in_an_identifier_file_are_kept(manifest: Path) -> None:
    build(manifest)
    path = manifest.with_name("first.identifiers.toml")
    mine = path.read_text("utf-8").replace(
        "[topics]", "# See the letter of 3 May.\n[topics] # ours"
    )
    mine = mine.replace('"calves"\n', '"calves" # young ones\n')
    path.write_text(mine, "utf-8")
    second = manifest.with_name("second.txt")
    second.write_text(second.read_text("utf-8").replace("Currents", "Krill"), "utf-8")
    build(manifest)
    assert path.read_text("utf-8") == mine + '"Krill" = "krill"\n'


def test_the_identifiers_of_removed_headings_are_kept(manifest: Path) -> None:
    build(manifest)
    for name in ("first.txt", "second.txt"):
        path = manifest.with_name(name)
        rows = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(row for row in rows if not row.startswith("Calves")), "utf-8")
    build(manifest)
    pinned = tomllib.loads(manifest.with_name("first.identifiers.toml").read_text("utf-8"))
    assert pinned["topics"]["Calves"] == "calves"


# ── Retired topics ───────────────────────────────────────────────────────────────────────────────

TIDES = IRI("https://example.org/id/topics/whales/tides")
CURRENTS = IRI("https://example.org/id/topics/whales/currents")
SCHEME = IRI("https://example.org/id/topics/whales")
TRUE = Literal("true", datatype=XSD.boolean)


def about(publication: Publication, subject: IRI) -> set[tuple[IRI, Term]]:
    """Return the properties and values of a subject."""
    return {t[1:] for t in publication.core if t[0] == subject}


def retire(manifest: Path, lines: str) -> None:
    """Build, then add the section `[retired]` to the identifier file."""
    build(manifest)
    with manifest.with_name("first.identifiers.toml").open("a", encoding="utf-8") as pins:
        pins.write(f"[retired]\n{lines}\n")


def leave_out_the_first_edition(manifest: Path) -> None:
    head, _, second = MANIFEST.split("[[index]]")
    manifest.write_text(f"{head}[[index]]{second}", encoding="utf-8")


def check_conforms(publication: Publication) -> None:
    """Check that there are no violations, and that a deprecated topic may be unconnected."""
    report = validate_store(publication.store(), level="info")
    found = [result for group in report.groups for result in group.results]
    assert [result for result in found if result.severity == "violation"] == []
    names = {result.shape.name for result in found if result.focus == TIDES}
    deprecated = (OWL.deprecated, TRUE) in about(publication, TIDES)
    assert ("concepts are connected" in names) is not deprecated


@pytest.mark.parametrize(
    ("lines", "replaced"),
    [("", set()), ('"tides" = ["currents"]', {(DCTERMS.isReplacedBy, CURRENTS)})],
)
def test_a_topic_that_no_edition_has_is_a_deprecated_concept(
    manifest: Path, lines: str, replaced: set[tuple[IRI, Term]]
) -> None:
    retire(manifest, lines)
    leave_out_the_first_edition(manifest)
    publication, _ = build(manifest)
    assert about(publication, TIDES) == replaced | {
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, SCHEME),
        (SKOS.prefLabel, Literal("Tides", "en")),
        (OWL.deprecated, TRUE),
    }
    assert [t for t in publication.core if t[2] == TIDES] == []
    topics = rdflib.Graph().parse(manifest.parent / "dist" / "topics.ttl")
    assert len(list(topics.predicate_objects(rdflib.URIRef(TIDES)))) == 4 + len(replaced)
    check_conforms(publication)


def test_a_topic_of_an_older_edition_is_deprecated_if_the_identifiers_retire_it(
    manifest: Path,
) -> None:
    publication, _ = build(manifest)
    before = about(publication, TIDES)
    assert (OWL.deprecated, TRUE) not in before
    retire(manifest, '"tides" = ["currents"]')
    publication, _ = build(manifest)
    assert about(publication, TIDES) - before == {
        (OWL.deprecated, TRUE),
        (DCTERMS.isReplacedBy, CURRENTS),
    }
    assert before - about(publication, TIDES) == {(SKOS.topConceptOf, SCHEME)}
    assert {t[1] for t in publication.core if t[2] == TIDES} == {DCTERMS.subject}
    check_conforms(publication)


def test_a_topic_below_a_deprecated_one_is_a_top_concept(manifest: Path) -> None:
    second = manifest.with_name("second.txt")
    rows = second.read_text("utf-8").splitlines(keepends=True)
    second.write_text("".join(row for row in rows if not row.startswith("Songs")), "utf-8")
    retire(manifest, '"songs" = []')
    publication, _ = build(manifest)
    recordings = about(publication, IRI(f"{SCHEME}/songs-recordings"))
    assert {p for p, _ in recordings} & {SKOS.broader, SKOS.topConceptOf} == {SKOS.topConceptOf}
    check_conforms(publication)


def test_a_topic_that_the_last_edition_has_cannot_be_deprecated(manifest: Path) -> None:
    retire(manifest, '"tides" = []\n"calves" = []')
    with pytest.raises(SourceError) as caught:
        open_documents(manifest=str(manifest))
    assert str(caught.value) == (
        f"{manifest.with_name('first.identifiers.toml')}, line 16: found 'calves' in [retired], "
        "expected a topic that is not in the last edition of the index. "
        "Remove the line, or correct the label of the topic under [topics]."
    )


def test_one_document_of_several_retires_no_topics(manifest: Path) -> None:
    build(manifest)
    for name in ("first.txt", "second.txt"):
        publication = open_documents(str(manifest.with_name(name)))
        assert publication.dataset.retired == ()
        assert repertory.read_index(manifest.with_name(name)).dataset.retired == ()


def test_the_only_document_of_a_manifest_retires_topics(manifest: Path) -> None:
    retire(manifest, '"tides" = ["currents"]')
    first, second = manifest.with_name("first.txt"), manifest.with_name("second.txt")
    text = manifest.read_text("utf-8")
    head, _, entry = text.rpartition("[[index]]")
    manifest.write_text(head.partition("[[index]]")[0] + "[[index]]" + entry, "utf-8")
    first.unlink()
    retired = [topic.slug for topic in open_documents(manifest=str(manifest)).dataset.retired]
    assert retired == ["tides"]
    alone = open_documents(str(second)).dataset
    assert [topic.slug for topic in alone.retired] == retired


def test_the_retired_topics_are_kept_when_topics_are_added(manifest: Path) -> None:
    retire(manifest, '"tides" = ["currents"]')
    second = manifest.with_name("second.txt")
    second.write_text(second.read_text("utf-8").replace("Calves", "Krill"), "utf-8")
    build(manifest)
    pinned = tomllib.loads(manifest.with_name("first.identifiers.toml").read_text("utf-8"))
    assert pinned["topics"]["Krill"] == "krill"
    assert pinned["retired"] == {"tides": ["currents"]}


# ── Documents of a manifest ──────────────────────────────────────────────────────────────────────


def test_a_document_of_the_manifest_is_read_with_its_entry(manifest: Path) -> None:
    publication = open_documents(str(manifest.with_name("second.txt")))
    (index,) = publication.dataset.indexes
    assert index.description.identifier == "whales-2032"
    assert publication.dataset.description.identifier == "whales"


def test_a_document_that_the_manifest_does_not_list_is_read_without_it(manifest: Path) -> None:
    other = manifest.with_name("other.txt")
    other.write_text(TEXT, encoding="utf-8")
    (index,) = open_documents(str(other)).dataset.indexes
    assert index.description.identifier == "other"


def test_the_cells_of_all_documents_that_cannot_be_read_are_findings(manifest: Path) -> None:
    for name, wrong in (("first.txt", "5–3"), ("second.txt", "1–99999")):
        path = manifest.with_name(name)
        path.write_text(path.read_text("utf-8").replace("\t10\t", f"\t{wrong}\t"), "utf-8")
    found = open_documents(manifest=str(manifest)).findings
    places = [each.place for each in found if each.kind == "unreadable-cell" and each.place]
    assert [(Path(place.file).name, place.line) for place in places] == [
        ("first.txt", 6),
        ("second.txt", 6),
    ]


def test_a_document_that_cannot_be_read_does_not_hide_the_problems_of_another(
    manifest: Path,
) -> None:
    manifest.with_name("first.txt").write_bytes(b"")
    second = manifest.with_name("second.txt")
    second.write_text(TEXT.replace("\t10\t", "\t5–3\t"), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        open_documents(manifest=str(manifest))
    found = [(Path(p.place.file).name, p.found) for p in caught.value.problems]
    assert found == [("first.txt", "an empty file"), ("second.txt", "'5–3'")]


def test_unreadable_identifiers_and_corrections_are_raised_with_other_problems(
    manifest: Path,
) -> None:
    manifest.with_name("first.corrections.toml").write_text("[[correction]]\n", encoding="utf-8")
    manifest.with_name("second.txt").write_bytes(b"\x00")
    with pytest.raises(SourceError) as caught:
        open_documents(manifest=str(manifest))
    files = {Path(problem.place.file).name for problem in caught.value.problems}
    assert files == {"first.corrections.toml", "second.txt"}


def test_unreadable_rows_and_corrections_of_a_document_are_raised_together(
    document: Path,
) -> None:
    document.write_text(TEXT.replace("\t10\t", "\t5–3\t"), encoding="utf-8")
    document.with_name("whales.corrections.toml").write_text("[[correction]]\n", encoding="utf-8")
    document.with_name("whales.identifiers.toml").write_text("topics = 1\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        repertory.read_index(document)
    files = {Path(problem.place.file).name for problem in caught.value.problems}
    assert files == {"whales.txt", "whales.corrections.toml", "whales.identifiers.toml"}


def test_broken_identifiers_that_editions_share_are_one_problem(manifest: Path) -> None:
    manifest.with_name("first.identifiers.toml").write_text("topics = 1\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        open_documents(manifest=str(manifest))
    assert len(caught.value.problems) == 1


def test_no_identifiers_are_written_if_the_dataset_cannot_be_written(manifest: Path) -> None:
    manifest.with_name("dist").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError):
        build(manifest)
    assert not manifest.with_name("first.identifiers.toml").exists()


def test_without_a_manifest_the_message_says_what_to_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RepertoryError, match=r"no repertory\.toml.*repertory build index\.txt"):
        open_documents()


def test_the_steps_are_reported(manifest: Path) -> None:
    steps: list[str] = []
    publication = open_documents(manifest=str(manifest), say=steps.append)
    publication.write(say=steps.append)
    assert steps[:4] == [
        "Reading first.txt",
        "Reading second.txt",
        "Checking first.txt",
        "Checking second.txt",
    ]
    assert steps[4].startswith("Writing dataset.ttl (1 of ")


def test_the_graph_has_the_corrected_and_the_printed_value(
    document: Path,
) -> None:
    document.with_name("whales.corrections.toml").write_text(CORRECTION, encoding="utf-8")
    publication = repertory.read_index(document)
    stated = list(publication.triples())
    printed = [(t[0], t[2]) for t in stated if t[1] in (REP.printedReference, REP.printedParagraph)]
    ((citation, value),) = printed  # only that of the corrected citation differs
    (recommendation,) = (t[2] for t in stated if t[:2] == (citation, REP.recommendation))
    assert value == Literal("I.19", datatype=XSD.string)
    assert str(recommendation).endswith("/document/WHALE/3#sec_I__para_9")


def test_a_report_whose_numbering_changes_has_a_rule_for_each_stretch() -> None:
    lines = ["Topic\tDocument\tParagraphs\tReference in A/9"]
    lines += [f"Bell {n:02}\tA/1\t{n}\tI.{n - 3 if n < 14 else n - 4}" for n in range(4, 24)]
    publication = read_text("\n".join(lines).encode(), "bells.txt")

    stated = {
        (subject.rpartition("/rule/")[2], predicate.removeprefix(REP.iri), value.text)
        for subject, predicate, value in publication.triples()
        if "/rule/" in subject and predicate.startswith(REP.iri) and isinstance(value, Literal)
    }

    assert stated == {
        ("bells/bells/A/1", "offset", "3"),
        ("bells/bells/A/1", "lastParagraph", "13"),
        ("bells/bells/A/1", "support", "10"),
        ("bells/bells/A/1", "exceptions", "0"),
        ("bells/bells/A/1#14", "offset", "4"),
        ("bells/bells/A/1#14", "firstParagraph", "14"),
        ("bells/bells/A/1#14", "support", "10"),
        ("bells/bells/A/1#14", "exceptions", "0"),
    }
    assert [group.shape.name for group in publication.validate().groups] == []


def test_a_compilation_without_sections_is_one_body() -> None:
    lines = [
        "Topic\tDocument\tParagraphs\tRecommendation in A/9",
        "Bells\tA/1\t4, 5 (a) and 6–8\t11, 12.a and 13–15",
    ]
    publication = read_text("\n".join(lines).encode(), "bells.txt")
    (index,) = publication.dataset.indexes
    parts = {
        subject.partition("#")[2]: (value, whole)
        for subject, predicate, value in publication.triples()
        if predicate == DCTERMS.identifier and isinstance(value, Literal) and "A/9#" in subject
        for inner, other, whole in publication.triples()
        if (inner, other) == (subject, DCTERMS.isPartOf)
    }
    body = IRI(f"{publication.dataset.description.base}document/A/9#body")

    assert [str(rule) for rule in index.rules] == ["n → (n+7)"]
    assert parts == {
        "para_11": (Literal("A/9#para_11", datatype=XSD.string), body),
        "para_12__subpara_a": (Literal("A/9#para_12__subpara_a", datatype=XSD.string), body),
        "para_13": (Literal("A/9#para_13", datatype=XSD.string), body),
        "para_14": (Literal("A/9#para_14", datatype=XSD.string), body),
        "para_15": (Literal("A/9#para_15", datatype=XSD.string), body),
    }
    assert [group.shape.name for group in publication.validate().groups] == []


def test_if_one_reference_has_a_section_all_need_one() -> None:
    lines = [
        "Topic\tDocument\tParagraphs\tReference in A/9",
        "Bells\tA/1\t4\tI.1",
        "Fog\tA/1\t5\t2",
    ]
    (finding,) = read_text("\n".join(lines).encode(), "bells.txt").findings
    assert f"{finding.place}: {finding.message}" == (
        "bells.txt, line 3, column 11: found '2', expected a reference such as III.6 or V.2.d. "
        "It needs a section and a number."
    )
