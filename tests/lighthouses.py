"""A clearly fictitious dataset: the Working Group on Lighthouses and its index."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from msgspec.structs import replace

from repertory.model import (
    Cell,
    Citation,
    Contact,
    Dataset,
    DatasetDescription,
    Evidence,
    Finding,
    Hypothesis,
    Index,
    IndexDescription,
    IndexRow,
    ParagraphNumber,
    Place,
    Publishing,
    Reference,
    Repair,
    Row,
    Rule,
    Series,
    SetAside,
    Source,
    Symbol,
    Theme,
    Topic,
)
from repertory.outputs.publication import Publication

FIRST = Symbol("LIGHT/WG.2/2031/4")
SECOND = Symbol("LIGHT/WG.2/2033/2")
COMPILATION = Symbol("LIGHT/WG.2/2034/3")

DESCRIPTION = DatasetDescription(
    identifier="lighthouses",
    base="https://example.org/id/",
    titles=(("en", "Recommendations on *Lighthouses*"), ("fr", "Recommandations sur les phares")),
    descriptions=(("en", "What was recommended on lighthouses."),),
    publisher="Harbour Office",
    publisher_iri="https://example.org/harbour",
    license="https://creativecommons.org/publicdomain/zero/1.0/",
    rights="The documents are fictitious.",
    version="1.0",
)

TOPICS = (
    Topic("Boats", "boats", 1, ("Boats",)),
    Topic("Fog", "fog", 2, ("Fog, general",)),
    Topic("Fog, bells", "fog-bells", 3, ("Fog, bells", "Bells|fog"), broader="Fog"),
    Topic("=Lamps|oil", "lamps-oil", 4, ("=Lamps|oil",)),
    Topic("Signals", "signals", 5),
    Topic("Signals, flags", "signals-flags", 6, ("Signals, flags",), broader="Signals"),
)


def place(line: int, column: int | None = None) -> Place:
    """Return the place of a line of the source."""
    return Place("lights.txt", line=line, column=column)


def paragraph(number: int, *items: str) -> ParagraphNumber:
    """Make a paragraph number."""
    return ParagraphNumber(number, items=items)


def reference(section: str, number: int, *items: str) -> Reference:
    """Make a reference."""
    return Reference(section, paragraph(number, *items))


def row(
    order: int,
    line: int,
    heading: str,
    document: Symbol,
    paragraphs: str,
    references: str,
    *repairs: Repair,
) -> Row:
    """Make a row without parsed cells."""
    written = IndexRow(
        order=order,
        heading=heading,
        printed_heading=heading,
        document=Cell(document, place(line)),
        paragraphs=Cell(paragraphs, place(line)),
        references=Cell(references, place(line)),
        place=place(line),
        repairs=repairs,
    )
    return Row(order, heading, document, (), (), written)


def citation(
    row_order: int,
    ordinal: int,
    heading: str,
    document: Symbol,
    cited: ParagraphNumber | None,
    asserted: Reference | None,
    line: int,
    printed: Reference | None = None,
) -> Citation:
    """Make a citation whose printed reference is the asserted one by default."""
    return Citation(
        row=row_order,
        ordinal=ordinal,
        heading=heading,
        document=document,
        paragraph=cited,
        reference=asserted,
        printed_paragraph=cited,
        printed_reference=printed or asserted,
        place=place(line),
    )


ROWS = (
    row(1, 4, "Boats", FIRST, "4 and 9", "I.1 and I.6"),
    row(2, 5, "Boats", SECOND, "8 (e)", "II.2.e"),
    row(
        3,
        6,
        "Fog, general",
        FIRST,
        "10",
        "I.17 <b>|*oil*",
        Repair("topic-carried-over", "the topic is “Fog, general”", place(6)),
    ),
    row(4, 8, "Fog, bells", FIRST, "4", "I.1"),
    row(5, 9, "=Lamps|oil", SECOND, "8 (e) and 7", "II.2.e"),
    row(6, 10, "Signals, flags", FIRST, "9", "I.6 and X.5"),
)

CITATIONS = (
    citation(1, 1, "Boats", FIRST, paragraph(4), reference("I", 1), 4),
    citation(1, 2, "Boats", FIRST, paragraph(9), reference("I", 6), 4),
    citation(2, 1, "Boats", SECOND, paragraph(8, "e"), reference("II", 2, "e"), 5),
    citation(3, 1, "Fog, general", FIRST, paragraph(10), reference("I", 7), 6, reference("I", 17)),
    citation(4, 1, "Bells|fog", FIRST, paragraph(4), reference("I", 1), 8),
    citation(5, 1, "=Lamps|oil", SECOND, paragraph(8, "e"), reference("II", 2, "e"), 9),
    citation(5, 2, "=Lamps|oil", SECOND, paragraph(7), None, 9),
    citation(6, 1, "Signals, flags", FIRST, paragraph(9), reference("I", 6), 10),
    citation(6, 2, "Signals, flags", FIRST, None, reference("IX", 5), 10),
)

FINDINGS = (
    Finding(
        kind="irregular-typography",
        severity="info",
        message="a space inside a range",
        topics=("Boats",),
        document=FIRST,
        place=place(4, 12),
        paragraph="9",
    ),
    Finding(
        kind="rule-break",
        severity="warning",
        message="I.17 is printed where the rule gives I.7",
        topics=("Fog, general",),
        document=FIRST,
        place=place(6),
        row=3,
        ordinal=1,
        paragraph="10",
        printed="I.17",
        proposed="I.7",
        hypotheses=(
            Hypothesis(
                "reference",
                "I.7",
                (
                    Evidence("no other row has `I.17`", True, 1),
                    Evidence("other rows state the pair", True, 2, (place(4), place(8))),
                    Evidence("I.17 may exist", False, 1, (Place("other.txt", line=3),)),
                ),
            ),
            Hypothesis("paragraph", "20"),
        ),
        status="accepted",
        reason="The report settles it.",
    ),
    Finding(
        kind="missing-reference",
        severity="violation",
        message="para. 7 has no reference",
        topics=("=Lamps|oil",),
        document=SECOND,
        place=place(9),
        row=5,
        ordinal=2,
        paragraph="7",
        proposed="II.1",
    ),
    Finding(
        kind="duplicate-citation",
        severity="warning",
        message="stated before",
        topics=("Boats",),
        place=place(5),
        status="rejected",
    ),
    Finding(
        kind="never-indexed",
        severity="info",
        message="4 paragraphs have no topic",
        document=FIRST,
        paragraph="5–8",
    ),
    Finding(
        kind="identical-topics",
        severity="info",
        message="the same citation under 2 topics",
        topics=("Fog, bells", "Boats"),
        status="rejected",
        reason="They differ.",
    ),
    Finding(
        kind="irregular-typography",
        severity="info",
        message="a hyphen for a dash",
        topics=("Boats",),
        document=FIRST,
        place=place(4, 20),
        printed="5-7",
    ),
)


@pytest.fixture(scope="session")
def index() -> Index:
    """One index of the Working Group on Lighthouses."""
    return Index(
        description=IndexDescription(
            identifier="lights-2034",
            scheme="lights",
            title="Index of recommendations of the Working Group on Lighthouses",
            body="Working Group on Lighthouses",
            symbol=Symbol("LIGHT/WG.2/2034/2"),
            date="2034-05-06",
            language="en",
            compilation=COMPILATION,
        ),
        source=Source("lights.txt", "text/tab-separated-values", "0" * 64),
        compilation=COMPILATION,
        topics=TOPICS,
        rows=ROWS,
        citations=CITATIONS,
        rules=(
            Rule(FIRST, "I", 3, None, 112, 113),
            Rule(SECOND, "II", 6, True, 2, 2),
        ),
        findings=FINDINGS,
        set_aside=(
            SetAside("repeated-header", "Topic | Document", place(3)),
            SetAside("before-table", "# Lighthouses", place(1)),
            SetAside("repeated-header", "Topic | Document", place(7)),
        ),
    )


@pytest.fixture
def dataset(index: Index) -> Dataset:
    """A dataset of one index."""
    return Dataset(DESCRIPTION, (index,))


PUBLISHING = Publishing(
    issued="2034-06-01",
    modified="2034-07",
    homepage="https://example.org/",
    landing_page="https://example.org/lighthouses",
    download="https://example.org/files/",
    endpoint="https://example.org/sparql",
    spatial="https://example.org/places/sea",
    publisher_type="NationalAuthority",
    availability="stable",
    contact=Contact("Desk", "desk@example.org", "https://example.org/desk"),
    series=Series(
        "lighthouses",
        (("en", "Lighthouses, all editions"),),
        (("en", "One dataset an edition."),),
        previous="https://example.org/id/dataset/lighthouses-2033",
    ),
    themes=(
        Theme(
            "https://example.org/themes/sea",
            (("en", "Sea"), ("fr", "Mer")),
            "https://example.org/themes",
            (("en", "Themes"),),
        ),
    ),
)
"""Every key of a manifest about publishing."""


@pytest.fixture(scope="session")
def publication(index: Index) -> Publication:
    """The dataset with every key of a manifest."""
    description = replace(DESCRIPTION, publishing=PUBLISHING)
    return Publication(Dataset(description, (index,)), Path())


@pytest.fixture
def bare(index: Index) -> Publication:
    """The dataset with only its identifiers."""
    return Publication(Dataset(DatasetDescription("lights", DESCRIPTION.base), (index,)), Path())


def content_of(publication: Publication, name: str) -> bytes:
    """Return the bytes of an output."""
    content = publication.content(name)
    assert isinstance(content, bytes)
    return content


@pytest.fixture(scope="session")
def built(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built dataset, which no test changes."""
    folder = tmp_path_factory.mktemp("built") / "dist"
    publication.write(folder)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the folder of the built dataset, which a test may change."""
    return copytree(built, tmp_path / "dist")
