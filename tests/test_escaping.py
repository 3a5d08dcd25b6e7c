"""Foreign text stays text: on a terminal, in Markdown, in XML and in spreadsheets."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pyoxigraph
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import repertory
from repertory.escaping import (
    begin_markdown,
    escape_attribute,
    escape_markdown,
    escape_xml,
    guard_formulas,
    guard_line,
    number_formulas,
    replace_unwritable,
    show_controls,
    show_in_line,
    unguard_formulas,
)
from repertory.linking.sssom.mapping_set import (
    BUILT_IN,
    MappingSet,
    SssomMapping,
    parse_sssom,
    write_sssom,
)
from repertory.rdf import n3
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.vocabulary import SEMAPV, SKOS

PACKAGE: Final = Path(repertory.__file__).parent
REORDERING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ALL: Final = "".join(map(chr, range(sys.maxunicode + 1)))
PARSER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])

anything: Final = st.text(st.characters(codec=None))
"""Texts of any code points, with lone surrogates."""


def controls(letter: str) -> bool:
    """Return whether a character can control a terminal, break a line or reorder text."""
    kind = unicodedata.category(letter)
    return kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(letter) in REORDERING


# ── Terminals ────────────────────────────────────────────────────────────────────────────────────


def test_characters_that_control_a_terminal_are_escaped() -> None:
    assert [ascii(each) for each in show_controls(ALL) if controls(each)] == [r"'\t'", r"'\n'"]
    assert [ascii(each) for each in show_in_line(ALL) if controls(each)] == []


@given(anything)
def test_text_for_a_terminal_is_escaped_once(text: str) -> None:
    assert show_controls(show_controls(text)) == show_controls(text)
    assert show_controls(show_in_line(text)) == show_in_line(text)


@pytest.mark.parametrize(
    "text", ["Fog, general", "Пограничный контроль", "\u200fتهريب\u200f", "نمی\u200cخواهم", "C:\\x"]
)
def test_texts_of_all_languages_are_unchanged(text: str) -> None:
    assert (show_controls(text), show_in_line(text)) == (text, text)


def test_controls_are_shown_by_their_code_points() -> None:
    text = "\x1b[31m\x9b2J\x7f\u202ex\u2066y\u2028\ud800\U000e0041\r"
    shown = r"\x1b[31m\x9b2J\x7f\u202ex\u2066y\u2028\ud800\U000e0041\r"
    assert (show_controls(text), show_in_line(text)) == (shown, shown)


def test_line_breaks_stay_or_become_blanks() -> None:
    assert show_controls("a\nb\r\nc\td") == "a\nb\nc\td"
    assert show_in_line("a\nb\r\nc\td") == "a b c d"


PRINTING: Final = {"echo", "secho", "style", "prompt", "confirm", "progressbar", "edit", "pause"}


def printing(path: Path) -> list[str]:
    """Return the calls of a module that print directly."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if name == "print" or name.removeprefix("click.") in PRINTING or "echo" in name:
            found.append(f"{path.relative_to(PACKAGE)}: {name}")
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.stderr.write":
            found.append(f"{path.relative_to(PACKAGE)}: sys.stderr.write")
    return found


def test_only_one_module_prints() -> None:
    output = PACKAGE / "commands" / "output.py"
    assert printing(output)
    others = [path for path in PACKAGE.rglob("*.py") if path != output]
    assert [call for path in others for call in printing(path)] == []


# ── Markdown and XML ─────────────────────────────────────────────────────────────────────────────


