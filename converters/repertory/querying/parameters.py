"""Resolve the values of parameters: to a topic, a paragraph, a number.

Names are looked up with queries of the catalogue, so that the lookup works in the same way in a
file and on an endpoint.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar

from msgspec import Struct

from repertory.errors import NotationError, QueryError
from repertory.querying.binding import bind, checked_iri
from repertory.querying.catalogue import Kind, Parameter, Query, find_query
from repertory.querying.local import Queryable
from repertory.querying.results import Answer
from repertory.rdf.terms import IRI, Literal, Node, Term, is_iri
from repertory.rdf.vocabulary import XSD

T = TypeVar("T")

MAXIMUM_SHOWN: Final = 12
"""Candidates that a message lists."""

MAXIMUM_LENGTH: Final = 1_000
"""Characters of a value."""


class Candidate(Struct, frozen=True):
    """One of the names of a thing, with its full label and its IRI."""

    name: str
    label: str
    iri: IRI


class Lookup(Struct, frozen=True):
    """The store in which names are looked up, and the language in which labels are shown."""

    store: Queryable
    language: Term


class Choice(Struct, frozen=True):
    """The terms of a parameter, and the value to show, empty if it need not be shown."""

    terms: tuple[Term, ...]
    shown: str


def resolve(query: Query, given: Mapping[str, str], store: Queryable) -> dict[str, Choice]:
    """Return the terms of each parameter of a query.

    Raises:
        QueryError: when a value is missing, unknown, of the wrong type or ambiguous.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"{query.name} has no parameter {name!r}; {takes}")
    choices = _language(query, given, store)
    language = next((choice.terms[0] for choice in choices.values()), Literal("en"))
    for parameter in query.asked_for:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"{query.name} needs the parameter {parameter.name!r}: {parameter.description} "
                f'Example: repertory query {query.name} "{parameter.example}"'
            )
        choices[parameter.name] = _choose(parameter, value.strip(), Lookup(store, language))
    return choices


def _choose(parameter: Parameter, value: str, data: Lookup) -> Choice:
    if not value or len(value) > MAXIMUM_LENGTH or not value.isprintable():
        raise QueryError(
            f"{parameter.name}: found {value[:40]!r}, expected 1 to {MAXIMUM_LENGTH} printable "
            f"characters, such as {parameter.example!r}"
        )
    if parameter.values and value not in parameter.values:
        allowed = ", ".join(parameter.values)
        raise QueryError(f"{parameter.name}: found {value!r}, expected one of {allowed}")
    if parameter.kind == "integer":
        return _integer(parameter, value)
    if parameter.kind == "literal":
        return Choice((Literal(value),), value)
    return _named(parameter, value, data)


def _language(query: Query, given: Mapping[str, str], store: Queryable) -> dict[str, Choice]:
    """Return the language of the labels, if a query has that parameter.

    It is given, or else `own_language`: a BCP 47 tag in lower case, as in the data.
    """
    choices = {}
    for parameter in query.parameters:
        if parameter.kind == "language":
            value = given.get(parameter.name, "").strip().lower() or own_language(store)
            if not re.fullmatch("[a-z]{2,8}(-[a-z0-9]{1,8})*", value):
                raise QueryError(
                    f"{parameter.name}: found {value!r}, expected a language tag such as "
                    f"{parameter.example}"
                )
            shown = value if parameter.name in given else ""
            choices[parameter.name] = Choice((Literal(value),), shown)
    return choices


def own_language(store: Queryable) -> str:
    """Return the language in which most topics have a label; if several, English first."""
    answer = store.ask(find_query("languages").body)
    numbers = dict(zip(map(_text, answer.column("language")), answer.column("topics"), strict=True))
    most = [name for name, number in numbers.items() if number == next(iter(numbers.values()))]
    return "en" if "en" in most or not most else most[0]


def _integer(parameter: Parameter, value: str) -> Choice:
    if not re.fullmatch("[+-]?[0-9]{1,18}", value):
        raise QueryError(
            f"{parameter.name}: found {value!r}, expected a whole number such as "
            f"{parameter.example}"
        )
    return Choice((Literal(str(int(value)), datatype=XSD.integer),), str(int(value)))


