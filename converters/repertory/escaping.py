"""Escape text for the place where it goes: a terminal, Markdown, HTML, XML, a spreadsheet.

A document, a vocabulary or a server may hold any character. Each place has one function here, so
that no text is taken for a command of the terminal, for markup or for a formula. Patterns are
compiled when they are first used, since every command imports this module.
"""

from __future__ import annotations

import re
from typing import Final

# ── Terminals ────────────────────────────────────────────────────────────────────────────────────

CONTROLS: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Characters that are shown by their numbers: control characters (C0, C1, DEL), which begin the
escape sequences of a terminal; line and paragraph separators; embeddings, overrides and isolates,
which reorder the text around them (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters)
and so can make it read as another text (https://www.unicode.org/reports/tr55/); invisible
characters; and lone surrogates. The marks LRM, RLM and ALM stay, as do joiners and soft hyphens:
Arabic, Persian and Indic texts are spelt with them, and they override no direction."""

_BREAKS: Final = "\r\n|[\n\t]"


class Bold(str):
    """A text that a terminal shows in bold; the exit adds that after the text is escaped."""

    __slots__ = ()


def show_controls(text: str) -> str:
    r"""Write characters that would steer a terminal by their numbers; line breaks and tabs stay.

    >>> print(show_controls("red: \x1b[31m\nturned: \u202e"))
    red: \x1b[31m
    turned: \u202e
    """
    if text.isprintable():
        return text
    return re.sub(CONTROLS, _number, text.replace("\r\n", "\n"))


def show_in_line(text: str) -> str:
    r"""Write a text on one line, with control characters by their numbers.

    >>> print(show_in_line("Fog\nWARNING: \x9b2J"))
    Fog WARNING: \x9b2J
    """
    return text if text.isprintable() else show_controls(re.sub(_BREAKS, " ", text))


def _number(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


# ── Markdown, HTML and XML ───────────────────────────────────────────────────────────────────────

_MARKUP: Final = r"[&<>]|[\\`*_{}\[\]|~#$!]|(?<=:)//|(?i:(?<=www)\.)"
"""What CommonMark (https://spec.commonmark.org/0.31.2/#backslash-escapes) or GitHub's tables, bare
links, strikethrough and formulas take for markup inside a line."""

_BLOCK: Final = r"^([0-9]{0,9})([-+=.)])"
"""What begins a list or underlines a heading (https://spec.commonmark.org/0.31.2/#list-items)."""

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

_NOT_XML: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"

_IN_TEXT: Final = "[&<>\r]"
_IN_ATTRIBUTE: Final = '[&<>"\t\n\r]'
_REFERENCES: Final = {**_ENTITIES, '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escape_markdown(text: str) -> str:
    r"""Write a text on one line of Markdown so that it stays text, whatever it holds.

    It must not begin a line; `begin_markdown` does.

    >>> escape_markdown("a|b <i>V.2.e</i> [*]")
    'a\\|b &lt;i&gt;V.2.e&lt;/i&gt; \\[\\*\\]'
    """
    return re.sub(
        _MARKUP, lambda found: _ENTITIES.get(found[0]) or f"\\{found[0]}", show_in_line(text)
    )


def begin_markdown(text: str) -> str:
    r"""Escape a text for Markdown that begins a line.

    >>> begin_markdown("1. - a"), begin_markdown("- a")
    ('1\\. - a', '\\- a')
    """
    return re.sub(_BLOCK, r"\1\\\2", escape_markdown(text).lstrip())


def quote_markdown(text: str) -> str:
    """Escape a text for Markdown and put it in quotation marks.

    >>> quote_markdown("II.24–27")
    '“II.24–27”'
    """
    return f"\u201c{escape_markdown(text)}\u201d"


def escape_xml(text: str) -> str:
    r"""Write a text into an XML element.

    >>> escape_xml('a < "b"\x01')
    'a &lt; "b"�'
    """
    return re.sub(_IN_TEXT, lambda found: _REFERENCES[found[0]], replace_unwritable(text))


def escape_attribute(text: str) -> str:
    r"""Write a text into an XML attribute with double quotes; its line breaks are kept.

    >>> escape_attribute('a < "b"\n')
    'a &lt; &quot;b&quot;&#10;'
    """
    return re.sub(_IN_ATTRIBUTE, lambda found: _REFERENCES[found[0]], replace_unwritable(text))


def replace_unwritable(text: str) -> str:
    r"""Put U+FFFD for what XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).

    >>> replace_unwritable("Border\f control")
    'Border� control'
    """
    return text if text.isprintable() else re.sub(_NOT_XML, "\ufffd", text)


# ── Spreadsheets ─────────────────────────────────────────────────────────────────────────────────

_SIGN: Final = "-+=@\uff0b\uff0d\uff1d\uff20\ufe62\ufe63\ufe66\ufe6b"
"""What begins a formula, after https://owasp.org/www-community/attacks/CSV_Injection: also in the
widths of East Asian text, which some spreadsheets read as the narrow signs."""

_SEPARATOR: Final = ",;\t\r\n"
"""What may part cells: a spreadsheet takes the separator of its own country, whatever ours is."""

_BEFORE: Final = (
    "(?:[^\\S\t\r\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\"'])*"
)
"""What a spreadsheet may drop before a sign: blanks, invisible characters, quotation marks."""

_FIRST: Final = f"(?={_BEFORE}[{_SIGN}\t\r\n])"
_LATER: Final = f"(?={_BEFORE}[{_SIGN}])"
_UNGUARDED: Final = f"\\A{_FIRST}|(?<=[{_SEPARATOR}]){_LATER}"
_GUARDED: Final = f"\\A'{_FIRST}|(?<=[{_SEPARATOR}])'{_LATER}"
_FORMULA: Final = f"((?:\\A|[{_SEPARATOR}]){_BEFORE})([{_SIGN}])"


def guard_formulas(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula.

    That is at the beginning of a text, and behind a comma, semicolon, tab or line break in it,
    where a spreadsheet with another separator begins a cell. `unguard_formulas` is the inverse.

    >>> guard_formulas("=HYPERLINK(A1)"), guard_formulas("'=1"), guard_formulas("Fog;=1")
    ("'=HYPERLINK(A1)", "''=1", "Fog;'=1")
    >>> guard_formulas("Emergencies - general"), guard_formulas("'tween decks")
    ('Emergencies - general', "'tween decks")
    """
    return re.sub(_UNGUARDED, "'", text)


def unguard_formulas(text: str) -> str:
    """Take off the apostrophes of `guard_formulas`; a text that has none stays as it is.

    >>> unguard_formulas("'=HYPERLINK(A1)"), unguard_formulas("''=1"), unguard_formulas("=1")
    ('=HYPERLINK(A1)', "'=1", '=1')
    """
    return re.sub(_GUARDED, "", text)


def guard_line(text: str) -> str:
    r"""Guard a text against formulas and write it on one line, as a cell of CSV.

    >>> guard_line("=HYPERLINK(A1,\n2)")
    "'=HYPERLINK(A1, 2)"
    """
    return " ".join(guard_formulas(text).splitlines())


def number_formulas(text: str) -> str:
    r"""Write the signs that would begin a formula by their numbers, as Turtle and YAML read them.

    >>> print(number_formulas('"=1+1"@en'), number_formulas('title: "Fog;=1"'))
    "\u003D1+1"@en title: "Fog;\u003D1"
    """
    return re.sub(_FORMULA, lambda found: f"{found[1]}\\u{ord(found[2]):04X}", text)
