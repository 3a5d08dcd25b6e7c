"""PDF in the other official languages, printed by LibreOffice, equals the Word document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from tests.readers.fonts import name_fonts

from repertory.layout import arrange
from repertory.readers import read_file
from repertory.readers.printed import right_to_left as bidi

Row = tuple[str, str, str, str]
Print = Callable[[Path, Sequence[Path]], None]

TABLES: dict[str, tuple[Row, ...]] = {
    "fr": (
        ("Sujet", "Document", "Paragraphes", "Référence dans CTOC/COP/WG.7/2019/5"),
        (
            "Blanchiment d’argent et produit du crime",
            "CTOC/COP/WG.7/2012/6",
            "24, 25, 28 et 30",
            "I.21, I.22, I.25 et I.27",
        ),
        ("", "CTOC/COP/WG.7/2013/5", "5 et 34", "II.1 et II.30"),
        (
            "Coopération internationale, entraide judiciaire",
            "CTOC/COP/WG.7/2015/6",
            "9, 18 et 23–25",
            "III.5, III.14 et III.19-21",
        ),
        ("Échange d’informations", "CTOC/COP/WG.7/2012/6", "7 a) et 8 e)", "V.1.a et V.2.e"),
    ),
    "es": (
        ("Tema", "Documento", "Párrafos", "Referencia en CTOC/COP/WG.7/2019/5"),
        (
            "Asistencia a los migrantes objeto de tráfico ilícito",
            "CTOC/COP/WG.7/2012/6",
            "24, 25, 28 y 30",
            "I.21, I.22, I.25 y I.27",
        ),
        ("", "CTOC/COP/WG.7/2013/5", "5 y 34", "II.1 y II.30"),
        (
            "Cooperación internacional",
            "CTOC/COP/WG.7/2015/6",
            "9, 18 y 23–25",
            "III.5, III.14 y III.19-21",
        ),
        ("Niños", "CTOC/COP/WG.7/2012/6", "7", "I.4"),
    ),
    "ru": (
        ("Тема", "Документ", "Пункты", "Ссылка в CTOC/COP/WG.7/2019/5"),
        (
            "Защита жизни, безопасности и прав незаконно ввезенных мигрантов",
            "CTOC/COP/WG.7/2012/6",
            "24, 25, 28 и 30",
            "I.21, I.22, I.25 и I.27",
        ),
        ("", "CTOC/COP/WG.7/2013/5", "5 и 34", "II.1 и II.30"),
        ("Коррупция", "CTOC/COP/WG.7/2015/6", "9, 18 и 23–25", "III.5, III.14 и III.19-21"),
        ("Обмен информацией", "CTOC/COP/WG.7/2012/6", "7", "I.4"),
    ),
    "zh": (
        ("专题", "文件", "段次", "在CTOC/COP/WG.7/2019/5中的编号"),
        (
            "保护被偷运者的生命、安全和权利",
            "CTOC/COP/WG.7/2012/6",
            "24、25、28和30",
            "I.21、I.22、I.25和I.27",
        ),
        ("", "CTOC/COP/WG.7/2013/5", "5和34", "II.1和II.30"),
        ("国际合作", "CTOC/COP/WG.7/2015/6", "9、18和23至25", "III.5、III.14和III.19至21"),
        ("腐败", "CTOC/COP/WG.7/2012/6", "7", "I.4"),
    ),
    "ar": (
        ("الموضوع", "الوثيقة", "الفقرات", "المرجع في CTOC/COP/WG.7/2019/5"),
        (
            "حماية أرواح المهاجرين المهرَّبين وسلامتهم وحقوقهم",
            "CTOC/COP/WG.7/2012/6",
            "24 و25 و28 و30",
            "I.21 وI.22 وI.25 وI.27",
        ),
        ("", "CTOC/COP/WG.7/2013/5", "5 و34", "II.1 وII.30"),
        ("التعاون الدولي", "CTOC/COP/WG.7/2015/6", "9 و18 و23–25", "III.5 وIII.14 وIII.19-21"),
        ("الفساد", "CTOC/COP/WG.7/2012/6", "7", "I.4"),
    ),
}


def word_document(lang: str) -> docx.document.Document:
    """Make a document of several pages, with each topic six times with different letters."""
    titles, *rows = TABLES[lang]
    letters = [letter if lang == "zh" else f" {letter}" for letter in "ABCDEF"]
    numbered = [
        (f"{topic}{letter}" if topic else "", *rest) for letter in letters for topic, *rest in rows
    ]
    document = docx.Document()
    name_fonts(document)
    document.styles["Normal"].font.size = Pt(12)
    table = document.add_table(rows=1 + len(numbered), cols=4)
    table.style = "Table Grid"
    if lang == "ar":
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for row, texts in zip(table.rows, [titles, *numbered], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            if lang == "ar":
                _set_right_to_left(cell.paragraphs[0])
    return document


def _set_right_to_left(paragraph: Paragraph) -> None:
    """Set the direction of a paragraph to right to left."""
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        if bidi.is_right_to_left([run.text]):
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, print_documents: Print) -> Path:
    """The documents of all languages, as Word and as PDF."""
    folder = tmp_path_factory.mktemp("languages")
    for lang in TABLES:
        word_document(lang).save(str(folder / f"{lang}.docx"))
    print_documents(folder, [folder / f"{lang}.docx" for lang in TABLES])
    return folder


def read(path: Path) -> tuple[str, list[Row]]:
    layout = arrange(read_file(path))
    rows = layout.rows
    return layout.language, [
        (row.heading, row.document.text, row.paragraphs.text, row.references.text) for row in rows
    ]


@pytest.mark.parametrize("lang", TABLES)
@pytest.mark.slow
def test_a_pdf_has_the_rows_of_the_word_document(lang: str, folder: Path) -> None:
    language, rows = read(folder / f"{lang}.docx")
    assert (language, len(rows)) == (lang, 24)
    assert read(folder / f"{lang}.pdf") == (language, rows)
