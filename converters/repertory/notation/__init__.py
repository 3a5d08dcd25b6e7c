"""The grammar of document symbols, paragraph lists and references: parse, format, and parse rows.

`tokens` splits text, `lists`, `paragraphs` and `references` parse the tokens by recursive descent,
and `formatting` writes one paragraph or reference: `parse(format(x)) == x`.
"""

from repertory.notation.documents import (
    CitedDocument,
    is_symbol,
    parse_document,
    parse_documents,
)
from repertory.notation.entries import ListEntry
from repertory.notation.formatting import (
    cite,
    compact_paragraph,
    format_paragraph,
    format_reference,
)
from repertory.notation.paragraphs import parse_paragraph, parse_paragraphs
from repertory.notation.places import containing, is_plain
from repertory.notation.recommendation_order import order_references
from repertory.notation.references import parse_reference, parse_references
from repertory.notation.row_cells import PART, ReadRows, each_document, parse_rows
from repertory.notation.sort_keys import (
    natural_key,
    paragraph_key,
    reference_key,
    section_key,
)
from repertory.notation.symbols import find_symbol, parse_symbol

__all__ = [
    "PART",
    "CitedDocument",
    "ListEntry",
    "ReadRows",
    "cite",
    "compact_paragraph",
    "containing",
    "each_document",
    "find_symbol",
    "format_paragraph",
    "format_reference",
    "is_plain",
    "is_symbol",
    "natural_key",
    "order_references",
    "paragraph_key",
    "parse_document",
    "parse_documents",
    "parse_paragraph",
    "parse_paragraphs",
    "parse_reference",
    "parse_references",
    "parse_rows",
    "parse_symbol",
    "reference_key",
    "section_key",
]