def _named(parameter: Parameter, value: str, data: Lookup) -> Choice:
    """Return the one thing that a value names."""
    plain = value.removeprefix("<").removesuffix(">")
    if is_iri(plain) and re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:(//|\S+:)", plain):
        return Choice((checked_iri(plain),), plain)
    found = FINDERS[parameter.kind](value, data)
    by_iri = {candidate.iri: candidate for candidate in found}
    if len(by_iri) == 1:
        (candidate,) = by_iri.values()
        return Choice((candidate.iri,), candidate.label)
    if not by_iri:
        raise QueryError(_not_found(parameter, value, data))
    shown = [f"  {each.label}  <{each.iri}>" for each in by_iri.values()]
    more = [f"  and {len(shown) - MAXIMUM_SHOWN} more"] if len(shown) > MAXIMUM_SHOWN else []
    lines = "\n".join([*shown[:MAXIMUM_SHOWN], *more])
    raise QueryError(
        f"{parameter.name}: {value!r} matches {len(shown)} {parameter.kind}s. Give the whole label "
        f"or the IRI of one:\n{lines}"
    )


def _not_found(parameter: Parameter, value: str, data: Lookup) -> str:
    """Return the message on an unknown name, with similar names."""
    from difflib import get_close_matches

    names = {fold(each.name): each.label for each in LISTS[parameter.kind](data)}
    near = get_close_matches(fold(value), names, n=5, cutoff=0.4)
    labels = dict.fromkeys(names[name] for name in near)
    advice = f" Did you mean {' or '.join(map(repr, labels))}?" if labels else ""
    listed = f"`repertory query {ALL[parameter.kind]}` lists them all."
    return f"{parameter.name}: no {parameter.kind} is called {value!r}.{advice} {listed}"


def fold(text: str) -> str:
    """Return a text for comparison: without accents, capitals, dashes and double spaces.

    >>> fold("Coopération  Inter–étatique")
    'cooperation inter etatique'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters.casefold()))


# ── Topics and concepts: by name, then by part of a name ──────────────────────────────────────────


def best(value: str, candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """Return the best matches of a value: by equal name, folded name, part of it, or all words.

    >>> sea, notice = (Candidate(name, name, IRI(f"a:{name}")) for name in ("By sea", "By sea, x"))
    >>> [each.name for each in best("by sea", [sea, notice])]
    ['By sea']
    >>> [each.name for each in best("sea", [sea, notice])]
    ['By sea', 'By sea, x']
    """
    candidates = list(candidates)
    exact = [each for each in candidates if each.name == value]
    if exact:
        return exact
    wanted = fold(value)
    folded = [(each, fold(each.name)) for each in candidates]
    alike = [each for each, name in folded if name == wanted]
    if alike or not wanted:
        return alike
    parts = [each for each, name in folded if f" {wanted}" in f" {name}"]
    if parts:
        return parts
    words = wanted.split()
    return [each for each, name in folded if all(word in name for word in words)]


def _topics(data: Lookup) -> Sequence[Candidate]:
    """Return the names of the topics, and the last segments of their IRIs."""
    answer = _ask("topic-names", data)
    columns = (answer.column(name) for name in ("name", "topic", "topicIri"))
    found = [Candidate(_text(n), _text(t), _iri(i)) for n, t, i in zip(*columns, strict=True)]
    labels = {each.iri: each.label for each in found}
    segments = ((re.split("[/#]", iri)[-1], label, iri) for iri, label in labels.items())
    return [*found, *(Candidate(*each) for each in segments)]


def _concepts(data: Lookup) -> Sequence[Candidate]:
    """Return the names and IRIs of the linked concepts."""
    answer = _ask("linked-concepts", data)
    labels = {
        _iri(iri): _text(label) or _iri(iri)
        for label, iri in zip(answer.column("concept"), answer.column("conceptIri"), strict=True)
    }
    found = [Candidate(iri, label, iri) for iri, label in labels.items()]
    answer = data.store.ask(find_query("concept-names").body)
    for name, iri in zip(answer.column("name"), answer.column("conceptIri"), strict=True):
        found.append(Candidate(_text(name), labels[_iri(iri)], _iri(iri)))
    return sorted(found, key=lambda each: (each.label, each.iri, each.name))


# ── Documents, paragraphs and recommendations: in the notation of the United Nations ──────────────


def _find_document(value: str, data: Lookup) -> Sequence[Candidate]:
    from repertory.notation import parse_document

    value = _with_known_capitals(value, data)
    symbol = _parse(lambda: parse_document(value)[0], value, "document")
    return _named_exactly(symbol, {"Document", "Compilation"}, data)


def _find_paragraph(value: str, data: Lookup) -> Sequence[Candidate]:
    """Find a paragraph by its identifier, or by a citation in any of the six languages."""
    value = _with_known_capitals(value, data)
    return _named_exactly(value, {"Paragraph"}, data) or _find_cited(value, "Paragraph", data)


def _find_cited(value: str, kind: str, data: Lookup) -> Sequence[Candidate]:
    """Find a thing of a class by a citation of a paragraph, unless it is an identifier."""
    from repertory.notation import find_symbol, parse_paragraph
    from repertory.rdf.iris import paragraph_eid

    if "#" in value:
        return ()
    symbol = find_symbol(value)
    rest = value
    if symbol and symbol in value:
        before, _, after = value.partition(symbol)
        rest = f"{before} {after}".strip(" ,;\u060c\uff0c\u3001*")
    if symbol is None or rest in ("", value):
        raise QueryError(
            f"paragraph: found {value!r}, expected a symbol and a paragraph, such as "
            "'CTOC/COP/WG.7/2018/3, para. 8 (e)'"
        )
    paragraph = _parse(lambda: parse_paragraph(rest), rest, "paragraph")
    return _named_exactly(f"{symbol}#{paragraph_eid(paragraph)}", {kind}, data)


def _find_recommendation(value: str, data: Lookup) -> Sequence[Candidate]:
    """Find a recommendation by its identifier, by its reference, or as a paragraph is cited."""
    from repertory.notation import find_symbol, format_reference, parse_reference
    from repertory.rdf.iris import recommendation_eid

    value = _with_known_capitals(value, data)
    found = _named_exactly(value, {"Recommendation"}, data)
    if found or "#" in value:
        return found
    symbol = find_symbol(value)
    rest = value.replace(symbol, "", 1).strip(" ,") if symbol else value
    try:
        reference = parse_reference(rest)
    except NotationError as error:
        if symbol is None or rest == "":
            raise QueryError(f"recommendation: {error}") from error
        return _find_cited(value, "Recommendation", data)
    name = f"{symbol}#{recommendation_eid(reference)}" if symbol else format_reference(reference)
    return _named_exactly(name, {"Recommendation"}, data)


def _with_known_capitals(value: str, data: Lookup) -> str:
    """Return a value with its document symbol in the capitals of the data."""
    from repertory.notation import find_symbol

    if "/" not in value or find_symbol(value):
        return value
    names = sorted({each.name for each in _listed("document", data)}, key=len, reverse=True)
    for name in names:
        found = re.search(rf"{re.escape(name)}(?![\w/])", value, re.IGNORECASE)
        if found:
            return value[: found.start()] + name + value[found.end() :]
    return value


def _parse(parse: Callable[[], T], value: str, kind: Kind) -> T:
    try:
        return parse()
    except NotationError as error:
        raise QueryError(f"{kind}: {error}") from error


def _named_exactly(name: str, classes: set[str], data: Lookup) -> Sequence[Candidate]:
    """Return the things of some classes that have exactly this name, or this label."""
    assert isinstance(data.language, Literal)
    named = Literal(name), Literal(name, data.language.text)
    answer = _ask("things-named", data, name=named)
    columns = (answer.column(name) for name in ("thing", "class", "thingIri"))
    return [
        Candidate(_text(thing), _text(thing), _iri(iri))
        for thing, kind, iri in zip(*columns, strict=True)
        if _text(kind) in classes
    ]


def _values(role: str, data: Lookup) -> Sequence[Candidate]:
    """Return the names of the values of a role, such as the recommending States."""
    answer = _ask("positions-and-states", data)
    columns = (answer.column(name) for name in ("role", "value", "valueIri"))
    return [
        Candidate(_text(value), _text(value), _iri(iri))
        for found, value, iri in zip(*columns, strict=True)
        if _text(found) == role
    ]


def _ask(name: str, data: Lookup, /, **values: Sequence[Term]) -> Answer:
    """Ask a query of the catalogue for the labels in the language of the lookup."""
    return data.store.ask(bind(find_query(name).body, {"language": [data.language], **values}))


def _listed(kind: Kind, data: Lookup) -> Sequence[Candidate]:
    """Return all things that the query for a kind lists."""
    answer = _ask(ALL[kind], data)
    columns = zip(answer.column(kind), answer.column(f"{kind}Iri"), strict=True)
    return [Candidate(_text(n), _text(n), _iri(i)) for n, i in columns if n is not None]


def _text(node: Node | None) -> str:
    if isinstance(node, Literal):
        return node.text
    return "" if node is None else str(node)


def _iri(node: Node | None) -> IRI:
    return IRI(_text(node))


FINDERS: Final[Mapping[Kind, Callable[[str, Lookup], Sequence[Candidate]]]] = {
    "topic": lambda value, data: best(value, _topics(data)),
    "concept": lambda value, data: best(value, _concepts(data)),
    "document": _find_document,
    "paragraph": _find_paragraph,
    "recommendation": _find_recommendation,
    "position": lambda value, data: best(value, _values("position", data)),
    "addressee": lambda value, data: best(value, _values("addressee", data)),
    "state": lambda value, data: best(value, _values("recommending State", data)),
}
"""Kind of a parameter -> the function that finds the things that a value names."""

ALL: Final[Mapping[Kind, str]] = {
    "topic": "topics",
    "concept": "linked-concepts",
    "document": "documents",
    "paragraph": "recommendations",
    "recommendation": "recommendations",
    **dict.fromkeys(("position", "addressee", "state"), "positions-and-states"),
}
"""Kind of a parameter -> the query that lists all things of that kind."""

LISTS: Final[Mapping[Kind, Callable[[Lookup], Sequence[Candidate]]]] = {
    "topic": _topics,
    "concept": _concepts,
    "document": partial(_listed, "document"),
    "paragraph": partial(_listed, "paragraph"),
    "recommendation": lambda data: [
        *_listed("recommendation", data),
        *_listed("paragraph", data),
    ],
    "position": partial(_values, "position"),
    "addressee": partial(_values, "addressee"),
    "state": partial(_values, "recommending State"),
}
"""Kind of a parameter -> the function that returns all candidates, to suggest similar ones."""
