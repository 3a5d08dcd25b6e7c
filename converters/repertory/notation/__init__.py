"""The grammar of document symbols, paragraph lists and references: parse, format, and parse rows.

`tokens` splits text, `lists`, `paragraphs` and `references` parse the tokens by recursive descent,
and `formatting` writes one paragraph or reference: `parse(format(x)) == x`.
"""

from repertory.notation.entries import ListEntry
from repertory.notation.formatting import (
    cite,
    compact_paragraph,
    format_paragraph,
    format_reference,
)
from repertory.notation.paragraphs import parse_paragraph, parse_paragraphs
from repertory.notation.recommendation_order import order_references
from repertory.notation.references import parse_reference, parse_references
from repertory.notation.row_cells import parse_rows
from repertory.notation.sort_keys import (
    natural_key,
    paragraph_key,
    reference_key,
    section_key,
)
from repertory.notation.symbols import find_symbol, parse_symbol

__all__ = [
    "ListEntry",
    "cite",
    "compact_paragraph",
    "find_symbol",
    "format_paragraph",
    "format_reference",
    "natural_key",
    "order_references",
    "paragraph_key",
    "parse_paragraph",
    "parse_paragraphs",
    "parse_reference",
    "parse_references",
    "parse_rows",
    "parse_symbol",
    "reference_key",
    "section_key",
]
