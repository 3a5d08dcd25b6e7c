"""The CSV files of a dataset."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.reefs import read_reefs

from repertory.escaping import guard_formulas
from repertory.model import Dataset, Index, Topic
from repertory.outputs.publication import read_text
from repertory.outputs.tables.csv_files import (
    join_list,
    write_concordance,
    write_recommendations,
    write_topics,
)
from repertory.rdf.iris import DEFAULT_BASE

SCHEME = "https://example.org/id/topics/lights"
DOCUMENTS = "https://example.org/id/document/LIGHT/WG.2"
FIRST, SECOND, WHOLE = (f"{DOCUMENTS}/{end}" for end in ("2031/4", "2033/2", "2034/3"))
EDITION = "lights-2034,en"

CONCORDANCE = f"""\
topic,document,paragraph,reference,printed_reference,line,status,\
topic_iri,paragraph_iri,recommendation_iri,index,language
Boats,LIGHT/WG.2/2031/4,4,I.1,I.1,4,as printed,\
{SCHEME}/boats,{FIRST}#para_4,{WHOLE}#sec_I__para_1,{EDITION}
Boats,LIGHT/WG.2/2031/4,9,I.6,I.6,4,as printed,\
{SCHEME}/boats,{FIRST}#para_9,{WHOLE}#sec_I__para_6,{EDITION}
Boats,LIGHT/WG.2/2033/2,8(e),II.2.e,II.2.e,5,as printed,\
{SCHEME}/boats,{SECOND}#para_8__subpara_e,{WHOLE}#sec_II__para_2__subpara_e,{EDITION}
Fog,LIGHT/WG.2/2031/4,10,I.7,I.17,6,corrected,\
{SCHEME}/fog,{FIRST}#para_10,{WHOLE}#sec_I__para_7,{EDITION}
"Fog, bells",LIGHT/WG.2/2031/4,4,I.1,I.1,8,as printed,\
{SCHEME}/fog-bells,{FIRST}#para_4,{WHOLE}#sec_I__para_1,{EDITION}
'=Lamps|oil,LIGHT/WG.2/2033/2,8(e),II.2.e,II.2.e,9,as printed,\
{SCHEME}/lamps-oil,{SECOND}#para_8__subpara_e,{WHOLE}#sec_II__para_2__subpara_e,{EDITION}
'=Lamps|oil,LIGHT/WG.2/2033/2,7,,,9,as printed,\
{SCHEME}/lamps-oil,{SECOND}#para_7,,{EDITION}
"Signals, flags",LIGHT/WG.2/2031/4,9,I.6,I.6,10,as printed,\
{SCHEME}/signals-flags,{FIRST}#para_9,{WHOLE}#sec_I__para_6,{EDITION}
"Signals, flags",LIGHT/WG.2/2031/4,,IX.5,IX.5,10,as printed,\
{SCHEME}/signals-flags,,{WHOLE}#sec_IX__para_5,{EDITION}
"""

TOPICS = f"""\
iri,slug,label,broader,headings,citations,paragraphs,recommendations,reports
{SCHEME}/boats,boats,Boats,,Boats,3,3,3,2
{SCHEME}/fog,fog,Fog,,"Fog, general",1,1,1,1
{SCHEME}/fog-bells,fog-bells,"Fog, bells",Fog,"Fog, bells|Bells¦fog",1,1,1,1
{SCHEME}/lamps-oil,lamps-oil,'=Lamps|oil,,'=Lamps¦oil,2,2,1,1
{SCHEME}/signals,signals,Signals,,,0,0,0,0
{SCHEME}/signals-flags,signals-flags,"Signals, flags",Signals,"Signals, flags",2,1,2,1
"""

IRIS = "https://example.org/id/document/LIGHT/WG.2/2034/3#sec_"

RECOMMENDATIONS = f"""\
reference,iri,section,adopted_in,topics,topic_count,citations
I.1,{IRIS}I__para_1,I,"LIGHT/WG.2/2031/4, para. 4","Boats|Fog, bells",2,2
I.6,{IRIS}I__para_6,I,"LIGHT/WG.2/2031/4, para. 9","Boats|Signals, flags",2,2
I.7,{IRIS}I__para_7,I,"LIGHT/WG.2/2031/4, para. 10",Fog,1,1
II.2.e,{IRIS}II__para_2__subpara_e,II,"LIGHT/WG.2/2033/2, para. 8 (e)",Boats|=Lamps¦oil,2,2
IX.5,{IRIS}IX__para_5,IX,,"Signals, flags",1,1
"""


def test_the_concordance_has_a_line_for_each_citation(dataset: Dataset) -> None:
    assert "".join(write_concordance(dataset)) == CONCORDANCE


def test_the_topics_have_their_names_and_numbers(dataset: Dataset) -> None:
    assert "".join(write_topics(dataset)) == TOPICS


def test_the_recommendations_name_the_paragraphs_that_record_them(dataset: Dataset) -> None:
    assert "".join(write_recommendations(dataset)) == RECOMMENDATIONS


def test_a_pair_in_doubt_is_marked_and_not_adopted(dataset: Dataset, index: Index) -> None:
    """An open finding doubts the pair of row 3; the other open finding is about no pair."""
    findings = tuple(replace(each, status="open") for each in index.findings)
    doubtful = replace(dataset, indexes=(replace(index, findings=findings),))
    statuses = [row["status"] for row in csv.DictReader(write_concordance(doubtful))]
    assert statuses == [*["as printed"] * 3, "in doubt", *["as printed"] * 5]
    adopted = {
        row["reference"]: row["adopted_in"]
        for row in csv.DictReader(write_recommendations(doubtful))
    }
    assert (adopted["I.7"], adopted["I.6"]) == ("", "LIGHT/WG.2/2031/4, para. 9")


def test_a_corrected_paragraph_or_a_surplus_reference_is_corrected(
    dataset: Dataset, index: Index
) -> None:
    first, second, *_ = index.citations
    citations = (
        replace(first, printed_paragraph=second.paragraph),
        replace(second, reference=None),
    )
    changed = replace(dataset, indexes=(replace(index, citations=citations),))
    rows = list(csv.DictReader(write_concordance(changed)))
    assert [row["status"] for row in rows] == ["corrected", "corrected"]
    assert rows[1]["recommendation_iri"] == ""


def test_topics_are_in_the_order_of_the_last_edition(dataset: Dataset, index: Index) -> None:
    topics = (Topic("Signals", "signals", 1), Topic("Whistles", "whistles", 2))
    later = replace(index, topics=topics, citations=(), findings=())
    slugs = [
        row["slug"]
        for row in csv.DictReader(write_topics(replace(dataset, indexes=(index, later))))
    ]
    assert slugs[:2] == ["signals", "whistles"]
    assert (
        sorted(slugs[2:])
        == slugs[2:]
        == ["boats", "fog", "fog-bells", "lamps-oil", "signals-flags"]
    )


def test_citations_are_sorted_in_document_order(dataset: Dataset, index: Index) -> None:
    turned = replace(index, citations=index.citations[::-1], topics=index.topics[::-1])
    assert "".join(write_concordance(replace(dataset, indexes=(turned,)))) == CONCORDANCE
    assert "".join(write_topics(replace(dataset, indexes=(turned,)))) == TOPICS


def test_a_paragraph_of_two_reports_is_two_paragraphs(dataset: Dataset, index: Index) -> None:
    first = index.citations[0]
    other = replace(first, ordinal=2, document=index.citations[2].document)
    changed = replace(dataset, indexes=(replace(index, citations=(first, other)),))
    counts = next(csv.DictReader(write_topics(changed)))
    assert (counts["citations"], counts["paragraphs"], counts["reports"]) == ("2", "2", "2")


def test_a_source_without_lines_leaves_the_line_empty(dataset: Dataset, index: Index) -> None:
    first = index.citations[0]
    unplaced = replace(first, place=replace(first.place, line=None, cell="Sheet1!C4"))
    changed = replace(dataset, indexes=(replace(index, citations=(unplaced,)),))
    (line,) = list(write_concordance(changed))[1:]
    assert line.startswith("Boats,LIGHT/WG.2/2031/4,4,I.1,I.1,,as printed,")


def test_a_topic_of_two_editions_has_one_line_with_its_last_label(
    dataset: Dataset, index: Index
) -> None:
    renamed = Topic("Ships", "boats", 1, ("Ships",))
    cited = replace(index.citations[0], heading="Ships")
    later = replace(index, topics=(renamed,), citations=(cited,))
    lines = list(write_topics(replace(dataset, indexes=(index, later))))
    assert [lines[1], *lines[2:]] == [
        "https://example.org/id/topics/lights/boats,boats,Ships,,Boats|Ships,4,3,3,2\n",
        *TOPICS.splitlines(keepends=True)[2:],
    ]


def test_each_compilation_has_its_own_recommendations(dataset: Dataset, index: Index) -> None:
    """An index without a named compilation has its own; the language is that of the index."""
    description = replace(index.description, identifier="other", language="fr")
    cited = index.citations[:1]
    other = replace(index, description=description, compilation=None, citations=cited)
    assert list(write_recommendations(replace(dataset, indexes=(index, other))))[6:] == [
        "I.1,https://example.org/id/compilation/other#sec_I__para_1,I,"
        '"LIGHT/WG.2/2031/4, par. 4",Boats,1,1\n'
    ]


def test_a_dataset_without_indexes_has_only_headers(dataset: Dataset) -> None:
    empty = replace(dataset, indexes=())
    writers = (write_concordance, write_topics, write_recommendations)
    headers = [
        text.splitlines(keepends=True)[:1] for text in (CONCORDANCE, TOPICS, RECOMMENDATIONS)
    ]
    assert headers == [list(write(empty)) for write in writers]


@pytest.mark.parametrize("label", ["=1+1", "＝1+1", " @SUM(1)", "Fog;-1"])
def test_a_spreadsheet_evaluates_no_label_as_a_formula(
    dataset: Dataset, index: Index, label: str
) -> None:
    topics = tuple(replace(each, label=label, headings=(label,)) for each in index.topics[:1])
    citations = tuple(replace(each, heading=label) for each in index.citations)
    hostile = replace(dataset, indexes=(replace(index, topics=topics, citations=citations),))
    guarded = guard_formulas(label)
    assert guarded != label
    for write, columns in (
        (write_concordance, ["topic"]),
        (write_topics, ["label", "headings"]),
        (write_recommendations, ["topics"]),
    ):
        rows = list(csv.DictReader(write(hostile)))
        assert rows and {row[column] for row in rows for column in columns} == {guarded}


@given(st.lists(st.text(alphabet="ab|, ;\"'", min_size=1), min_size=1))
def test_a_list_can_be_split_again(values: list[str]) -> None:
    assert join_list(values).split("|") == [value.replace("|", "¦") for value in values]


@pytest.mark.parametrize("label", ['Lamps, "new"', '"', " lamps ", "a;b", "Нефть", "油"])
def test_a_label_is_read_back_by_a_csv_reader(dataset: Dataset, index: Index, label: str) -> None:
    topics = (replace(index.topics[0], label=label), *index.topics[1:])
    changed = replace(dataset, indexes=(replace(index, topics=topics),))
    rows = list(csv.DictReader(write_concordance(changed), strict=True))
    assert [label, label, label, "Fog"] == [row["topic"] for row in rows[:4]]


REEFS = """\
reference,iri,section,adopted_in,topics,topic_count,citations,\
text,position,addressee,state,session,date,sdg,identifier,Entry type,Persons
,{0}/2020/1#para_3,,"REEF/2020/1, para. 3",Reefs|Nets,2,2,\
Map the reefs.,Accepted,Coralia,Atollia|Lagunia,Third session,2020-05-04,14.2,r-1,\
Recommendation,Divers
,{0}/2020/1#para_4__subpara_a__rec_r-2,,"REEF/2020/1, para. 4 (a) [r-2]",Reefs,1,1,\
Close the reefs at night.,Noted,Coralia|Harbour Board,Atollia,Third session,2020-05-04,14|8.8,r-2,\
Recommendation,
,{0}/2020/1#para_4__subpara_a__rec_r-3,,"REEF/2020/1, para. 4 (a) [r-3]",Reefs,1,1,\
Open the reefs on Sundays.,Accepted,Coralia,Lagunia,Third session,2020-05-04,,r-3,Recommendation,
,{0}/2021/2#para_5,,"REEF/2021/2, para. 5",Nets,1,1,\
Mend the nets.,Noted,Atollia,Coralia,Fourth session,spring 2021,14.b,r-5,\
Recommendation,Fishers|Children
"""


def test_recommendations_have_a_column_for_each_role_and_title_of_the_list() -> None:
    expected = REEFS.format(f"{DEFAULT_BASE}document/REEF")
    assert "".join(write_recommendations(read_reefs().dataset)) == expected


def test_the_place_of_a_citation_is_its_recommendation_unless_it_is_an_observation() -> None:
    rows = list(csv.DictReader(write_concordance(read_reefs().dataset)))
    named = [(row["paragraph_iri"] == row["recommendation_iri"]) for row in rows]
    assert named == [True, True, True, True, False, True]
    assert rows[4]["recommendation_iri"] == ""


def test_a_title_of_the_list_that_is_a_column_already_is_told_apart() -> None:
    text = "Topic,Document,Paragraph,Text,section\nReefs,REEF/1,3,Map the reefs.,west\n"
    (row,) = csv.DictReader(write_recommendations(read_reefs(text).dataset))
    assert (row["section"], row["section (list)"]) == ("", "west")


def test_topics_of_one_label_are_named_by_their_paths() -> None:
    lines = ["Topic,Document,Paragraphs,Reference", "PORTS", "Lamps,A/1,4,I.1", "SHIPS"]
    text = "\n".join([*lines, "Lamps,A/1,4,I.1"])
    made = read_text(text.encode(), "lights.csv").dataset

    rows = list(csv.DictReader(write_topics(made)))
    names = [row["label"] for row in rows]
    assert names == ["PORTS", "PORTS › Lamps", "SHIPS", "SHIPS › Lamps"]
    assert [row["broader"] for row in rows] == ["", "PORTS", "", "SHIPS"]
    (recommendation,) = csv.DictReader(write_recommendations(made))
    assert (recommendation["topics"], recommendation["topic_count"]) == (
        "PORTS › Lamps|SHIPS › Lamps",
        "2",
    )
