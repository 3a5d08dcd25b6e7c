"""Mapping files: SSSOM with its metadata, decisions that are saved, and tables of labels."""

from __future__ import annotations

import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.fuzz.chance import changed, changed_bytes, character, some
from tests.fuzz.law import expect, outcome, shown

from repertory.errors import RepertoryError
from repertory.linking.reviewing.decisions import Decisions, read_decisions
from repertory.linking.sssom.mapping_set import MappingSet, SssomMapping, parse_sssom, write_sssom
from repertory.linking.vocabularies.label_tables import read_table
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS

BLOCK: Final = """#curie_map:
#  a: https://example.org/
#  topics-lights: https://example.org/topics/lights/
#  ships: "https://example.org/ships/"
#license: https://example.org/free
#mapping_set_confidence: 0.95
#mapping_set_title: 'Lights: old and new'
#creator_id:
#  - orcid:0000-0000-0000-0001
#other: {note: "a\\u2028b", list: [1, [2, {c: d}]]}
#comment: |
#  two
#  lines
"""

TABLE: Final = '''subject_id\tsubject_label\tpredicate_modifier\tpredicate_id\tobject_id\t\
mapping_justification\tconfidence\tcomment\tsee_also
topics-lights:fog\tFog\t\tskos:exactMatch\tships:1\tsemapv:ManualMappingCuration\t0.9\ta\tx|y
topics-lights:bells\t"Bells, ""old"""\tNot\tskos:closeMatch\tships:2\tsemapv:LexicalMatching\t\t\t
topics-lights:oil\tOil\t\tskos:mappingRelation\tsssom:NoTermFound\tsemapv:LexicalMatching\t\t\t
'''

LABELS: Final = """iri,prefLabel@en,altLabel_fr,broader,language,definition
https://example.org/ships/1,Fog,Brume|Brouillard,https://example.org/ships/2,en,What hides ships
https://example.org/ships/2,"Weather, bad",,,,
"""

YAML: Final = (
    *(
        "[a, b]",
        "{a: b}",
        "&x y",
        "*x",
        "!t v",
        "|",
        ">",
        "'",
        '"',
        '"\\ud800"',
        '"\\ud83d\\udea2"',
    ),
    *("[" * 30, "{a: " * 30, "? a", "- b", "---", "...", "# note", "%YAML 1.1", "null", "~", ": :"),
    *('"\\x85\\u2029"', "a: b: c", "\\", "0.5", "on", "y", '"a\\nb"', "\t", "<<: {a: b}", "''"),
)
"""Pieces of YAML, right somewhere or nowhere."""


def check(chance: random.Random) -> str:
    """Check one mapping file, or one table of labels."""
    kind = chance.random()
    if kind < 0.15:
        return _check_labels(_file(chance, LABELS))
    text = _file(chance, BLOCK + TABLE)
    if kind < 0.3:
        return _check_saved(chance, text)
    content = text.decode("utf-8", "replace")
    found = outcome(lambda: parse_sssom(content, "m.tsv"))
    if isinstance(found, RepertoryError):
        expect(str(found).startswith("m.tsv"), found)
        return shown(found)
    _check_written(found)
    return shown(found)


def _check_written(found: MappingSet) -> None:
    """Check that a set that is written is read again as it was, and written in the same way."""
    written = write_sssom(found)
    again = parse_sssom(written, "m.tsv")
    expect(_content(again) == _content(found), found, written, again)
    expect(again.metadata == found.metadata, found, written, again)
    expect(again.prefixes.items() >= _declared(found), found, written, again)
    expect(write_sssom(again) == written, written, write_sssom(again))


def _content(mappings: MappingSet) -> list[tuple[object, ...]]:
    return [
        (each.subject, each.predicate, each.object, each.justification, dict(each.slots))
        for each in mappings.mappings
    ]


def _declared(found: MappingSet) -> set[tuple[str, str]]:
    return {
        item for item in found.prefixes.items() if item[0] not in parse_sssom(TABLE_HEAD).prefixes
    }


TABLE_HEAD: Final = "\t".join(("subject_id", "predicate_id", "object_id", "mapping_justification"))


def _file(chance: random.Random, text: str) -> bytes:
    """Spoil a file: other lines of metadata, cells, delimiters, line ends, characters."""
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        lines = text.split("\n")
        number = chance.randrange(len(lines))
        kind = chance.randrange(6)
        if kind == 0 and lines[number].startswith("#"):
            lines[number] = re.sub("[^:]*$", lambda _: f" {chance.choice(YAML)}", lines[number])
        elif kind == 1:
            pad = chance.choice(("#", "#  ", "# ", '"#'))
            lines.insert(0, f"{pad}{chance.choice(('', 'k: ', '- '))}{chance.choice(YAML)}")
        elif kind == 2:
            cells = lines[number].split("\t")
            cells[chance.randrange(len(cells))] = "".join(character(chance) for _ in range(5))
            lines[number] = "\t".join(cells)
        elif kind == 3:
            lines.insert(number, chance.choice(lines))
        elif kind == 4:
            lines.pop(number)
        else:
            cells = lines[number].split("\t")
            chance.shuffle(cells)
            lines[number] = "\t".join(cells)
        text = "\n".join(lines)
    if chance.random() < 0.2:
        text = text.replace("\t", chance.choice(",;"))
    if chance.random() < 0.2:
        text = text.replace("\n", chance.choice(("\r\n", "\r", ",,,\n")))
    if chance.random() < 0.4:
        text = changed(chance, text, (BLOCK, TABLE, LABELS))
    content = text.encode("utf-8", "replace")
    return changed_bytes(chance, content, 2) if chance.random() < 0.1 else content


def _check_saved(chance: random.Random, content: bytes) -> str:
    """Read decisions, add one, save them, and read them again: none is lost."""
    with TemporaryDirectory() as name:
        path = Path(name) / "ships.sssom.tsv"
        path.write_bytes(content)
        if chance.random() < 0.2:
            (Path(name) / "ships.sssom.yml").write_bytes(_file(chance, BLOCK.replace("#", "")))
        decisions = outcome(lambda: read_decisions(path))
        if isinstance(decisions, RepertoryError):
            expect(name in str(decisions), decisions)
            return shown(decisions).replace(name, "")
        more = decisions.with_prefixes({"t": "https://example.org/t/"})
        for topic in some(chance, ("fog", "oil", "sea"), 2):
            more = more.with_decision(_decision(chance, topic))
        saved = outcome(more.save)
        if isinstance(saved, Decisions):
            again = read_decisions(path)
            expect(_content(again.mappings) == _content(more.mappings), more, again)
            expect(again.mappings.metadata == more.mappings.metadata, more, again)
        else:
            expect(path.read_bytes() == content, saved)
        expect([each.name for each in path.parent.iterdir() if "backup" in each.name] == [])
        return shown(saved).replace(name, "")


def _decision(chance: random.Random, topic: str) -> SssomMapping:
    slots = {"comment": "".join(character(chance) for _ in range(chance.randint(0, 9)))}
    return SssomMapping(
        IRI(f"https://example.org/t/{topic}"),
        chance.choice((SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)),
        IRI(f"https://example.org/t/concept-{chance.randrange(3)}"),
        SEMAPV.ManualMappingCuration,
        {key: text.replace("\r", "") for key, text in slots.items() if text.strip()},
    )


def _check_labels(content: bytes) -> str:
    with TemporaryDirectory() as name:
        path = Path(name) / "labels.csv"
        path.write_bytes(content)
        found = outcome(lambda: list(read_table(path)))
        return shown(found).replace(name, "")
