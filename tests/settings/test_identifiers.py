"""The pinned identifiers of topics."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from repertory.errors import SourceError
from repertory.model import Place, Topic
from repertory.outputs.publication import read_text
from repertory.settings.identifiers import (
    HEAD,
    Identifiers,
    Retirement,
    assign_slugs,
    find_retired,
    is_slug,
    pin_topics,
    read_identifiers,
    shared_slugs,
)

LABELS = st.lists(
    st.one_of(st.text(), st.text(alphabet="aA -,–éСж\"\\\n\r\t\x7f='#[]"), st.just("By sea"))
)


def write(folder: Path, text: str) -> Path:
    path = folder / "index.identifiers.toml"
    path.write_bytes(text.encode())
    return path


def test_a_missing_file_pins_nothing(tmp_path: Path) -> None:
    assert read_identifiers(tmp_path / "index.identifiers.toml") == Identifiers()


@pytest.mark.parametrize("text", ["", "[topics]\n", HEAD])
def test_a_file_without_lines_pins_nothing(tmp_path: Path, text: str) -> None:
    assert read_identifiers(write(tmp_path, text)) == Identifiers()


def test_pins_are_read_in_order(tmp_path: Path) -> None:
    path = write(
        tmp_path, '[topics]\n"By sea, general" = "sea"\nAcademia = "a-2"\n"Сбор" = "сбор"\n'
    )
    assert list(read_identifiers(path).slugs.items()) == [
        ("By sea, general", "sea"),
        ("Academia", "a-2"),
        ("Сбор", "сбор"),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            'topic = 1\n[topics]\n"By sea" = "sea"\n"By air" = "By-air"\n"By land" = 3\n'
            '"By ship" = "sea"\n"Whales" = ""\n',
            [
                "line 1: found the key 'topic' in the file, expected only retired, "
                "topics. Did you mean 'topics'?",
                "line 4: found By air = 'By-air', expected lower-case letters and digits with "
                "single hyphens, such as 'by-sea'",
                "line 5: found By land = 3, expected text in quotation marks",
                "line 7: found Whales = '', expected lower-case letters and digits with single "
                "hyphens, such as 'by-sea'",
            ],
        ),
        (
            '[topics]\n"By sea" = "sea"\n"By air" = "air"\n[retired]\n"sea" = ["sea"]\n'
            '"land" = []\n"air" = ["ship"]\n"air-2" = "air"\n',
            [
                "line 5: found sea = ['sea'], expected the identifiers of other topics, or []",
                "line 6: found land = 'land', expected an identifier under [topics]",
                "line 7: found air = 'ship', expected an identifier under [topics]",
                "line 8: found air-2 = 'air', expected an array of texts, each lower-case letters "
                "and digits with single hyphens, such as 'by-sea'",
                "line 8: found air-2 = 'air-2', expected an identifier under [topics]",
            ],
        ),
        ('topics = ["sea"]\n', ["line 1: found topics = ['sea'], expected a table"]),
    ],
)
def test_all_problems_are_reported_together(tmp_path: Path, text: str, problems: list[str]) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read_identifiers(path)
    assert str(caught.value).splitlines() == [f"{path}, {problem}" for problem in problems]


@pytest.mark.parametrize(
    ("labels", "pinned", "slugs"),
    [
        ([], {}, {}),
        (["By sea", "By air"], {}, {"By sea": "by-sea", "By air": "by-air"}),
        (["By sea", "By sea"], {}, {"By sea": "by-sea"}),
        (["a b", "a-b", "a/b"], {}, {"a b": "a-b", "a-b": "a-b-2", "a/b": "a-b-3"}),
        # A pinned slug is used, wherever its heading is, and even if it is gone.
        (["By sea", "Ships"], {"Ships": "by-sea"}, {"By sea": "by-sea-2", "Ships": "by-sea"}),
        (["By sea"], {"Gone": "by-sea"}, {"By sea": "by-sea-2", "Gone": "by-sea"}),
        (["a 2", "a", "A"], {}, {"a 2": "a-2", "a": "a", "A": "a-3"}),
    ],
)
def test_slugs_are_assigned(
    labels: list[str], pinned: dict[str, str], slugs: dict[str, str]
) -> None:
    assert list(assign_slugs(labels, pinned).items()) == list(slugs.items())


@given(LABELS)
def test_assigned_slugs_are_valid_and_unique(labels: list[str]) -> None:
    slugs = assign_slugs(labels, {})
    assert list(slugs) == list(dict.fromkeys(labels))
    assert len(set(slugs.values())) == len(slugs)
    assert all(map(is_slug, slugs.values()))


@given(LABELS, LABELS)
def test_a_pinned_label_keeps_its_slug_in_every_later_edition(
    first: list[str], second: list[str]
) -> None:
    pinned = assign_slugs(first, {})
    assert {**assign_slugs(second, pinned), **pinned} == assign_slugs(second, pinned)


def test_reading_is_the_inverse_of_writing(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pins")

    @given(LABELS)
    def check(labels: list[str]) -> None:
        pins = assign_slugs(labels, {})
        path = write(folder, pin_topics("", pins))
        assert list(read_identifiers(path).slugs.items()) == list(pins.items())

    check()


def test_retired_topics_are_read(tmp_path: Path) -> None:
    text = HEAD + '"By sea" = "sea"\n"By air" = "air"\n"By land" = "land"\n'
    path = write(tmp_path, f'{text}[retired]\n"sea" = ["air", "land"]\n"air" = []\n')
    place = Place(str(path))
    assert read_identifiers(path).retirements == (
        Retirement("sea", ("air", "land"), replace(place, line=13)),
        Retirement("air", (), replace(place, line=14)),
    )


def test_a_new_file_begins_with_an_explanation() -> None:
    assert pin_topics("", {"By sea": "by-sea"}) == HEAD + '"By sea" = "by-sea"\n'
    assert HEAD.splitlines()[0] == (
        "# The identifiers of the topics: each heading of the index, and the last part of its IRI."
    )


NEW = {"By sea": "sea", "Whales": "whales", 'The "Ark"': "the-ark"}
ADDED = '"Whales" = "whales"\n"The \\"Ark\\"" = "the-ark"\n'
EDITED = """\
# Ours, see the letter of 3 May.
[topics] # as published
'By air'  =  'air'   # once "By plane"

