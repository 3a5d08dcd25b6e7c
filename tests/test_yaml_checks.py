"""Reading YAML within bounds, with the line of everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.yaml_checks import MAXIMUM_DEPTH, read_yaml

ADVICE = "A text with a colon or # in it stands in quotation marks."


def nested(depth: int) -> str:
    return f"a: {'[' * (depth - 1)}{']' * (depth - 1)}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: b\nc: d: e\n",
            "f.yml, line 2: found 'c: d: e', expected YAML (mapping values are not allowed in this "
            f"context). {ADVICE}",
        ),
        ("a: 1\na: 2\n", "f.yml, line 2: found the key 'a', expected each key once, as text"),
        (
            "a:\n  ? [b]\n  : c\n",
            "f.yml, line 2: found the key that is no text, expected each key once, as text",
        ),
        (
            "a: &x [b]\nc:\n- *x\n",
            "f.yml, line 3: found the alias *x, expected what it stands for, written out",
        ),
        ("- a\n", "f.yml, line 1: found ['a'], expected a mapping"),
        (
            "a: b\n--- \nc: d\n",
            "f.yml, line 2: found '---', expected YAML (but found another document). " + ADVICE,
        ),
        (
            f"\n{nested(MAXIMUM_DEPTH + 1)}",
            "f.yml, line 2: found more than 20 lists and mappings inside one another, expected "
            "fewer. Is it the right file?",
        ),
        (
            "a: \x07",
            "f.yml, line 1: found the character '\\x07', expected only what YAML allows",
        ),
    ],
)
def test_a_text_that_is_no_such_yaml_is_an_error_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_yaml(text, Path("f.yml"))
    assert str(caught.value) == message


def test_yaml_may_be_as_deep_as_is_allowed_and_empty() -> None:
    assert read_yaml(nested(MAXIMUM_DEPTH), Path("f.yml")).root.values.keys() == {"a"}
    assert read_yaml("# nothing\n", Path("f.yml")).root.values == {}


def test_the_line_of_a_value_is_that_of_its_key() -> None:
    file = read_yaml("a:\n  b:\n    - c\n    - d: e\n", Path("f.yml"))
    lines = [file.place(keys).line for keys in (("a", "b"), ("a", "b", 1), ("a", "b", 1, "d", 9))]
    assert lines == [2, 4, 4]
