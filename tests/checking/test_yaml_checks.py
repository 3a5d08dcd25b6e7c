"""Reading YAML within limits, with the line of each problem."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from repertory.checking.yaml_checks import MAXIMUM_DEPTH, read_yaml
from repertory.errors import SourceError

COLON = "(mapping values are not allowed here)"
YAML = "expected YAML"
ADVICE = "Put text that contains a colon or # in quotation marks."


def nested(depth: int) -> str:
    return f"a: {'[' * (depth - 1)}{']' * (depth - 1)}"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        (
            "a: b\nc: d: e\n",
            2,
            f"'c: d: e' {COLON}, {YAML}. {ADVICE}",
        ),
        ("a: 1\na: 2\n", 2, f"the duplicate key 'a', {YAML}. Keep one of the two."),
        ("a:\n  ? [b]\n  : c\n", 2, f"a key that is not text, {YAML}. Write the key as a word."),
        (
            "a: &x [b]\nc:\n- *x\n",
            3,
            f"the alias *x, {YAML}. Write out its value.",
        ),
        (
            "- a\n",
            1,
            f"['a'] without a key, {YAML}. Write each line as a key, a colon and a value.",
        ),
        ("a: b\n---\nc: d\n", 2, f"'---' (but found another document), {YAML}. {ADVICE}"),
        (
            f"\n{nested(MAXIMUM_DEPTH + 1)}",
            2,
            f"more than 20 nested lists and mappings, {YAML}. Is it the right file?",
        ),
        ("a: b\nc: \x07", 2, f"the character U+0007, {YAML}. Remove it."),
        (
            'a: b\nc: "\\ud800"\n',
            2,
            f"half of a surrogate pair (\\ud800), {YAML}. Remove it, or write the whole character.",
        ),
        (
            '\na: "\\U0010ffff\\U00110000"\n',
            2,
            f"an invalid escape sequence (\\U00110000), {YAML}. Remove it.",
        ),
        (
            "a: b\u2028c: d: e",
            1,
            f"'a: b\\u2028c: d: e' {COLON}, {YAML}. {ADVICE}",
        ),
        ('a: "b\n', 2, f"'' (found unexpected end of stream), {YAML}. {ADVICE}"),
    ],
)
def test_unsupported_yaml_is_an_error_with_its_place(text: str, line: int, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_yaml(text, Path("f.yml"))
    assert str(caught.value) == f"f.yml, line {line}: found {found}"


@pytest.mark.parametrize("loader", ["CBaseLoader", "BaseLoader"])
def test_both_parsers_give_the_same(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every installation has libyaml."""
    if loader == "BaseLoader":
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    text = 'a: "\\ud83d\\udea2"\nb: [yes, 1, ~, 2019-07-16]\nc: |\n  d\n  e\n'
    file = read_yaml(text, Path("f.yml"))
    assert file.root.values == {
        "a": "\U0001f6a2",
        "b": ["yes", "1", "~", "2019-07-16"],
        "c": "d\ne\n",
    }
    assert file.place(("c",)).line == 3


def test_yaml_may_have_the_maximum_depth_or_be_empty() -> None:
    assert read_yaml(nested(MAXIMUM_DEPTH), Path("f.yml")).root.values.keys() == {"a"}
    assert read_yaml("# a comment\n", Path("f.yml")).root.values == {}


def test_the_line_of_a_value_is_that_of_its_key() -> None:
    file = read_yaml("a:\n  b:\n    - c\n    - d: e\n", Path("f.yml"))
    lines = [file.place(keys).line for keys in (("a", "b"), ("a", "b", 1), ("a", "b", 1, "d", 9))]
    assert lines == [2, 4, 4]
