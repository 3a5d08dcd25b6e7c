"""Columns are assigned as `topic=1,document=2`."""

from __future__ import annotations

import pytest

from repertory.errors import NotationError
from repertory.settings.columns import ROLES, format_columns, parse_columns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("topic=1,paragraphs=2", "a column for document"),
        ("document=1,paragraphs=2", "a column for topic or text"),
        ("position=1", "a column for topic or text and document"),
        ("topic=0,document=2,paragraphs=3", "columns such as topic=1"),
        ("topic=1,document=1,paragraphs=3", "each column once"),
        ("topic=1,topic=1,document=3", "each column once"),
        ("topic=1,document=2,document=3", "one column for document"),
        ("topic=1,report=2,paragraphs=3", "columns such as topic=1"),
        ("", "columns such as topic=1"),
    ],
)
def test_an_invalid_assignment_is_an_error(text: str, expected: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_columns(text)
    assert caught.value.expected.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "topic=1,document=2",
        "text=3,session=1",
        "topic=3,topic=4,decision=1,document=2",
        "topic=1,document=2,reference=4,reference=3",
    ],
)
def test_an_assignment_is_read_as_it_is_written(text: str) -> None:
    assert format_columns(parse_columns(text)) == text


def test_a_column_may_have_any_role() -> None:
    text = ",".join(f"{role}={number}" for number, role in enumerate(ROLES, 1))

    assert [role for role, _ in parse_columns(text)] == list(ROLES)
