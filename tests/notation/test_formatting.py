"""A formatted list omits numbers that the reader can complete, and no others."""

from __future__ import annotations

import pytest
from tests.notation.list_format import format_paragraphs

from repertory.notation import ListEntry, parse_paragraph


@pytest.mark.parametrize(
    ("paragraphs", "written"),
    [
        (("8", "9"), "8 and 9"),
        (("8", "8"), "8 and 8"),
        (("8", "8 (a)"), "8 and 8 (a)"),
        (("8 (a)", "8"), "8 (a) and 8"),
        (("8 (a)", "8 (b)"), "8 (a) and (b)"),
        (("8 (b)", "8 (a)"), "8 (b) and (a)"),
        (("8 (a)", "9 (b)"), "8 (a) and 9 (b)"),
        (("8 (a)", "8 bis (b)"), "8 (a) and 8 bis (b)"),
        (("8 (a) (i)", "8 (a) (ii)"), "8 (a) (i) and (ii)"),
        (("8 (a) (ii)", "8 (a) (i)"), "8 (a) (ii) and 8 (a) (i)"),
        (("8 (a) (i)", "8 (b) (ii)"), "8 (a) (i) and 8 (b) (ii)"),
        (("8 (a) (i)", "8 (b)"), "8 (a) (i) and 8 (b)"),
        (("8 (a)", "8 (a) (i)"), "8 (a) and 8 (a) (i)"),
    ],
)
def test_a_number_is_omitted_before_further_items_of_it(
    paragraphs: tuple[str, ...], written: str
) -> None:
    assert format_paragraphs([ListEntry(parse_paragraph(each)) for each in paragraphs]) == written
