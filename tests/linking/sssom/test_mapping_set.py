"""SSSOM files: reading, errors, writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from repertory.errors import RepertoryError, SourceError
from repertory.linking.sssom.mapping_set import (
    MappingSet,
    SssomMapping,
    contract,
    expand,
    parse_sssom,
    read_sssom,
    write_sssom,
)
from repertory.linking.sssom.metadata import MAXIMUM_SIZE, read_metadata, write_metadata
from repertory.linking.sssom.set_description import empty_set
from repertory.model import DatasetDescription, VocabularyDescription
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS

HEAD = "#curie_map:\n#  a: https://example.org/\n#license: https://example.org/free\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
LINE = "a:1\tskos:exactMatch\ta:2\tsemapv:LexicalMatching\twords\n"
MAPPING = SssomMapping(
    IRI("https://example.org/1"),
    SKOS.exactMatch,
    IRI("https://example.org/2"),
    SEMAPV.LexicalMatching,
    {"comment": "words"},
    5,
)


def content(mappings: MappingSet) -> list[tuple[object, ...]]:
    return [
        (each.subject, each.predicate, each.object, each.justification, dict(each.slots))
        for each in mappings.mappings
    ]


def message(text: str) -> str:
    with pytest.raises(SourceError) as caught:
        parse_sssom(text, "m.tsv")
    return str(caught.value)


OTHERS = (
    "#curie_map:\n#  a: https://example.org/\n#  orcid: https://orcid.org/\n"
    "#license: https://example.org/free\n#mapping_set_version: '2031-05-01'\n"
    "#creator_id:\n#- orcid:0000-0000-0000-0001\n"
    "subject_id\tsubject_label\tpredicate_modifier\tpredicate_id\tobject_id\t"
    "mapping_justification\tauthor_id\tconfidence\tsee_also\n"
    "a:1\tLamp\t\tskos:exactMatch\ta:2\tsemapv:ManualMappingCuration\torcid:0000-0000-0000-0001"
    "\t0.95\thttps://example.org/x|https://example.org/y\n"
    'a:3\t"Lamp, ""new"""\tNot\tskos:closeMatch\ta:4\tsemapv:LexicalMatching\t\t1.0\t\n'
    "a:5\tFog\t\tskos:exactMatch\tsssom:NoTermFound\tsemapv:ManualMappingCuration\t\t\t\n"
)
"""A file with slots that we do not write ourselves."""


def test_the_files_of_others_are_read_and_written_back_without_loss() -> None:
    read = parse_sssom(OTHERS)
    again = parse_sssom(write_sssom(read))
    assert (content(again), again.metadata) == (content(read), read.metadata)
    assert [len(read.mappings), dict(read.mappings[0].slots)["confidence"]] == [3, "0.95"]


def test_metadata_in_a_separate_file_are_read(tmp_path: Path) -> None:
    head, table = OTHERS.split("subject_id", 1)
    (tmp_path / "lamps.sssom.tsv").write_text(f"subject_id{table}", encoding="utf-8")
    metadata = head.replace("#", "")
    (tmp_path / "lamps.sssom.yml").write_text(metadata, encoding="utf-8")
    read = read_sssom(tmp_path / "lamps.sssom.tsv")
    assert read.mappings[0].subject == "https://example.org/1"
    assert read.metadata["mapping_set_version"] == "2031-05-01"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + COLUMNS + LINE,
        (HEAD + COLUMNS + LINE).replace("\n", "\r\n"),
        "\ufeff".join(["", HEAD + COLUMNS + LINE]).lstrip("\ufeff"),
        HEAD.replace("\n", "\t\t\t\n") + COLUMNS + LINE,
        '"#curie_map:"\t\n"#  a: https://example.org/"\t\n"#license: https://example.org/free"\n'
        + COLUMNS
        + LINE,
        HEAD + (COLUMNS + LINE).replace("\t", ","),
        HEAD.replace("\n", ",,,,\n") + (COLUMNS + LINE).replace("\t", ","),
        '#curie_map:;;;;\n"#  a: ""https://example.org/""";;;;\n'
        "#license: https://example.org/free;;;;\n" + (COLUMNS + LINE).replace("\t", ";"),
        HEAD + COLUMNS.replace("\n", "\t\t\n") + LINE.replace("\n", "\t\t\n"),
    ],
    ids="plain windows mark padded quoted commas padded-commas semicolons empty-columns".split(),
)
def test_a_file_saved_by_a_spreadsheet_is_read(text: str) -> None:
    read = parse_sssom(text)
    assert read.mappings == (MAPPING,)
    assert read.metadata == {"license": "https://example.org/free"}


