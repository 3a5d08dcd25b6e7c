"""Tables of a fictitious body, laid out as on pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

TITLES = "Topic\tMeeting report\t\tReference in LIGHT/WG.2/2031/9\n\tDocument\tParagraphs\t\n"


@pytest.fixture
def arranged() -> Callable[[str], Layout]:
    """Arrange lines below the usual titles; `>` is a tab, `«i»` is a tag."""

    def read(lines: str) -> Layout:
        text = TITLES + lines.replace(">", "\t").replace("«", "<").replace("»", ">")
        return arrange(read_bytes(text.encode(), "lighthouses.txt"))

    return read


@pytest.fixture
def headings() -> Callable[[Layout], list[tuple[str, str]]]:
    """Return the heading and the report of each row."""
    return lambda layout: [(row.heading, row.document.text) for row in layout.rows]
