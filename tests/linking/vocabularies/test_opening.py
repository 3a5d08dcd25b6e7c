"""Vocabularies to link to: files, tables, names in the manifest, and their errors."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from repertory.errors import RepertoryError, SourceError
from repertory.linking.vocabularies import label_tables, skos_files
from repertory.linking.vocabularies.concepts import Concept, Fact, Label
from repertory.linking.vocabularies.label_tables import read_table
from repertory.linking.vocabularies.opening import find_vocabulary, open_vocabulary, with_uri_space
from repertory.linking.vocabularies.skos_files import read_skos
from repertory.model import VocabularyDescription

KNOWN = VocabularyDescription("lamps", "http://v.example/", "", "lamps.ttl", "Lamps")
PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://v.example/> .
"""


def write(folder: Path, name: str, text: str | bytes) -> VocabularyDescription:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return find_vocabulary(str(path), [], folder)


def error(vocabulary: VocabularyDescription) -> str:
    with pytest.raises(RepertoryError) as caught:
        open_vocabulary(vocabulary, [])
    return str(caught.value).replace(str(Path(vocabulary.location).parent), "")


def test_a_concept_is_assembled_from_statements_in_any_order(tmp_path: Path) -> None:
    text = f"""{PREFIXES}
        :1 skos:broader :2 .
        :2 skos:narrower :3 ; skos:prefLabel "things"@en .
        :1 skos:altLabel "lantern"@en, "lanterne"@fr ; skos:prefLabel "lamp"@en .
        :1 a skos:Concept ; skos:inScheme :scheme ; skos:definition "It gives light."@en .
        :1 skos:exactMatch <http://other.example/1> .
        :3 skos:prefLabel "old"@en ; owl:deprecated true .
        :scheme a skos:ConceptScheme ; skos:prefLabel "Lamps"@en .
    """
    store = open_vocabulary(write(tmp_path, "v.ttl", text), [])
    assert list(store.iris()) == ["http://v.example/1", "http://v.example/2"]
    assert store.concept("http://v.example/1") == Concept(
        iri="http://v.example/1",
        labels=(
            Label("lamp", "en", "preferred"),
            Label("lantern", "en", "alternative"),
            Label("lanterne", "fr", "alternative"),
        ),
        notes=("It gives light.",),
        broader=("http://v.example/2",),
        matches=("http://other.example/1",),
    )
    assert store.concept("http://v.example/2").narrower == (
        "http://v.example/1",
        "http://v.example/3",
    )


def test_invalid_rdf_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    assert error(write(tmp_path, "v.ttl", "\n\nno RDF")).startswith("/v.ttl, line 3")
    assert error(write(tmp_path, "v.ttl", "\n\nno RDF")).endswith(
        "Is it the right file? The ending must fit the format."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":1 <a:p> 1 .", "no statement about a concept"),
        (":1 a skos:Concept ; skos:broader :2 .", "no label of a concept"),
        (':1 a skos:ConceptScheme ; skos:prefLabel "Lamps"@en .', "no label of a concept"),
    ],
)
def test_a_vocabulary_without_labels_is_an_error(tmp_path: Path, text: str, found: str) -> None:
    assert error(write(tmp_path, "v.ttl", PREFIXES + text)) == (
        f"/v.ttl: found {found}, expected skos:prefLabel, skos:altLabel or skos:hiddenLabel, "
        "or a column 'label'. Is it a vocabulary?"
    )


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    missing = find_vocabulary(str(tmp_path / "v.ttl"), [], tmp_path)
    assert error(missing) == (
        "/v.ttl: found no such file, expected a SKOS file of at most 10,000,000,000 bytes"
    )


