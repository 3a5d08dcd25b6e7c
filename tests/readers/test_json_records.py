"""JSON: records are rows, their keys are titles; a damaged file is refused, never read in part."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repertory.errors import SourceError
from repertory.readers import json_records, read_bytes
from repertory.readers.json_records import MAXIMUM_RECORD, read

RECORDS = [
    {"Symbol": "A/1", "Themes": ["Ropes", "Nets"], "Number": 4},
    {"Symbol": "A/2", "Themes": [], "Number": None, "Text": "Mend\nthe nets."},
]
CELLS = [
    ["Symbol", "Themes", "Number", "Text"],
    ["A/1", "- Ropes - Nets", "4"],
    ["A/2", "", "", "Mend the nets."],
]


def cells(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in line] for line in read(content, "a.json").lines]


def fault(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(content, "a.json")
    return str(caught.value.problems[0])


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        "\ufeff" + json.dumps(RECORDS),
        "\n".join(map(json.dumps, RECORDS)) + "\n",
        json.dumps({"count": 2, "results": RECORDS}),
        json.dumps({"results": RECORDS, "next": None}),
    ],
    ids=["array", "indented", "mark", "lines", "in an object", "with keys after it"],
)
def test_records_are_rows_in_every_form(text: str) -> None:
    assert cells(text.encode()) == CELLS


def test_parts_of_a_list_are_on_lines_and_entities_are_decoded() -> None:
    line = read(b'[{"a": ["x", null, "y"], "b": ["z"], "c": "M &amp; N"}]', "a.json").lines[1]
    assert [(cell.text, cell.breaks) for cell in line] == [
        ("- x - y", (3,)),
        ("z", ()),
        ("M & N", ()),
    ]


def test_a_place_names_the_record() -> None:
    table = read_bytes(json.dumps(RECORDS).encode(), "export.json")
    assert str(table.lines[2][0].place) == "export.json, record 2"
    assert table.source.media_type == "application/json"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'[{"a": 1}', "the end of the file after 1 records"),  # cut between two records
        (b'[{"a": 1},', "the end of the file after 1 records"),
        (b'[{"a": 1}, {"a"', "record 2: found invalid JSON (Expecting ':' delimiter)"),
        (b'[{"a": 1}, 2]', "'2' after 1 records"),
        (b'{"a": 1} x', "'x' after 1 records"),
        (b"[]", "no record with a value"),
        (b'[{"a": null}]', "no record with a value"),
        (b'[{"a": "\xff"}]', "b'\\xff', which is not UTF-8"),
        (b'[{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]", "values nested too deeply"),
        (b'[{"a": ' + b"9" * 5_000 + b"}]", "Exceeds the limit"),
        (b'[{"a": "' + b"x" * 2 * MAXIMUM_RECORD + b'"}]', "record 1: found invalid JSON"),
        (b"[" + b'{"a": 1},' * 300_001 + b"]", "more than 300,000 lines"),
        (b"[{" + b",".join(b'"%d": 1' % n for n in range(1_001)) + b"}]", "more than 1,000 keys"),
    ],
)
def test_a_damaged_file_is_refused(content: bytes, found: str) -> None:
    assert found in fault(content)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text(max_size=4), VALUES, min_size=1), min_size=1, max_size=5))
def test_where_a_file_is_divided_makes_no_difference(records: list[dict[str, object]]) -> None:
    content = json.dumps(records, ensure_ascii=False).encode("utf-8", "ignore")
    whole = _outcome(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_records, "MAXIMUM_RECORD", 7)
        patch.setattr(json_records._Text, "extend", _without_limit)
        assert _outcome(content) == whole


_extend = json_records._Text.extend


def _without_limit(text: json_records._Text) -> bool:
    """Read the next part even if a record is longer than it."""
    shown, text.shown, position, text.position = text.shown, "", text.position, 0
    more = _extend(text)
    text.shown = shown[position:] + text.shown
    return more


def _outcome(content: bytes) -> object:
    try:
        return cells(content)
    except SourceError as error:
        return str(error)
