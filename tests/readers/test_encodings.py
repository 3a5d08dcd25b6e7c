"""Texts in the six languages of the United Nations in their usual encodings."""

from __future__ import annotations

import random

import pytest

from repertory.errors import SourceError
from repertory.outputs.publication import read_text
from repertory.readers import delimited
from repertory.readers.encodings import NARROW, decode

TOPICS = {
    "en": ["Smuggling by sea – “best practices”", "Women’s participation", "Border control"],
    "fr": ["Trafic illicite par mer", "Coopération à l’échelle régionale", "Sensibilisation"],
    "es": ["Tráfico ilícito por mar", "Niños, protección", "Gestión de fronteras"],
    "ru": ["Незаконный ввоз мигрантов по морю", "Сбор данных", "Пограничный контроль"],
    "ar": ["تهريب المهاجرين عن طريق البحر", "التعاون الدولي", "مراقبة الحدود"],
    "zh": ["海上偷运移民", "国际合作", "边境管制"],
}
ENCODINGS = {
    "en": ["cp1252"],
    "fr": ["cp1252", "iso8859_15"],
    "es": ["cp1252", "iso8859_1"],
    "ru": ["cp1251", "koi8_r", "iso8859_5"],
    "ar": ["cp1256", "iso8859_6"],
    "zh": ["gb18030"],
}
WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_8", "utf_8_sig"]
SAMPLES = [
    (language, encoding, rows)
    for language, encodings in ENCODINGS.items()
    for encoding in [*encodings, *WIDE]
    for rows in (3, 80)
]


def table(language: str, rows: int) -> str:
    topics = TOPICS[language]
    lines = [
        f'"{topics[row % 3]}",CTOC/COP/WG.7/201{row % 9}/2,{row % 40 + 1} (a),III.{row % 30}'
        for row in range(rows)
    ]
    return "\r\n".join(["Topic,Document,Paragraphs,Reference", *lines, ""])


@pytest.mark.parametrize(("language", "encoding", "rows"), SAMPLES)
def test_a_table_is_decoded_as_it_was_encoded(language: str, encoding: str, rows: int) -> None:
    text = table(language, rows)
    if encoding.startswith("iso"):  # these do not have it
        text = text.replace("’", "'")
    content = text.encode(encoding)
    decoded = decode(content)
    assert decoded is not None
    assert decoded.text == text
    assert decoded.assumed == (encoding not in ("utf_16", "utf_8", "utf_8_sig"))
    assert delimited.recognises(content, "index.csv")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thème", "Windows-1252"),
        ("Topic;Document;Paragraphs\nWhales;A/1;4–5\n", "Windows-1252"),
        ("It’s “so”", "Windows-1252"),
        ("Тема;Документ\nКиты;A/1;4\n", "Windows-1251"),
        ("主题,文件\n鲸鱼,A/1,4\n", "GB 18030"),
    ],
)
def test_a_short_text_is_in_the_usual_encoding_if_several_are_plausible(
    text: str, name: str
) -> None:
    codec = next(codec for codec, each in NARROW.items() if each == name)
    decoded = decode(text.encode(codec))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.assumed) == (text, name, True)


def test_an_assumed_encoding_is_reported() -> None:
    text = "Topic,Document,Paragraphs,Reference in A/3\nСбор данных,A/1,4,I.2\n"
    publication = read_text(text.encode("cp1251"), "a.csv")
    (index,) = publication.dataset.indexes
    assert [topic.label for topic in index.topics] == ["Сбор данных"]
    assert [aside.text for aside in index.set_aside if aside.kind == "assumed"] == [
        "commas separate the cells; "
        "the encoding is Windows-1251, which is assumed because it is not UTF-8"
    ]


def test_binary_content_is_not_a_table() -> None:
    noise = random.Random(1).randbytes(10_000)
    assert decode(noise) is None
    assert not delimited.recognises(noise, "index.csv")
    old = b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le") + noise
    with pytest.raises(SourceError, match=r"an old Excel file \(\.xls\)"):
        read_text(old, "index.csv")
