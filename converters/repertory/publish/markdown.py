"""Write text into Markdown so that it stays text, whatever it holds."""

from __future__ import annotations

import re
from typing import Final

MARKUP: Final = re.compile(r"[&<>]|[\\`*_{}\[\]|~#$!]|(?<=:)//|(?<=www)\.", re.IGNORECASE)
"""What CommonMark (https://spec.commonmark.org/0.31.2/#backslash-escapes) or GitHub's tables, bare
links, strikethrough and formulas take for markup inside a line."""

ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    r"""Escape what Markdown or HTML would take for markup; the result is one line.

    It must not begin a line: `1.`, `-` and their like are markup there.

    >>> escape("a|b <i>V.2.e</i> [*]")
    'a\\|b &lt;i&gt;V.2.e&lt;/i&gt; \\[\\*\\]'
    """
    line = " ".join(text.splitlines()).replace("\t", " ")
    return MARKUP.sub(lambda found: ENTITIES.get(found[0]) or f"\\{found[0]}", line)


def quote(text: str) -> str:
    """Escape a text and put it in quotation marks.

    >>> quote("II.24–27")
    '“II.24–27”'
    """
    return f"\u201c{escape(text)}\u201d"
