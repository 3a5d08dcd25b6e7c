"""Columns are assigned as `topic=1,document=2`."""

from __future__ import annotations

import pytest

from repertory.errors import NotationError
from repertory.settings.columns import parse_columns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("topic=1,document=2", "a column for paragraphs"),
        ("topic=0,document=2,paragraphs=3", "columns such as topic=1"),
        ("topic=1,document=1,paragraphs=3", "each column once"),
        ("topic=1,topic=2,document=3", "each column once"),
        ("topic=1,report=2,paragraphs=3", "columns such as topic=1"),
        ("", "columns such as topic=1"),
    ],
)
def test_an_invalid_assignment_is_an_error(text: str, expected: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_columns(text)
    assert caught.value.expected.startswith(expected)
