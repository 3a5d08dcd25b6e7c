"""Find what the value of a parameter names: a topic, a paragraph, a number.

What the data calls a thing is asked with queries of the catalogue, so that it is found in the same
way in a file and on an endpoint.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from repertory.errors import NotationError, QueryError
from repertory.querying.binding import bind, checked_iri
from repertory.querying.catalogue import Kind, Parameter, Query, find_query
from repertory.querying.local import Asked
from repertory.rdf.terms import IRI, Literal, Node, Term, is_iri
from repertory.rdf.vocabulary import XSD

T = TypeVar("T")

MAXIMUM_SHOWN: Final = 12
"""Candidates that a message lists."""

MAXIMUM_LENGTH: Final = 1_000
"""Characters of a value."""


class Candidate(Struct, frozen=True):
    """One name of a thing: what the data calls it, its full label, its IRI."""

    name: str
    label: str
    iri: IRI


class Lookup(Struct, frozen=True):
    """What names are looked up in, and the language in which their things are shown."""

    asked: Asked
    language: Term


class Choice(Struct, frozen=True):
    """What a parameter was taken to mean, and how to say it, if it need be said."""

    terms: tuple[Term, ...]
    shown: str


def resolve(query: Query, given: Mapping[str, str], asked: Asked) -> dict[str, Choice]:
    """Return what each parameter of a query means.

    Raises:
        QueryError: when one is missing, unknown, of the wrong type, or names no thing or several.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"{query.name} has no parameter {name!r}; {takes}")
    choices = _language(query, given, asked)
    language = next((choice.terms[0] for choice in choices.values()), Literal("en"))
    for parameter in query.asked_for:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"{query.name} needs the parameter {parameter.name!r}: {parameter.description} "
                f'Example: repertory query {query.name} "{parameter.example}"'
            )
        choices[parameter.name] = _choose(parameter, value.strip(), Lookup(asked, language))
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


def _language(query: Query, given: Mapping[str, str], asked: Asked) -> dict[str, Choice]:
    """Return the language of the labels, where a query takes one: as given, or `own_language`.

    It is a language tag of BCP 47, in lower case as the data has them.
    """
    choices = {}
    for parameter in query.parameters:
        if parameter.kind == "language":
            value = given.get(parameter.name, "").strip().lower() or own_language(asked)
            if not re.fullmatch("[a-z]{2,8}(-[a-z0-9]{1,8})*", value):
                raise QueryError(
                    f"{parameter.name}: found {value!r}, expected a language tag such as "
                    f"{parameter.example}"
                )
            shown = value if parameter.name in given else ""
            choices[parameter.name] = Choice((Literal(value),), shown)
    return choices


