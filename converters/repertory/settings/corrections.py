"""Read the reviewed corrigendum of a document: the corrections of misprints, with reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from repertory.checking.checked_file import FILLED, CheckedFile, Section, one_of, quoted
from repertory.checking.toml_checks import read_toml
from repertory.finding_terms import STATUSES, Status
from repertory.model import Correction, Symbol

FIELDS: Final = ("reference", "paragraph")
"""The parts of a citation that can be corrected."""

FIELD: Final = one_of(FIELDS)
STATUS: Final = one_of(STATUSES)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read the corrections in the file at *path*, in order; none if it does not exist.

    Raises:
        SourceError: with all problems of the file.
    """
    file = read_toml(path, optional=True)
    tables = file.root.sections("correction")
    file.root.refuse_others()
    corrections = tuple(_correction(table) for table in tables)
    _refuse_repeated(file, tables, corrections)
    file.report()
    return corrections


def _correction(table: Section) -> Correction:
    status = cast(Status, table.text("status", STATUS, required=True))
    correction = Correction(
        topic=table.text("topic", FILLED, required=True),
        document=Symbol(table.text("document", FILLED, required=True)),
        field=table.text("field", FIELD, required=True),
        paragraph=table.text("paragraph", required=True),
        printed=table.text("printed", required=True),
        corrected=table.text("corrected", required=status != "open"),
        status=status,
        reason=table.text("reason", FILLED, required=status == "accepted"),
        place=table.file.place(table.keys),
        line=table.number("line"),
    )
    table.refuse_others()
    _check_change(table, correction)
    return correction


def _check_change(table: Section, correction: Correction) -> None:
    """Report a correction without a citation, or an accepted one without a change."""
    if table.values.get("paragraph") == "" and correction.field == "reference":
        table.add("paragraph", "", "the paragraph of the citation, as printed")
    values = table.values.get("printed"), table.values.get("corrected")
    if correction.status == "accepted" and values[0] == values[1] is not None:
        table.add("corrected", correction.corrected, "a value that differs from the printed one")


def _refuse_repeated(
    file: CheckedFile, tables: list[Section], corrections: tuple[Correction, ...]
) -> None:
    """Report each second correction of the same part of a citation.

    Equal citations on two lines are different; a correction without a line is for all lines.
    """
    seen: dict[tuple[str, ...], list[Correction]] = {}
    for table, correction in zip(tables, corrections, strict=True):
        about = (correction.topic, correction.document, correction.paragraph, correction.field)
        earlier = seen.setdefault(about, [])
        for other in earlier:
            if other.line == correction.line or None in (other.line, correction.line):
                found = f"a second correction of the {correction.field} of {quoted(about[2])}"
                expected = f"one for each citation; the first is on {other.place.within()}"
                file.add(table.keys, found, expected)
                break
        earlier.append(correction)
