"""Imports go in one direction, modules and functions are short, and class names are unique."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

PACKAGE: Final = Path(__file__).parents[1] / "converters" / "repertory"

CORE: Final = frozenset(
    {
        *("apart", "checking", "compression", "errors", "escaping", "files", "finding_terms"),
        *("model", "rdf_formats", "replacing", "resources", "web"),
    }
)
"""Modules and packages that every package may import."""

MAY_IMPORT: Final = {
    "notation": set(),
    "topics": set(),
    "rdf": {"notation"},
    "settings": {"rdf"},
    "layout": {"notation", "settings", "topics"},
    "readers": {"notation", "topics"},
    "concordance": {"notation", "topics"},
    "conversion": {"concordance", "layout", "notation", "readers", "settings", "topics"},
    "linking": {"rdf", "settings", "topics"},
    "graph": {"linking", "notation", "rdf"},
    "querying": {"notation", "rdf"},
    "validation": {"rdf"},
    "outputs": {
        *("conversion", "graph", "linking", "notation", "querying", "rdf", "settings"),
        "validation",
    },
    "publish": {"rdf", "settings"},
    "commands": {
        *("layout", "linking", "outputs", "publish", "querying", "readers"),
        *("conversion", "settings", "validation"),
    },
    "cli": {"commands"},
    "__main__": {"cli"},
    "__init__": {"outputs"},
}
"""A package or module -> the others it may import. `publish` sends a folder, not a `Dataset`."""

MAXIMUM_MODULE: Final = 400
MAXIMUM_FUNCTION: Final = 50
"""Lines."""


@cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each module, by its path."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def room(path: str) -> str:
    return path.partition("/")[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield our packages and modules that a module imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "repertory":
            yield from (alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("repertory."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            names = (alias.name.split(".") for alias in node.names)
            yield from (name[1] for name in names if name[0] == "repertory" and len(name) > 1)


@cache
def arrows() -> dict[str, set[str]]:
    """Return the other packages and modules that each one imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, tree in trees().items():
        found[room(path)] |= set(imports(tree)) - {room(path)}
    return found


def test_each_package_imports_only_what_the_table_allows() -> None:
    found = {name: used - CORE for name, used in arrows().items() if name not in CORE}
    assert found == MAY_IMPORT


def test_the_core_imports_nothing_but_the_core() -> None:
    assert {name: arrows()[name] - CORE for name in CORE} == {name: set() for name in CORE}


def test_no_package_imports_itself_through_others() -> None:
    order = list(TopologicalSorter(arrows()).static_order())
    assert set(order) == set(arrows())


@pytest.mark.parametrize("path", trees())
def test_a_module_is_short(path: str) -> None:
    assert len((PACKAGE / path).read_text(encoding="utf-8").splitlines()) <= MAXIMUM_MODULE


def test_functions_are_short() -> None:
    lengths = {
        f"{path}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > MAXIMUM_FUNCTION} == {}


def test_no_two_public_classes_have_the_same_name() -> None:
    names = [
        (node.name, path)
        for path, tree in trees().items()
        for node in ast.iter_child_nodes(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    places: dict[str, list[str]] = defaultdict(list)
    for name, path in names:
        places[name].append(path)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
