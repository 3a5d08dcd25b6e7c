"""The links to a vocabulary are published in SSSOM: what is accepted, and what has no concept."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from repertory.graph.mappings import Mappings, read_mappings
from repertory.linking.sssom.mapping_set import parse_sssom
from repertory.model import Dataset, RetiredTopic, Source, VocabularyDescription
from repertory.outputs.links_files import links_file, write_links
from repertory.outputs.output_files import OUTPUTS, outputs_of
from repertory.outputs.publication import Publication, open_documents

TOP = Path(__file__).parents[2]
SEA = VocabularyDescription(
    "sea", "https://example.org/sea/", title="Sea words", iri="https://example.org/sea/00"
)
DECISIONS = """\
#curie_map:
#  sea: "https://example.org/sea/"
#  t: "https://example.org/id/topics/lights/"
#license: "https://example.org/other-licence"
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\t\
confidence\treviewer_label\tcomment\tother\tmood
t:beacons\tskos:exactMatch\t\tsea:5\tbeacon\tsemapv:ManualMappingCuration\t\t\t\t\t
t:boats\tskos:exactMatch\t\tsea:1\tboat\tsemapv:ManualMappingCuration\t0.90\tA. Person\t\
The same, afloat.\tproposed skos:exactMatch: =\tcalm
t:boats\tskos:closeMatch\tNot\tsea:2\tship\tsemapv:ManualMappingCuration\t\t\t\t\t
t:fog\tskos:exactMatch\t\tsssom:NoTermFound\t\tsemapv:ManualMappingCuration\t\t\t\t\t
t:fog-bells\tskos:broadMatch\t\tsea:a/b#c\t\tsemapv:ManualMappingCuration\t\t\t'=1+1\t\t
"""
PUBLISHED = """\
#curie_map:
#  sea: "https://example.org/sea/"
#  semapv: "https://w3id.org/semapv/vocab/"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#  sssom: "https://w3id.org/sssom/"
#  topics: "https://example.org/id/topics/"
#  topics-lights: "https://example.org/id/topics/lights/"
#mapping_set_id: "https://example.org/id/mappings/lighthouses/sea"
#mapping_set_title: lighthouses to Sea words
#license: "https://creativecommons.org/publicdomain/zero/1.0/"
#subject_source: "topics:lights"
#object_source: "sea:00"
subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\t\
reviewer_label\tcomment
topics-lights:boats\tskos:exactMatch\tsea:1\tboat\tsemapv:ManualMappingCuration\t0.90\tA. Person\t\
The same, afloat.
topics-lights:fog\tskos:exactMatch\tsssom:NoTermFound\t\tsemapv:ManualMappingCuration\t\t\t
topics-lights:fog-bells\tskos:broadMatch\tsea:a/b#c\t\tsemapv:ManualMappingCuration\t\t\t'=1+1
topics-lights:beacons\tskos:exactMatch\tsea:5\tbeacon\tsemapv:ManualMappingCuration\t\t\t
"""


@pytest.fixture
def retired(dataset: Dataset) -> Dataset:
    """The dataset with a retired topic."""
    return replace(dataset, retired=(RetiredTopic("lights", "beacons", "Beacons", "en"),))


@pytest.fixture
def mappings(retired: Dataset, tmp_path: Path) -> Mappings:
    """The decisions above, as read."""
    (tmp_path / "sea.sssom.tsv").write_text(DECISIONS, encoding="utf-8")
    (found,) = read_mappings(tmp_path, [SEA], retired)
    return found


def test_the_file_has_the_published_decisions_in_the_order_of_the_topics(
    retired: Dataset, mappings: Mappings
) -> None:
    assert links_file(mappings) == "mappings/sea.sssom.tsv"
    assert write_links(mappings, retired) == PUBLISHED


def test_a_vocabulary_without_decisions_has_a_file_without_lines(dataset: Dataset) -> None:
    nothing = Mappings(SEA, (), (), Source("sea.sssom.tsv", "text/plain", "0" * 64))
    assert parse_sssom(write_links(nothing, dataset)).mappings == ()


def test_a_dataset_has_a_file_for_each_vocabulary(
    publication: Publication, mappings: Mappings
) -> None:
    assert [*outputs_of(publication)] == [*OUTPUTS]
    linked = replace(publication, mappings=(mappings,))
    assert [*outputs_of(linked)] == [*OUTPUTS, "mappings/sea.sssom.tsv"]


def test_the_published_files_have_each_link_of_the_core_and_can_be_read_again() -> None:
    publication = open_documents(manifest=str(TOP / "repertory.toml"))
    names = [f"mappings/{each.vocabulary.name}.sssom.tsv" for each in publication.mappings]
    assert [*outputs_of(publication)] == [*OUTPUTS, *names] != [*OUTPUTS]
    for each, name in zip(publication.mappings, names, strict=True):
        content = publication.content(name)
        assert isinstance(content, str)
        published = {
            (mapping.subject, mapping.predicate, mapping.object)
            for mapping in parse_sssom(content).mappings
        }
        decided = (*each.accepted, *each.unmapped)
        assert published == {(it.subject, it.predicate, it.object) for it in decided}
