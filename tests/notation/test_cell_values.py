"""Lists of names, goals of sustainable development and dates are read from cells."""

from __future__ import annotations

import pytest

from repertory.notation.cell_values import (
    read_date,
    read_targets,
    separate_names,
    separate_values,
    standing_alone,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Supported", ["Supported"]),
        ("- Divers\n- Children", ["Divers", "Children"]),
        ("Divers;Children; Divers", ["Divers", "Children"]),
        ("• Harbour\n• Board", ["Harbour", "Board"]),
        ("N/A", []),
        ("-", []),
        ("  Harbour \t Board ", ["Harbour Board"]),
    ],
)
def test_semicolons_lines_and_bullets_separate_values(text: str, values: list[str]) -> None:
    assert separate_values(text) == tuple(values)


def test_a_comma_separates_names_that_stand_alone_elsewhere() -> None:
    cells = ["Member States, Harbour Office", "Harbour Office", "Member States", "Fish, fresh"]
    alone = standing_alone(cells)
    assert [separate_names(cell, alone) for cell in cells] == [
        ["Member States", "Harbour Office"],
        ["Harbour Office"],
        ["Member States"],
        ["Fish, fresh"],
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nyeland, Ostland", ["Nyeland", "Ostland"]),
        (
            "Micronesia, Federated States of, Ostland",
            ["Micronesia, Federated States of", "Ostland"],
        ),
        ("Bosnia and Herzegovina, Nyeland", ["Bosnia and Herzegovina", "Nyeland"]),
        (
            "Venezuela (Bolivarian Republic of), Ostland",
            ["Venezuela (Bolivarian Republic of)", "Ostland"],
        ),
        ("Corea, República de; Ostland", ["Corea, República de", "Ostland"]),
    ],
)
def test_commas_separate_states_but_not_their_names(text: str, names: list[str]) -> None:
    assert separate_names(text, (), by_commas=True) == names


@pytest.mark.parametrize(
    ("text", "codes", "unread"),
    [
        ("8.8", ["8.8"], []),
        ("8.8, 14.2", ["8.8", "14.2"], []),
        ("8.8 and 14.B", ["8.8", "14.b"], []),
        ("- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", ["16"], []),
        ("SDG 8: Decent work\nGoal 10 (10.3)", ["8", "10", "10.3"], []),
        ("Objectif 08", ["8"], []),
        ("17.20; 8", ["17.20", "8"], []),
        ("18", [], ["18"]),
        ("0", [], ["0"]),
        ("16.3.1", [], ["16.3.1"]),
        ("Oceans; 14", ["14"], ["Oceans"]),
        ("", [], []),
    ],
)
def test_goals_and_targets_are_read(text: str, codes: list[str], unread: list[str]) -> None:
    assert read_targets(text) == (codes, unread)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016-06-01", "2016-06-01"),
        ("2016-06-01T10:00:00Z", "2016-06-01"),
        ("2016-06", "2016-06"),
        ("2016", "2016"),
        ("2016-13", ""),
        ("2016-02-30", ""),
        ("1 June 2016", ""),
        ("01/06/2016", ""),
    ],
)
def test_only_iso_dates_are_dates(text: str, date: str) -> None:
    assert read_date(text) == date
