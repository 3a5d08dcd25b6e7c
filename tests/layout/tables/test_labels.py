"""The text of headings: cleaning, parts, and how parts are joined."""

from __future__ import annotations

import pytest

from repertory.layout.labels import (
    clean_heading,
    continues,
    is_chinese,
    is_continued,
    join,
    without_marks,
    wraps,
)
from repertory.topics.wording import are_capitalised


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (" Border\u00a0 control ", "Border control"),
        ("Border con\u00adtrol", "Border control"),
        ("\u202bأجراس\u202c", "أجراس"),
        ("Re\u0301fugie\u0301s", "Réfugiés"),
    ],
)
def test_invisible_characters_are_removed(text: str, clean: str) -> None:
    assert clean_heading(text) == clean


@pytest.mark.parametrize(
    ("heading", "parted"),
    [
        ("Bells", ("Bells", "")),
        ("Bells*", ("Bells", "*")),
        ("Bells **", ("Bells", "**")),
        ("Bells¹²", ("Bells", "¹²")),
        ("Bellsᵃ", ("Bells", "ᵃ")),
        ("Bells a/", ("Bells", "a/")),
        ("Bells/", ("Bells/", "")),
        ("Bells (continued)", ("Bells", "")),
        ("Bells (cont.)", ("Bells", "")),
        ("Bells † (suite)", ("Bells", "†")),
        ("Bells（续）", ("Bells", "")),
        ("الأجراس (تابع)", ("الأجراس", "")),
        ("Bells (continued use)", ("Bells (continued use)", "")),
        ("*", ("*", "")),
    ],
)
def test_marks_and_continued_are_not_part_of_a_heading(
    heading: str, parted: tuple[str, str]
) -> None:
    assert without_marks(heading) == parted


@pytest.mark.parametrize("text", ["(continued)", "Continued", "(Cont’d.)", "（續）", "[suite]"])
def test_a_line_may_only_say_that_a_heading_is_continued(text: str) -> None:
    assert is_continued(text)
    assert not is_continued(f"Bells {text}")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Data", "collection", "Data collection"),
        ("Anti-", "collision", "Anti-collision"),
        ("Refugees/", "migrants", "Refugees/migrants"),
        ("Sig\u00ad", "nals", "Signals"),
        ("灯塔", "和雾", "灯塔和雾"),
        ("灯塔", "UNODC", "灯塔 UNODC"),
        ("UNODC", "灯塔", "UNODC 灯塔"),
        ("灯塔）", "雾", "灯塔）雾"),
        ("灯塔A", "雾", "灯塔A 雾"),
        ("A灯塔", "雾", "A灯塔雾"),
        ("灯塔", "雾A", "灯塔雾A"),
        ("灯塔", "A雾", "灯塔 A雾"),
    ],
)
def test_parts_are_joined_according_to_their_script(first: str, second: str, joined: str) -> None:
    assert join(first, second) == joined


@pytest.mark.parametrize(
    ("above", "below", "capitalised", "goes_on"),
    [
        ("Bells,", "Fog", True, True),
        ("Bells، ", "Fog", True, False),
        ("Bells،", "Fog", True, True),
        ("Office (of", "Fog)", True, True),
        ("Office（of", "Fog）", True, True),
        ("Office (of) Bells", "Fog", True, False),
        ("Bells of", "Fog", False, True),
        ("Protection des", "Migrants", False, True),
        ("Сотрудничество в", "Море", False, True),
        ("Bells", "of brass", True, True),
        ("Bells", "of brass", False, False),
        ("Bells", "of Brass", True, True),
        ("Bells", "g7 states", True, True),
        ("Bells", "eFog", True, False),
        ("Vitamin E", "Fog", True, False),
        ("Bells,", "Bells, brass", True, False),
        ("Bells", "Fog", True, False),
    ],
)
def test_the_text_shows_whether_a_heading_continues(
    above: str, below: str, capitalised: bool, goes_on: bool
) -> None:
    assert continues(above, below, capitalised) is goes_on


@pytest.mark.parametrize(
    ("above", "below", "widest", "wrapped"),
    [
        ("a" * 20, "b" * 4, 25, True),
        ("a" * 20, "b c", 40, False),
        ("a" * 20, "b" * 13, 40, False),
        ("a" * 20, "b" * 14, 40, True),
        ("a" * 5, "b" * 7, 5, False),
        ("a" * 5, "b" * 8, 5, True),
        ("a" * 16, "b" * 4, 25, False),
        ("a" * 16, "b" * 5, 25, True),
        ("a" * 16, f"{'b' * 5} c", 25, True),
    ],
)
def test_a_full_line_wraps(above: str, below: str, widest: int, wrapped: bool) -> None:
    assert wraps(above, below, widest) is wrapped


@pytest.mark.parametrize(
    ("labels", "capitalised"),
    [
        (["Bells", "Fog"], False),
        (["Bells", "Fog", "Nets"], True),
        ([*["Bells"] * 9, "fog"], True),
        ([*["Bells"] * 3, "fog"], True),
        ([*["Bells"] * 17, "fog", "nets"], False),
        ([*["Bells"] * 18, "fog", "nets"], True),
        (["灯", "塔", "雾"], False),
        (["Bells", "Fog", "Nets", "16 days"], True),
        ([], False),
    ],
)
def test_headings_are_capitalised_if_nine_of_ten_are(labels: list[str], capitalised: bool) -> None:
    assert are_capitalised(labels) is capitalised


@pytest.mark.parametrize(
    ("character", "chinese"),
    [
        ("\u2fff", False),
        ("\u3000", True),
        ("灯", True),
        ("\u9fff", True),
        ("\ua000", False),
        ("\ufeff", False),
        ("\uff00", True),
        ("）", True),
        ("\uff60", True),
        ("\uff61", False),
        ("a", False),
    ],
)
def test_chinese_letters_and_wide_marks_are_chinese(character: str, chinese: bool) -> None:
    assert is_chinese(character) is chinese
