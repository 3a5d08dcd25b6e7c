"""Write statements as one compact JSON-LD 1.1 document with its context inlined.

Only the context determines how a value is written. A term of the context is used for the values
that its definition can express (https://www.w3.org/TR/json-ld11-api/#term-selection): texts with a
language if it is a language map, otherwise IRIs and the literals of its datatype. Any other value
of the property is written in expanded form under the prefixed name of the property, so that every
statement without blank nodes can be read back.

The order is fixed: subjects and values by their text with numbers by size (row 2 before row 10);
keys with `id` and `type` first, then as in the context, then keys that are not terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Final, TypeGuard

from repertory.rdf.jsonld_context import INDENT, Context, Slot
from repertory.rdf.terms import IRI, Literal, Term, Triple
from repertory.rdf.vocabulary import RDF, SKOS, SPDX, XSD

NESTED: Final = (
    SKOS.hasTopConcept,
    SPDX.checksum,
)
"""The properties whose value is written inside its subject, in order of precedence."""

MAXIMUM_DEPTH: Final = 32
"""Levels of nested nodes; a deeper one is written at the top, since JSON parsers limit depth."""

NATIVE: Final = {
    XSD.integer: re.compile(r"0|-?[1-9][0-9]{0,14}"),
    XSD.boolean: re.compile(r"true|false"),
}
"""The literals that a JSON number or Boolean preserves (RFC 8259, section 6: 53 bits)."""

_NUMBER: Final = re.compile(r"[0-9]+")

_json = encode_basestring

_Node = dict[tuple[IRI, Term], None]
"""The properties and values of a subject, each pair once."""


def write_jsonld(triples: Iterable[Triple], context: Mapping[str, object]) -> Iterator[str]:
    """Yield *triples* as parts of one JSON-LD document.

    *context* is a parsed context document: an object with the key `@context`. A subject is written
    inside the first subject that refers to it by a property of `NESTED`, in the order of that
    table; all others are at the top of `@graph`.

    Raises:
        OutputError: when the context has an unsupported definition, or when the scheme of an IRI
            is a prefix of the context.

    >>> row = IRI("https://example.org/row/1")
    >>> context = {"@context": {"line": {"@id": "https://w3id.org/repertory/ns#line"}}}
    >>> line = IRI("https://w3id.org/repertory/ns#line")
    >>> print("".join(write_jsonld([(row, line, Literal("17"))], context)), end="")
    {
      "@context": {
        "line": {"@id": "https://w3id.org/repertory/ns#line"}
      },
      "@graph": [
        {
          "@id": "https://example.org/row/1",
          "line": "17"
        }
      ]
    }
    """
    return _Writer(Context(context), _group(triples)).document()


class _Writer:
    """One document, to which each node is written once."""

    def __init__(self, context: Context, nodes: dict[IRI, _Node]) -> None:
        """Sort the subjects and determine their nesting."""
        self.context = context
        self.nodes = nodes
        self.keys = {subject: _natural(subject) for subject in nodes}
        self.subjects = sorted(nodes, key=self.keys.__getitem__)
        self.parents = _parents(self.subjects, nodes)
        self.holders = frozenset(self.parents.values())
        self.written: set[IRI] = set()
        self.shapes: dict[tuple[Slot, ...], list[Slot]] = {}
        self.id = _json(context.keyword("@id"))
        self.datatype = _json(context.keyword("@type"))
        key = context.keyword("@type")
        self.terms = {**context.terms, RDF.type: Slot((-1, key), _json(key), "@vocab")}

    def document(self) -> Iterator[str]:
        """Yield the whole document."""
        yield f'{{\n{INDENT}"@context": {{\n{self.context.lines()}\n{INDENT}}},\n'
        yield f'{INDENT}"@graph": ['
        separator, margin = "\n", INDENT * 2
        for subject in self._tops():
            yield from self._node(subject, separator + margin, margin, depth=1)
            separator = ",\n"
        yield f"\n{INDENT}]\n}}\n" if self.nodes else "]\n}\n"

    def _tops(self) -> Iterator[IRI]:
        """Yield the subjects without a parent, then those left by cycles and the depth limit."""
        yield from (subject for subject in self.subjects if subject not in self.parents)
        yield from (subject for subject in self.subjects if subject not in self.written)

    def _node(self, subject: IRI, before: str, margin: str, depth: int) -> Iterator[str]:
        """Yield one subject with its nested nodes, after the text *before*."""
        self.written.add(subject)
        inner = margin + INDENT
        holds = depth < MAXIMUM_DEPTH and subject in self.holders
        text = f"{before}{{\n{inner}{self.id}: {_json(self.context.name(subject))}"
        for slot, values in self._members(subject):
            text += f",\n{inner}{slot.text}: "
            if holds and any(self._inside(value, subject) for value in values):
                yield text
                yield from self._nesting(subject, slot, values, inner, depth)
                text = ""
            elif len(values) == 1 and slot.container is None:
                text += self._value(slot, values[0])
            else:
                text += self._values(slot, values, inner)
        yield f"{text}\n{margin}}}"

    def _inside(self, value: Term, subject: IRI) -> TypeGuard[IRI]:
        """Return whether *value* belongs inside *subject* and is not written yet."""
        return (
            not isinstance(value, Literal)
            and self.parents.get(value) == subject
            and value not in self.written
        )

    def _nesting(
        self, subject: IRI, slot: Slot, values: list[Term], margin: str, depth: int
    ) -> Iterator[str]:
        """Yield values of which some are nodes to nest."""
        separator, inner = "[\n", margin + INDENT
        for value in values:
            if self._inside(value, subject):
                yield from self._node(value, separator + inner, inner, depth + 1)
            else:
                yield separator + inner + self._value(slot, value)
            separator = ",\n"
        yield f"\n{margin}]"

    def _members(self, subject: IRI) -> list[tuple[Slot, list[Term]]]:
        """Group the values of a subject by key, with keys and values in order."""
        members: dict[Slot, list[Term]] = {}
        for predicate, value in self.nodes[subject]:
            slot = self.terms.get(predicate)
            if slot is None or not _fits(value, slot):
                slot = self.context.other(predicate)
            if slot in members:
                members[slot].append(value)
            else:
                members[slot] = [value]
        for values_of_key in members.values():
            if len(values_of_key) > 1:
                values_of_key.sort(key=self._order)
        shape = tuple(members)
        if shape not in self.shapes:
            self.shapes[shape] = sorted(members, key=attrgetter("order"))
        return [(slot, members[slot]) for slot in self.shapes[shape]]

    def _order(self, value: Term) -> tuple[bool, tuple[str, str], str, str]:
        """Return the sorting key of a value: IRIs first, then texts, languages and datatypes."""
        if isinstance(value, Literal):
            return True, _natural(value.text), value.language or "", value.datatype or ""
        return False, self.keys.get(value) or _natural(value), "", ""

    def _values(self, slot: Slot, values: list[Term], margin: str) -> str:
        """Return the values of a key, without nested nodes, as text."""
        if slot.container == "@language":
            return self._language_map(values, margin)
        texts = [self._value(slot, value) for value in values]
        return _bracketed("[", texts, "]", margin)

    def _language_map(self, values: list[Term], margin: str) -> str:
        """Return texts by their language: `{"en": "Corruption", "fr": ["…", "…"]}`."""
        texts: dict[str, list[str]] = {}
        for value in values:
            if isinstance(value, Literal) and value.language:
                texts.setdefault(value.language, []).append(_json(value.text))
        entries = [
            f"{_json(tag)}: " + (same[0] if len(same) == 1 else f"[{', '.join(same)}]")
            for tag, same in sorted(texts.items())
        ]
        return _bracketed("{", entries, "}", margin)

    def _value(self, slot: Slot, value: Term) -> str:
        """Return one value as text, short if the coercion of the key implies the rest."""
        if not isinstance(value, Literal):
            if value not in slot.written:
                slot.written[value] = self._iri(slot, value)
            return slot.written[value]
        if value.language:
            return f'{{"@value": {_json(value.text)}, "@language": {_json(value.language)}}}'
        if value.datatype is None:
            return _json(value.text)
        if slot.coercion:
            native = NATIVE.get(value.datatype)
            return value.text if native and native.fullmatch(value.text) else _json(value.text)
        datatype = _json(self.context.vocabulary_name(value.datatype))
        return f'{{"@value": {_json(value.text)}, {self.datatype}: {datatype}}}'

    def _iri(self, slot: Slot, value: IRI) -> str:
        """Return an IRI as text, short if the coercion of the key implies the rest."""
        if slot.coercion == "@vocab":
            return _json(self.context.vocabulary_name(value))
        name = _json(self.context.name(value))
        return name if slot.coercion == "@id" else f"{{{self.id}: {name}}}"


def _group(triples: Iterable[Triple]) -> dict[IRI, _Node]:
    """Group the statements by subject, each once."""
    nodes: defaultdict[IRI, _Node] = defaultdict(dict)
    string = XSD.string
    for subject, predicate, value in triples:
        if isinstance(value, Literal) and value.datatype == string:
            value = Literal(value.text)
        nodes[subject][predicate, value] = None
    return dict(nodes)


def _parents(subjects: list[IRI], nodes: dict[IRI, _Node]) -> dict[IRI, IRI]:
    """Return for each subject the first other one that refers to it by a property of `NESTED`."""
    claims: dict[IRI, list[tuple[IRI, IRI]]] = {predicate: [] for predicate in NESTED}
    for subject in subjects:
        for predicate, value in nodes[subject]:
            if predicate in claims and not isinstance(value, Literal):
                if value in nodes and value != subject:
                    claims[predicate].append((value, subject))
    parents: dict[IRI, IRI] = {}
    for claimed in claims.values():
        for value, subject in claimed:
            parents.setdefault(value, subject)
    return parents


def _fits(value: Term, term: Slot) -> bool:
    """Return whether a term of the context can express *value*."""
    if not isinstance(value, Literal):
        return term.container != "@language"
    if term.container == "@language":
        return bool(value.language)
    return term.coercion is None or (not value.language and value.datatype == term.coercion)


def _bracketed(opening: str, items: list[str], closing: str, margin: str) -> str:
    """Return a list or a map as text: on one line if it has one item, else one item a line."""
    if len(items) == 1:
        return f"{opening}{items[0]}{closing}"
    inner = f"\n{margin}{INDENT}"
    return f"{opening}{inner}{f',{inner}'.join(items)}\n{margin}{closing}"


def _natural(text: str) -> tuple[str, str]:
    """Return a sorting key that orders numbers by size."""
    return _NUMBER.sub(lambda digits: digits[0].zfill(20), text), text
