"""Escape text for a terminal, Markdown, HTML, XML or a spreadsheet.

Text from a document, a vocabulary or a server may contain any character. These functions keep it
from being interpreted as a terminal command, markup or a formula. Patterns are compiled when they
are first used, since every command imports this module.
"""

from __future__ import annotations

import re
from typing import Final

# ── Terminals ────────────────────────────────────────────────────────────────────────────────────

CONTROLS: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Characters that are shown by their code points: control characters (C0, C1, DEL), which begin
the escape sequences of a terminal; line and paragraph separators; embeddings, overrides and
isolates, which reorder the text around them
(https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters) and so can make it read
differently (https://www.unicode.org/reports/tr55/); invisible characters; and lone surrogates. The
marks LRM, RLM and ALM, joiners and soft hyphens are kept: Arabic, Persian and Indic spelling needs
them, and they do not override the direction."""

_BREAKS: Final = "\r\n|[\n\t]"


class Bold(str):
    """Text that a terminal shows in bold; the codes are added after the text is escaped."""

    __slots__ = ()


def show_controls(text: str) -> str:
    r"""Replace characters that would control a terminal with escapes; keep line breaks and tabs.

    >>> print(show_controls("red: \x1b[31m\nturned: \u202e"))
    red: \x1b[31m
    turned: \u202e
    """
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return re.sub(CONTROLS, _number, text.replace("\r\n", "\n"))


def show_in_line(text: str) -> str:
    r"""Write text on one line, with escapes for control characters.

    >>> print(show_in_line("Fog\nWARNING: \x9b2J"))
    Fog WARNING: \x9b2J
    """
    return text if text.isprintable() else show_controls(re.sub(_BREAKS, " ", text))


def _number(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


# ── Markdown, HTML and XML ───────────────────────────────────────────────────────────────────────

_MARKUP: Final = r"[&<>]|[\\`*_{}\[\]|~#$!]|(?<=:)//|(?i:(?<=www)\.)"
"""Markup inside a line, in CommonMark (https://spec.commonmark.org/0.31.2/#backslash-escapes) and
in GitHub's tables, bare links, strikethrough and formulas."""

_BLOCK: Final = r"^([0-9]{0,9})([-+=.)])"
"""The beginning of a list item or the underline of a heading
(https://spec.commonmark.org/0.31.2/#list-items)."""

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

_NOT_XML: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"

_IN_TEXT: Final = "[&<>\r]"
_IN_ATTRIBUTE: Final = '[&<>"\t\n\r]'
_REFERENCES: Final = {**_ENTITIES, '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escape_markdown(text: str) -> str:
    r"""Escape text for Markdown, on one line; at the beginning of a line use `begin_markdown`.

    >>> escape_markdown("a|b <i>V.2.e</i> [*]")
    'a\\|b &lt;i&gt;V.2.e&lt;/i&gt; \\[\\*\\]'
    """
    return re.sub(
        _MARKUP, lambda found: _ENTITIES.get(found[0]) or f"\\{found[0]}", show_in_line(text)
    )


def begin_markdown(text: str) -> str:
    r"""Escape text for the beginning of a line of Markdown.

    >>> begin_markdown("1. - a"), begin_markdown("- a")
    ('1\\. - a', '\\- a')
    """
    return re.sub(_BLOCK, r"\1\\\2", escape_markdown(text).lstrip())


def quote_markdown(text: str) -> str:
    """Escape text for Markdown and put it in quotation marks.

    >>> quote_markdown("II.24–27")
    '“II.24–27”'
    """
    return f"\u201c{escape_markdown(text)}\u201d"


def escape_xml(text: str) -> str:
    r"""Escape text for an XML element.

    >>> escape_xml('a < "b"\x01')
    'a &lt; "b"�'
    """
    return re.sub(_IN_TEXT, lambda found: _REFERENCES[found[0]], replace_unwritable(text))


def escape_attribute(text: str) -> str:
    r"""Escape text for an XML attribute in double quotes; line breaks are kept.

    >>> escape_attribute('a < "b"\n')
    'a &lt; &quot;b&quot;&#10;'
    """
    return re.sub(_IN_ATTRIBUTE, lambda found: _REFERENCES[found[0]], replace_unwritable(text))


def replace_unwritable(text: str) -> str:
    r"""Replace characters that XML 1.0 does not allow with U+FFFD.

    See https://www.w3.org/TR/xml/#charsets.

    >>> replace_unwritable("Border\f control")
    'Border� control'
    """
    return text if text.isprintable() else re.sub(_NOT_XML, "\ufffd", text)


# ── Spreadsheets ─────────────────────────────────────────────────────────────────────────────────

_SIGN: Final = "-+=@\uff0b\uff0d\uff1d\uff20\ufe62\ufe63\ufe66\ufe6b"
"""The signs that begin a formula (https://owasp.org/www-community/attacks/CSV_Injection), with
their full-width and small forms, which some spreadsheets treat alike."""

_BEGINNERS: Final = frozenset(f"{_SIGN}\t\r\n")
"""The characters without which no text has to be guarded."""

_SEPARATOR: Final = ",;\t\r\n"
"""Characters that may separate cells: a spreadsheet uses the separator of its locale, not ours."""

_SEPARATORS: Final = frozenset(_SEPARATOR)

_BEFORE: Final = (
    "(?:[^\\S\t\r\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\"'])*"
)
"""What a spreadsheet may ignore before a sign: blanks, invisible characters, quotation marks."""

_FIRST: Final = f"(?={_BEFORE}[{_SIGN}\t\r\n])"
_LATER: Final = f"(?={_BEFORE}[{_SIGN}])"
_UNGUARDED: Final = f"\\A{_FIRST}|(?<=[{_SEPARATOR}]){_LATER}"
_GUARDED: Final = f"\\A'{_FIRST}|(?<=[{_SEPARATOR}])'{_LATER}"
_FORMULA: Final = f"((?:\\A|[{_SEPARATOR}]){_BEFORE})([{_SIGN}])"


def guard_formulas(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Formulas can begin with the text, or after a comma, semicolon, tab or line break in it, where a
    spreadsheet with another separator begins a cell. `unguard_formulas` is the inverse.

    >>> guard_formulas("=HYPERLINK(A1)"), guard_formulas("'=1"), guard_formulas("Fog;=1")
    ("'=HYPERLINK(A1)", "''=1", "Fog;'=1")
    >>> guard_formulas("Emergencies - general"), guard_formulas("'tween decks")
    ('Emergencies - general', "'tween decks")
    """
    if _BEGINNERS.isdisjoint(text):
        return text
    if text[0].isalnum() and _SEPARATORS.isdisjoint(text):  # most IRIs
        return text
    return re.sub(_UNGUARDED, "'", text)


def unguard_formulas(text: str) -> str:
    """Remove the apostrophes that `guard_formulas` adds.

    >>> unguard_formulas("'=HYPERLINK(A1)"), unguard_formulas("''=1"), unguard_formulas("=1")
    ('=HYPERLINK(A1)', "'=1", '=1')
    """
    return re.sub(_GUARDED, "", text) if "'" in text else text


def guard_line(text: str) -> str:
    r"""Guard text against formulas and write it on one line, for a cell of CSV.

    >>> guard_line("=HYPERLINK(A1,\n2)")
    "'=HYPERLINK(A1, 2)"
    """
    guarded = guard_formulas(text)
    return guarded if guarded.isprintable() else " ".join(guarded.splitlines())


def number_formulas(text: str) -> str:
    r"""Replace signs that would begin a formula with the escapes of Turtle and YAML.

    >>> print(number_formulas('"=1+1"@en'), number_formulas('title: "Fog;=1"'))
    "\u003D1+1"@en title: "Fog;\u003D1"
    """
    return re.sub(_FORMULA, lambda found: f"{found[1]}\\u{ord(found[2]):04X}", text)