def shown(source: str) -> tuple[list[str], str]:
    """Render one block; return the kinds of its tokens other than text, and its text."""
    tokens = PARSER.parse(source)
    children = [child for token in tokens for child in token.children or []]
    kinds = {token.type for token in tokens} | {child.type for child in children}
    left = kinds - {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    return sorted(left), "".join(child.content for child in children)


@given(anything | st.text(alphabet="ab \\`*_{}[]()<>#+-.!|~&$:/w=@\"'^;1"))
@example("\x1b[31m\u202e")
@example("[a](https://example.org) ![b](c.png) [d]: e ~~f~~ $x$")
def test_markdown_is_rendered_as_the_escaped_text(text: str) -> None:
    assert shown(f"“{escape_markdown(text)}”") == ([], f"“{show_in_line(text)}”")


def test_an_address_in_markdown_is_not_a_link() -> None:
    """GitHub links plain addresses (https://github.github.com/gfm/#autolinks-extension-)."""
    assert escape_markdown("https://a.org www.a.org") == r"https:\//a.org www\.a.org"


@given(anything | st.text(alphabet="01 -+=.)#>ab"))
@example("- a")
@example("12. a")
@example("===")
@example("    code")
def test_markdown_that_begins_a_line_is_a_paragraph(text: str) -> None:
    assert shown(f"{begin_markdown(text)}\n") == ([], show_in_line(text).strip())


@given(anything)
def test_xml_is_parsed_as_the_escaped_text(text: str) -> None:
    source = f'<a b="{escape_attribute(text)}">{escape_xml(text)}</a>'
    read = ElementTree.fromstring(source)
    assert (read.get("b"), read.text or "") == (replace_unwritable(text),) * 2


# ── Spreadsheets ─────────────────────────────────────────────────────────────────────────────────

SIGNS: Final = "=+-@＝＋－＠﹦﹢﹣﹫"
cells: Final = st.text(alphabet=f"ab1;,|\t\n\r \u00a0\u200b\ufeff\"'{SIGNS}\x00") | st.text()


def runs(text: str) -> bool:
    """Return whether a spreadsheet might run a part of a text, whatever separates its cells."""
    parts = (part.lstrip('"\x00 \u00a0\u200b\ufeff') for part in re.split("[;,\t\r\n]", text))
    return any(part.startswith(tuple(SIGNS)) for part in parts)


@given(cells)
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    assert not runs(guard_formulas(text))
    assert not runs(guard_line(text))
    assert len(guard_line(text).splitlines()) <= 1
    assert not guard_formulas(text).startswith(("\t", "\r", "\n"))


@given(cells)
@example("'=1")
@example("''=1;'-2")
def test_unguarding_is_the_inverse_of_guarding(text: str) -> None:
    assert unguard_formulas(guard_formulas(text)) == text


@given(st.text(alphabet="ab '-", min_size=1))
def test_a_text_without_a_guard_is_unchanged(text: str) -> None:
    guarded = re.match("'[ ']*-", text) is not None
    assert guarded or unguard_formulas(text) == text


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("＝1+1", "'＝1+1"),
        (" =1", "' =1"),
        ("\u200b@SUM(A1)", "'\u200b@SUM(A1)"),
        ("Fog;=1", "Fog;'=1"),
        ("'=1", "''=1"),
        *((each, each) for each in ("", "a=1", "8(e)", "–1", "'tween", "Fog - general")),
    ],
)
def test_only_the_beginning_of_a_formula_is_guarded(text: str, guarded: str) -> None:
    assert guard_formulas(text) == guarded


@given(cells)
def test_escaped_signs_are_the_same_literal(text: str) -> None:
    written = number_formulas(n3(Literal(text)))
    (quad,) = pyoxigraph.parse(f"<a:a> <a:b> {written} .", pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    assert not runs(written)


@given(cells, cells)
def test_a_mapping_file_is_read_back_and_runs_no_formula(text: str, title: str) -> None:
    """A carriage return is read as a line feed, as in RDF/XML; a blank cell is empty."""
    label = re.sub("\r\n?", "\n", text)
    column = re.sub("\r\n?", "\n", title).strip() or "note"
    slots = {"comment": label, f"x{column}": label, f"={column}": label} if label.strip() else {}
    mapping = SssomMapping(
        *(IRI("https://example.org/1"), SKOS.exactMatch, IRI("https://example.org/2")),
        SEMAPV.LexicalMatching,
        slots,
    )
    plain = "".join(each for each in text if each.isprintable())
    metadata = {"title": plain, "see_also": [plain]}
    written = write_sssom(
        MappingSet({**BUILT_IN, "a": "https://example.org/"}, (mapping,), metadata)
    )
    read = parse_sssom(written)
    assert dict(read.mappings[0].slots) == slots
    assert read.metadata == metadata
    assert not runs(written.replace('"', ""))


def test_metadata_with_escaped_signs_are_yaml() -> None:
    line = number_formulas('#title: "Fog;=1+1, -2"')
    assert line == r'#title: "Fog;\u003D1+1, \u002D2"'
    assert yaml.safe_load(line.removeprefix("#")) == {"title": "Fog;=1+1, -2"}
