"""The fonts of the documents that tests print, so that the layout is the same everywhere."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.oxml.ns import qn

NAMES: Final = {
    "ascii": "DejaVu Serif",
    "hAnsi": "DejaVu Serif",
    "cs": "DejaVu Sans",
    "eastAsia": "Droid Sans Fallback",
}
"""The font of each group of scripts; `tests/programs.py` lets LibreOffice see these only."""


def name_fonts(document: Document) -> None:
    """Set the fonts of a document."""
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for scripts, font in NAMES.items():
        fonts.set(qn(f"w:{scripts}"), font)