def own_language(asked: Asked) -> str:
    """Return the language in which most topics of the data have a label; English before others."""
    answer = asked.ask(find_query("languages").body)
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
    """Find the one thing that a value names."""
    plain = value.removeprefix("<").removesuffix(">")
    if is_iri(plain) and re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:(//|\S+:)", plain):
        return Choice((checked_iri(plain),), plain)
    found = FINDERS[parameter.kind](value, data)
    by_iri = {candidate.iri: candidate for candidate in found}
    if len(by_iri) == 1:
        (candidate,) = by_iri.values()
        return Choice((candidate.iri,), candidate.label)
    if not by_iri:
        raise QueryError(_nothing(parameter, value, data))
    shown = [f"  {each.label}  <{each.iri}>" for each in by_iri.values()]
    more = [f"  and {len(shown) - MAXIMUM_SHOWN} more"] if len(shown) > MAXIMUM_SHOWN else []
    lines = "\n".join([*shown[:MAXIMUM_SHOWN], *more])
    raise QueryError(
        f"{parameter.name}: {value!r} fits {len(shown)} things. Give the whole label or the IRI "
        f"of one:\n{lines}"
    )


def _nothing(parameter: Parameter, value: str, data: Lookup) -> str:
    """Say that nothing has a name, and what has one like it."""
    from difflib import get_close_matches

    names = {fold(each.name): each.label for each in LISTS[parameter.kind](value, data)}
    near = get_close_matches(fold(value), names, n=5, cutoff=0.4)
    labels = dict.fromkeys(names[name] for name in near)
    advice = f" Did you mean {' or '.join(map(repr, labels))}?" if labels else ""
    listed = f"`repertory query {ALL[parameter.kind]}` lists them all."
    return f"{parameter.name}: no {parameter.kind} is called {value!r}.{advice} {listed}"


def fold(text: str) -> str:
    """Return a text as one compares it: without accents, capitals, dashes and doubled spaces.

    >>> fold("Coopération  Inter–étatique")
    'cooperation inter etatique'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters.casefold()))


# ── Topics and concepts: by name, then by part of a name ──────────────────────────────────────────


def _find_topics(value: str, data: Lookup) -> Sequence[Candidate]:
    return best(value, _topics(value, data))


def _find_concepts(value: str, data: Lookup) -> Sequence[Candidate]:
    return best(value, _concepts(value, data))


def best(value: str, candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """Return the candidates that a value fits best: their name, the like of it, all its words.

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


def _topics(value: str, data: Lookup) -> Sequence[Candidate]:
    answer = data.asked.ask(bind(find_query("topic-names").body, {"language": [data.language]}))
    columns = (answer.column(name) for name in ("name", "topic", "topicIri"))
    return [Candidate(_text(n), _text(t), _iri(i)) for n, t, i in zip(*columns, strict=True)]


def _concepts(value: str, data: Lookup) -> Sequence[Candidate]:
    """Return the names of the linked concepts; one without a name is called by its IRI."""
    text = bind(find_query("linked-concepts").body, {"language": [data.language]})
    answer = data.asked.ask(text)
    labels = {
        _iri(iri): _text(label) or _iri(iri)
        for label, iri in zip(answer.column("concept"), answer.column("conceptIri"), strict=True)
    }
    found = [Candidate(iri, label, iri) for iri, label in labels.items()]
    answer = data.asked.ask(find_query("concept-names").body)
    for name, iri in zip(answer.column("name"), answer.column("conceptIri"), strict=True):
        found.append(Candidate(_text(name), labels[_iri(iri)], _iri(iri)))
    return sorted(found, key=lambda each: (each.label, each.iri, each.name))


# ── Documents, paragraphs and recommendations: in the notation of the United Nations ──────────────


def _find_document(value: str, data: Lookup) -> Sequence[Candidate]:
    from repertory.notation import parse_symbol

    value = _spelled(value, data)
    symbol = _read(lambda: parse_symbol(value)[0], value, "document")
    return things([symbol], {"Report", "Compilation"}, data)


def _find_paragraph(value: str, data: Lookup) -> Sequence[Candidate]:
    """Read a symbol and a paragraph, as `cite` writes them in any of the six languages."""
    from repertory.notation import cite, find_symbol, parse_paragraph

    value = _spelled(value, data)
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
    paragraph = _read(lambda: parse_paragraph(rest), rest, "paragraph")
    return things([cite(symbol, paragraph, "en")], {"Paragraph"}, data)


def _find_recommendation(value: str, data: Lookup) -> Sequence[Candidate]:
    from repertory.notation import find_symbol, format_reference, parse_reference

    value = _spelled(value, data)
    symbol = find_symbol(value)
    rest = value.replace(symbol, "", 1).strip(" ,") if symbol else value
    reference = format_reference(_read(lambda: parse_reference(rest), rest, "recommendation"))
    name = f"{symbol}, {reference}" if symbol else reference
    return things([name], {"Recommendation"}, data)


def _spelled(value: str, data: Lookup) -> str:
    """Return a value with a symbol in the capitals of the data, if it has none that can be read."""
    from repertory.notation import find_symbol

    if "/" not in value or find_symbol(value):
        return value
    names = sorted({each.name for each in _documents(value, data)}, key=len, reverse=True)
    for name in names:
        found = re.search(rf"{re.escape(name)}(?![\w/])", value, re.IGNORECASE)
        if found:
            return value[: found.start()] + name + value[found.end() :]
    return value


def _read(parse: Callable[[], T], value: str, what: str) -> T:
    try:
        return parse()
    except NotationError as error:
        raise QueryError(f"{what}: {error}") from error


def things(names: Sequence[str], classes: set[str], data: Lookup) -> Sequence[Candidate]:
    """Return the things of some classes that have one of the names exactly."""
    terms = [Literal(name) for name in names]
    answer = data.asked.ask(bind(find_query("things-named").body, {"name": terms}))
    columns = (answer.column(name) for name in ("thing", "class", "thingIri"))
    return [
        Candidate(_text(thing), _text(thing), _iri(iri))
        for thing, kind, iri in zip(*columns, strict=True)
        if _text(kind) in classes
    ]


def _list(query: str, name: str, iri: str, data: Lookup) -> Sequence[Candidate]:
    """Return all things that a query lists."""
    answer = data.asked.ask(find_query(query).body)
    columns = zip(answer.column(name), answer.column(iri), strict=True)
    return [Candidate(_text(n), _text(n), _iri(i)) for n, i in columns if n is not None]


def _documents(value: str, data: Lookup) -> Sequence[Candidate]:
    return _list("documents", "document", "documentIri", data)


def _paragraphs(value: str, data: Lookup) -> Sequence[Candidate]:
    return _list("recommendations", "paragraph", "paragraphIri", data)


def _recommendations(value: str, data: Lookup) -> Sequence[Candidate]:
    return _list("recommendations", "recommendation", "recommendationIri", data)


def _text(node: Node | None) -> str:
    if isinstance(node, Literal):
        return node.text
    return "" if node is None else str(node)


def _iri(node: Node | None) -> IRI:
    return IRI(_text(node))


Finder = Callable[[str, Lookup], Sequence[Candidate]]

FINDERS: Final[Mapping[Kind, Finder]] = {
    "topic": _find_topics,
    "concept": _find_concepts,
    "document": _find_document,
    "paragraph": _find_paragraph,
    "recommendation": _find_recommendation,
}
"""What a parameter names -> how it is found."""

ALL: Final[Mapping[Kind, str]] = {
    "topic": "topics",
    "concept": "linked-concepts",
    "document": "documents",
    "paragraph": "recommendations",
    "recommendation": "recommendations",
}
"""What a parameter names -> the query that lists all for reading."""

LISTS: Final[Mapping[Kind, Finder]] = {
    "topic": _topics,
    "concept": _concepts,
    "document": _documents,
    "paragraph": _paragraphs,
    "recommendation": _recommendations,
}
"""What a parameter names -> all that could be meant, to suggest the nearest."""