# The chapter on the sea
By-land = "land"
"By sea" = "sea"
"""
RETIRED = """
# Gone since 2021:

[retired]
"land" = ["sea"] # merged
"""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", HEAD + '"By sea" = "sea"\n' + ADDED),
        (EDITED, EDITED + ADDED),
        (EDITED.rstrip(), EDITED + ADDED),
        (EDITED + RETIRED, EDITED + ADDED + RETIRED),
        (RETIRED.lstrip(), RETIRED.lstrip() + '\n[topics]\n"By sea" = "sea"\n' + ADDED),
        (
            'topics."By sea" = "sea"\nretired.sea = []\n',
            'topics."By sea" = "sea"\ntopics."Whales" = "whales"\n'
            'topics."The \\"Ark\\"" = "the-ark"\nretired.sea = []\n',
        ),
    ],
    ids=["new", "edited", "no last line end", "retired", "only retired", "dotted"],
)
def test_new_topics_are_added_and_the_rest_is_unchanged(text: str, written: str) -> None:
    assert pin_topics(text, NEW) == written
    assert pin_topics(written, NEW) == written


@pytest.mark.parametrize(
    "text", ['topics.a = "x"\nretired.x = []\ntopics.b = "z"\n', 'topics = {a = "x", b = "z"}\n']
)
def test_topics_are_added_whatever_the_form_of_the_table(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, pin_topics(text, NEW))
    assert read_identifiers(path).slugs == {"a": "x", "b": "z", **NEW}


def test_many_labels_with_one_slug_are_numbered_in_one_pass() -> None:
    """Trying each number for each label would be 10^9 steps."""
    labels = [f"A{number:b}".translate({48: "!", 49: "?"}) for number in range(50_000)]
    slugs = assign_slugs(labels, {"B": "a-3"})
    assert list(slugs.values())[:3] == ["a", "a-2", "a-4"]
    assert list(slugs.values())[-2:] == ["a-50001", "a-3"]


def test_headings_of_several_editions_may_have_one_identifier(tmp_path: Path) -> None:
    path = write(tmp_path, '[topics]\n"Quays" = "quays"\n"Quais" = "quays"\n')
    assert read_identifiers(path).slugs == {"Quays": "quays", "Quais": "quays"}


def test_topics_of_one_index_have_identifiers_of_their_own(tmp_path: Path) -> None:
    topics = [Topic("Quays", "quays", 1), Topic("Moles", "moles", 2), Topic("Quais", "quays", 3)]
    (problem,) = shared_slugs(topics, tmp_path / "index.identifiers.toml")
    assert (problem.found, problem.expected) == (
        "Quais = 'quays'",
        "another identifier: 'Quays', in the same index, has this one",
    )


def test_a_retired_topic_with_several_headings_is_one(tmp_path: Path) -> None:
    path = write(tmp_path, '[topics]\n"Moles" = "moles"\n"Quays" = "quays"\n"Quais" = "quays"\n')
    index = read_text(b"Topic\tDocument\tParagraphs\nMoles\tA/1\t4\n", "index.txt").dataset.indexes
    (topic,) = find_retired([(read_identifiers(path), index)])
    assert (topic.slug, topic.label) == ("quays", "Quais")