def test_column_titles_name_the_kinds_and_languages_of_labels(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(
        "\ufeffIRI,label_en,prefLabel@fr,Alternative labels (en),broader,scope_note,"
        "Scope note [fr],mt\r\n"
        'http://v.example/1,"lamp, big",lampe,lantern | light,http://v.example/2,n,m,x\r\n\r\n'
    )
    one = "http://v.example/1"
    assert list(read_table(path)) == [
        Fact(one, "preferred", "lamp, big", "en"),
        Fact(one, "preferred", "lampe", "fr"),
        Fact(one, "alternative", "lantern", "en"),
        Fact(one, "alternative", "light", "en"),
        Fact(one, "broader", "http://v.example/2", ""),
        Fact(one, "note", "n", ""),
        Fact(one, "note", "m", "fr"),
    ]


def test_a_table_may_have_a_line_for_each_language(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(
        "concept;language;skos:prefLabel;Synonyms;related\n"
        "http://v.example/1;EN;lamp;lantern;\n"
        "http://v.example/1;fr;lampe;;http://v.example/2\n"
    )
    one = "http://v.example/1"
    assert list(read_table(path)) == [
        Fact(one, "preferred", "lamp", "en"),
        Fact(one, "alternative", "lantern", "en"),
        Fact(one, "preferred", "lampe", "fr"),
        Fact(one, "related", "http://v.example/2", ""),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "name\tkind\n",
            "line 1: found the columns name, kind, expected a column 'iri' and a column 'label' "
            "or 'label_en'. Write the column titles in the first line.",
        ),
        (
            "iri\tlabel\nhttp://v.example/1\tlamp\nlamp\tx\n",
            "line 3: found 'lamp', expected the IRI",
        ),
        (
            "iri\tlabel\tbroader\nhttp://v.example/1\tlamp\tthings\n",
            "line 2: found 'things' as broader, expected the IRI of a concept. Name concepts by",
        ),
        (
            "iri\tlabel\tlang\nhttp://v.example/1\tlamp\tin English\n",
            "line 2: found the language 'in english', expected a language tag, such as en",
        ),
        (
            'iri\tlabel\nhttp://v.example/1\t"two\nlines"\nlamp\tx\n',
            "line 4: found 'lamp', expected the IRI",
        ),
        (
            b"iri\tlabel\n\xff",
            "line 2, column 1: found the byte 0xff, which is not UTF-8",
        ),
        ("", "line 1: found the columns (none)"),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    assert message in error(write(tmp_path, "v.tsv", text))


def test_names_in_the_manifest_files_and_services_are_distinguished(tmp_path: Path) -> None:
    def found(text: str) -> tuple[str, str, str]:
        vocabulary = find_vocabulary(text, [KNOWN], Path("folder"))
        return vocabulary.name, vocabulary.kind, vocabulary.location

    assert [
        found("lamps"),
        found("lamps=other/l.nt"),
        found("Ship types.csv"),
        found("lamps=sparql+https://v.example/sparql"),
        found("reconciliation+https://v.example/r"),
    ] == [
        ("lamps", "skos", "folder/lamps.ttl"),
        ("lamps", "skos", "other/l.nt"),
        ("ship-types", "table", "Ship types.csv"),
        ("lamps", "sparql", "https://v.example/sparql"),
        ("v-example-r", "reconciliation", "https://v.example/r"),
    ]


@pytest.mark.parametrize("ending", ["ttl", "csv"])
def test_a_compressed_vocabulary_has_the_same_name_and_concepts(
    tmp_path: Path, ending: str
) -> None:
    text = PREFIXES + ':1 skos:prefLabel "lamp"@en .'
    text = text if ending == "ttl" else "iri,label_en\nhttp://v.example/1,lamp\n"
    plain = write(tmp_path, f"Ship types.{ending}", text)
    compressed = write(tmp_path, f"Ship types.{ending}.gz", gzip.compress(text.encode()))
    assert (compressed.name, compressed.kind) == (plain.name, plain.kind)
    concepts = [
        open_vocabulary(each, []).concept("http://v.example/1") for each in (plain, compressed)
    ]
    assert concepts[0] == concepts[1]
    assert concepts[0].labels == (Label("lamp", "en", "preferred"),)


@pytest.mark.parametrize("ending", ["ttl", "nt", "rdf", "jsonld", "csv"])
def test_a_vocabulary_that_is_a_bomb_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(skos_files, "MAXIMUM_SIZE", 1000)
    monkeypatch.setattr(label_tables, "MAXIMUM_SIZE", 1000)
    kind = "table" if ending == "csv" else "SKOS file"
    assert error(write(tmp_path, f"v.{ending}.gz", gzip.compress(b" " * 1001))) == (
        f"/v.{ending}.gz: found a file that inflates to more, expected a {kind} of at most 1,000 "
        "bytes"
    )


def test_an_unknown_vocabulary_is_an_error() -> None:
    with pytest.raises(RepertoryError, match="'fish': no vocabulary of that name or kind"):
        find_vocabulary("fish", [KNOWN], Path())
    unknown = VocabularyDescription("lamps", "http://v.example/")
    with pytest.raises(RepertoryError, match=r"Download it and name the file: --to lamps=FILE"):
        find_vocabulary("lamps", [unknown], Path())


def test_the_iri_space_of_an_unknown_vocabulary_is_that_of_its_concepts(tmp_path: Path) -> None:
    vocabulary = write(tmp_path, "v.ttl", PREFIXES + ':1 skos:prefLabel "lamp"@en .')
    store = open_vocabulary(vocabulary, [])
    assert with_uri_space(vocabulary, store).uri_space == "http://v.example/"


def test_a_truncated_rdf_xml_file_is_an_error(tmp_path: Path) -> None:
    whole = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        ' xmlns:skos="http://www.w3.org/2004/02/skos/core#">\n'
        '<skos:Concept rdf:about="http://v.example/1"><skos:prefLabel xml:lang="en">Sea'
        "</skos:prefLabel></skos:Concept>\n</rdf:RDF>\n"
    )
    path = tmp_path / "v.rdf"
    path.write_text(whole, encoding="utf-8")
    assert [fact.value for fact in read_skos(path) if fact.kind == "preferred"] == ["Sea"]
    path.write_text(whole[: whole.index("\n</rdf")], encoding="utf-8")
    with pytest.raises(SourceError, match=r"v\.rdf, line 3, column \d+: found no element found"):
        list(read_skos(path))