def test_a_file_is_written_in_one_way() -> None:
    assert write_sssom(parse_sssom(HEAD + COLUMNS + LINE)) == (
        "#curie_map:\n"
        '#  a: "https://example.org/"\n'
        '#  semapv: "https://w3id.org/semapv/vocab/"\n'
        '#  skos: "http://www.w3.org/2004/02/skos/core#"\n'
        '#license: "https://example.org/free"\n' + COLUMNS + LINE
    )


def test_an_unknown_prefix_is_an_error_that_names_the_line() -> None:
    assert message(HEAD + COLUMNS + LINE + LINE.replace("a:2", "b:2")).startswith(
        "m.tsv, line 6: found the unknown prefix 'b' in 'b:2' as object_id, expected a CURIE"
    )


def test_an_empty_cell_is_an_error_that_names_the_line() -> None:
    assert message(HEAD + COLUMNS + LINE.replace("a:1", "")).startswith(
        "m.tsv, line 5: found nothing as subject_id"
    )


def test_missing_columns_are_an_error() -> None:
    assert message(HEAD + "subject_id\tobject_id\na:1\ta:2\n") == (
        "m.tsv, line 4: found no column predicate_id, mapping_justification, expected the columns "
        "of SSSOM. The first line of the table names its columns: subject_id, predicate_id, "
        "object_id, mapping_justification, …"
    )
    assert message(HEAD).startswith("m.tsv, line 5: found no table")


@pytest.mark.parametrize(
    ("table", "line", "found"),
    [
        (COLUMNS + LINE.replace("\n", "\tx\n"), 5, "'x' in no named column"),
        (COLUMNS.replace("comment", "") + LINE, 5, "'words' in no named column"),
        (
            COLUMNS.replace("\n", "\tcomment\n") + LINE.replace("\n", "\tmore\n"),
            5,
            "'words' in one of two columns 'comment'",
        ),
        (COLUMNS + LINE + "#license: x\t\t\t\t\n", 6, "'#license: x' inside the table"),
        (COLUMNS + LINE + LINE.replace("words", '"words'), 6, "unexpected end of data"),
        (COLUMNS + LINE.replace("words", '"words" too'), 5, "'\t' expected after '\"'"),
    ],
)
def test_a_cell_that_would_be_lost_is_an_error_that_names_the_line(
    table: str, line: int, found: str
) -> None:
    assert message(HEAD + table).startswith(f"m.tsv, line {line}: found {found}, expected a ")


def test_texts_keep_whitespace_and_numbers_in_the_metadata_stay_numbers() -> None:
    text = (
        HEAD.replace(
            "#license", "#mapping_set_confidence: 0.95\n#mapping_set_version: '7'\n#license"
        )
        + COLUMNS
        + LINE.replace("words", "words ").replace("a:1", " a:1 ")
    )
    written = write_sssom(parse_sssom(text))
    assert '#mapping_set_confidence: 0.95\n#mapping_set_version: "7"\n' in written
    assert "\na:1\tskos:exactMatch\ta:2\tsemapv:LexicalMatching\twords \n" in written


def test_metadata_that_are_not_yaml_are_an_error() -> None:
    assert message("#a: b: c\n" + COLUMNS).startswith(
        "m.tsv, line 1: found 'a: b: c' (mapping values are not allowed here), expected metadata in"
    )


def test_aliases_in_metadata_are_an_error() -> None:
    """https://en.wikipedia.org/wiki/Billion_laughs_attack"""
    bomb = "#a: &a {x: y}\n" + "#b: {x: *a, y: *a}\n"
    start = "m.tsv, line 2: found the alias *a, expected metadata in YAML. "
    assert message(bomb + COLUMNS) == f"{start}Write out its value."


