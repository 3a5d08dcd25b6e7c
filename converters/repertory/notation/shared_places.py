"""Tell apart several recommendations in one place of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from repertory.model import Row


def name_recommendations(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows whose places name their recommendation where several have the same place.

    They differ in text or identifier. The name is the identifier, or else a number in the order of
    the list. Recommendations with a reference are apart already.
    """
    named: dict[object, dict[tuple[str, str], str]] = {}
    for row in rows:
        for place in _stated_places(row):
            named.setdefault(place, {}).setdefault(_statement(row), "")
    shared = {place: names for place, names in named.items() if len(names) > 1}
    for names in shared.values():
        names.update(_names(names))
    if not shared:
        return tuple(rows)
    return tuple(_named(row, shared) for row in rows)


def _stated_places(row: Row) -> Iterator[object]:
    stated = row.particulars
    if (stated.text or stated.identifier) and not row.references:
        yield from ((row.document, element.value) for element in row.paragraphs)


def _statement(row: Row) -> tuple[str, str]:
    return row.particulars.identifier, row.particulars.text


def _names(statements: Mapping[tuple[str, str], str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield a different name for each statement of one place."""
    taken: set[str] = set()
    for number, statement in enumerate(statements, 1):
        name = statement[0] or str(number)
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        yield statement, name


def _named(row: Row, shared: Mapping[object, Mapping[tuple[str, str], str]]) -> Row:
    if not shared.keys() & set(_stated_places(row)):
        return row
    statement = _statement(row)
    paragraphs = tuple(
        replace(element, value=replace(element.value, recommendation=names[statement]))
        if (names := shared.get((row.document, element.value)))
        else element
        for element in row.paragraphs
    )
    return replace(row, paragraphs=paragraphs)