@pytest.mark.parametrize(
    ("block", "line", "found"),
    [
        ("#a: b\n#curie_map:\n#  a:\n#    b: c\n", 3, "a = {'b': 'c'}"),
        ("#curie_map:\n#  a: [b]\n", 2, "a = ['b']"),
        ("#curie_map: [a, b]\n", 1, "curie_map = ['a', 'b']"),
        ("#curie_map: a\n", 1, "curie_map = 'a'"),
        ('#a: b\n#c: "\\ud800"\n', 2, "half of a surrogate pair (\\ud800)"),
        ('#a: b\n#"\\udc00": c\n', 2, "half of a surrogate pair (\\udc00)"),
        ("#license: a\n#license: b\n", 2, "the duplicate key 'license'"),
        ("#a: b\n#? [c]\n#: d\n", 2, "a key that is not text"),
        ("#a: b\n#---\n#c: d\n", 2, "'---' (but found another document)"),
        ("#Our mappings\n", 1, "'Our mappings' without a key"),
        ("#a: b\n#c: d\x01\n", 2, "the character U+0001"),
        ('#a: b\n#c: "\\U0010ffff\\U00110000"\n', 2, "an invalid escape sequence"),
        ('#a: b\n"#c: d"\tbeside\n', 2, "'beside'"),
        ('"#a: b\n', 1, "unexpected end of data"),
        ('#a: b\n#c: "\\U00110000"\n', 2, "an invalid escape sequence"),
    ],
)
def test_metadata_that_would_be_lost_are_an_error_that_names_the_line(
    block: str, line: int, found: str
) -> None:
    assert message(block + COLUMNS).startswith(f"m.tsv, line {line}: found {found}")


def test_a_very_long_line_above_the_table_is_an_error() -> None:
    assert message('"#a: ' + "b" * 200_000 + '"\n' + COLUMNS).startswith(
        "m.tsv, line 1: found field larger than field limit (131072), expected a table"
    )


def test_a_surrogate_pair_is_one_character() -> None:
    """https://www.rfc-editor.org/rfc/rfc8259#section-7"""
    assert read_metadata('a: "\\ud83d\\udea2"', "m.tsv") == {"a": "\U0001f6a2"}


def test_an_error_in_a_file_of_metadata_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "m.sssom.yml").write_text("a: b\ncurie_map: c\n")
    (tmp_path / "m.sssom.tsv").write_text(COLUMNS)
    with pytest.raises(SourceError, match=r"m\.sssom\.yml, line 2: found curie_map = 'c'"):
        read_sssom(tmp_path / "m.sssom.tsv")


def test_a_prefix_that_does_not_expand_to_an_iri_is_an_error() -> None:
    found = message((HEAD + COLUMNS + LINE).replace("https://example.org/", "not an IRI"))
    assert "m.tsv, line 5: found 'a:1', which expands to 'not an IRI1', as subject_id" in found


@pytest.mark.parametrize("written", ["a:od(d", "https://other.example/2", "urn:isbn:1"])
def test_an_identifier_that_was_read_can_be_written(written: str) -> None:
    read = parse_sssom((HEAD + COLUMNS + LINE).replace("a:2", written))
    assert write_sssom(read).endswith(
        f"a:1\tskos:exactMatch\t{written}\tsemapv:LexicalMatching\twords\n"
    )
    made = replace(read, mappings=(replace(read.mappings[0], line=0),))
    with pytest.raises(RepertoryError, match="has no prefix"):
        write_sssom(made)


def test_line_breaks_in_a_text_become_line_feeds() -> None:
    read = parse_sssom(HEAD + COLUMNS + LINE)
    for text in ("a\rb", "a\r\nb", "a\nb"):
        (mapping,) = read.mappings
        changed = replace(read, mappings=(replace(mapping, slots={"comment": text}),))
        assert parse_sssom(write_sssom(changed)).mappings[0].slots == {"comment": "a\nb"}


def test_only_a_prefix_that_can_be_read_again_is_written() -> None:
    read = parse_sssom(
        (HEAD + COLUMNS + LINE).replace(
            "curie_map:\n", 'curie_map:\n#  "b c": https://example.org/\n'
        )
    )
    assert parse_sssom(write_sssom(read)).mappings[0].pair == read.mappings[0].pair


def test_deeply_nested_metadata_are_an_error() -> None:
    found = message("#a: " + "[" * 5_000 + "]" * 5_000 + "\n" + COLUMNS)
    assert "m.tsv, line 1: found more than 20 nested lists and mappings" in found


def test_metadata_are_written_back_unchanged() -> None:
    written = write_metadata({"a: b": "c", "see_also": ["d", ["e", ["f"]], {"g: ": "h\ni"}]})
    read = read_metadata("\n".join(written), "m.tsv")
    assert read == {"a: b": "c", "see_also": ["d", ["e", ["f"]], {"g: ": "h\ni"}]}


@pytest.mark.parametrize(
    "value",
    [
        "\x7f\x85\x9f",
        "a\u2028b\u2029c",
        "\ufeff",
        "\uffff",
        "y",
        "N",
        "_",
        "null",
        [],
        {},
        [[], {}, "a"],
        [["\x85"]],
    ],
)
def test_every_value_is_read_back_unchanged(value: object) -> None:
    metadata = {"a": value, "null": "b", "list": [value], "k: " * 1_000: {"b\nc": value}}
    written = write_metadata(metadata)
    assert read_metadata("\n".join(written), "m.tsv") == metadata


def test_a_file_of_metadata_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "m.sssom.yml").write_bytes(b"a: b\nc: \xff")
    (tmp_path / "m.sssom.tsv").write_text(COLUMNS)
    with pytest.raises(SourceError, match=r"m\.sssom\.yml, line 2, column 4: found the byte 0xff"):
        read_sssom(tmp_path / "m.sssom.tsv")


def test_a_file_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "m.tsv"
    with path.open("wb") as file:
        file.truncate(MAXIMUM_SIZE + 1)
    with pytest.raises(SourceError, match="found more than 100,000,000 bytes"):
        read_sssom(path)


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "m.tsv"
    path.write_bytes(b"#a: b\n\xff")
    with pytest.raises(SourceError, match="line 2, column 1: found the byte 0xff, which is not"):
        read_sssom(path)


def test_the_longest_prefix_is_used() -> None:
    prefixes = {"a": "https://e.org/", "b": "https://e.org/b/"}
    assert contract("https://e.org/b/1", prefixes) == "b:1"
    assert expand("b:1", prefixes) == "https://e.org/b/1"
    with pytest.raises(RepertoryError, match="has no prefix"):
        contract("https://other.org/1", prefixes)


@pytest.mark.parametrize(
    ("name", "iri", "source", "prefix"),
    [
        ("ships", "http://v.example/ships/00", "ships:00", "http://v.example/ships/"),
        ("ships", "http://v.example/ships", "ships_source:ships", "http://v.example/"),
        ("ships", "http://v.example/ships/", "ships_source:ships/", "http://v.example/"),
        ("ship-types", "http://v.example/ships/00", "ship_types_source:00", None),
        ("ships", "", None, None),
    ],
)
def test_a_source_is_a_curie_whose_prefix_has_no_hyphen(
    name: str, iri: str, source: str | None, prefix: str | None
) -> None:
    """sssom-py rejects a source whose prefix has a hyphen."""
    vocabulary = VocabularyDescription(name, "http://v.example/ships/", iri=iri)
    dataset = DatasetDescription("lamps", base="https://example.org/")
    begun = empty_set(vocabulary, dataset, ["https://example.org/topics/sea/fog"])
    assert begun.metadata["subject_source"] == "topics:sea"
    assert begun.metadata.get("object_source") == source
    if source and prefix:
        assert begun.prefixes[source.partition(":")[0]] == prefix


def test_topics_of_two_schemes_have_no_common_source() -> None:
    dataset = DatasetDescription("lamps", base="https://example.org/")
    topics = ["https://example.org/topics/sea/fog", "https://example.org/topics/land/fog"]
    begun = empty_set(VocabularyDescription("ships", "http://v.example/"), dataset, topics)
    assert "subject_source" not in begun.metadata
