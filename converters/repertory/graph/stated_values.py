"""What a list states of a place: its text, and the values of its columns in small schemes.

Positions, addressees and recommending States are concepts: one scheme for each of these roles, with
the values that the lists of the dataset have, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from repertory.model import NO_PARTICULARS, Dataset, Index, Particulars
from repertory.rdf.iris import Minter, slug
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import date, integer, string, text
from repertory.rdf.vocabulary import DCTERMS, RDF, RDFS, REP, SCHEMA, SKOS

ROLES: Final = MappingProxyType(
    {
        "position": (REP.position, attrgetter("positions")),
        "addressee": (REP.addressee, attrgetter("addressees")),
        "state": (REP.recommendingState, attrgetter("states")),
    }
)
"""Role -> its property, and the values of a row."""


class ListedValues(Struct):
    """The scheme of a role: its titles by language, and its values.

    *labels* are the labels by language of each value, whose slug is in *slugs*; the key of both is
    a label without regard to capitals.
    """

    titles: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def add(self, label: str, language: str) -> None:
        """Add a value; labels that differ only in capitals are one."""
        key = label.casefold()
        self.labels.setdefault(key, {}).setdefault(language, label)
        if key not in self.slugs:
            name, number = slug(label), 2
            while name in self.taken:
                name, number = f"{slug(label)}-{number}", number + 1
            self.slugs[key] = name
            self.taken.add(name)


def list_values(dataset: Dataset) -> dict[str, ListedValues]:
    """Return the values of each role that the lists of a dataset have, in their order."""
    found: dict[str, ListedValues] = {}
    for index in dataset.indexes:
        language = index.description.language
        stated = [row.particulars for row in index.rows if row.particulars is not NO_PARTICULARS]
        for role, (_, values_of) in ROLES.items() if stated else ():
            values = dict.fromkeys(value for each in stated for value in values_of(each))
            if values:
                scheme = found.setdefault(role, ListedValues())
                scheme.titles.setdefault(language, _title(index, role))
                for value in values:
                    scheme.add(value, language)
    return found


def _title(index: Index, role: str) -> str:
    """Return the title of the column of a role, or the name of the role."""
    titles = (each.title for table in index.columns for each in table if each.role == role)
    return next(filter(None, titles), role)


def describe_values(
    schemes: Mapping[str, ListedValues], languages: Iterable[str], minter: Minter
) -> Iterator[Triple]:
    """Yield the schemes and their concepts, all statements about one subject together."""
    for role, scheme in schemes.items():
        whole = minter.values(role)
        values = {key: minter.value(role, name) for key, name in scheme.slugs.items()}
        yield whole, RDF.type, SKOS.ConceptScheme
        yield whole, DCTERMS.identifier, string(f"{minter.identifier}-{role}")
        for predicate in (RDFS.label, SKOS.prefLabel):
            for language in languages:
                title = scheme.titles.get(language) or next(iter(scheme.titles.values()))
                yield whole, predicate, text(title, language)
        for iri in values.values():
            yield whole, SKOS.hasTopConcept, iri
        for order, (key, iri) in enumerate(values.items(), 1):
            yield iri, RDF.type, SKOS.Concept
            for language, label in scheme.labels[key].items():
                yield iri, SKOS.prefLabel, text(label, language)
            yield iri, SKOS.inScheme, whole
            yield iri, REP.order, integer(order)
            yield iri, SKOS.topConceptOf, whole


def describe_stated(
    iri: IRI,
    stated: Iterable[tuple[str, Particulars]],
    schemes: Mapping[str, ListedValues],
    minter: Minter,
) -> Iterator[Triple]:
    """Yield what lists state of a place, each statement once."""
    statements: dict[tuple[IRI, IRI | Literal], None] = {}
    for language, each in dict.fromkeys(stated):
        statements |= dict.fromkeys(_statements(each, language, schemes, minter))
    yield from ((iri, predicate, value) for predicate, value in statements)


def _statements(
    stated: Particulars, language: str, schemes: Mapping[str, ListedValues], minter: Minter
) -> Iterator[tuple[IRI, IRI | Literal]]:
    if stated.text:
        yield SCHEMA.text, text(stated.text, language)
    for role, (predicate, values_of) in ROLES.items():
        for value in values_of(stated):
            yield predicate, minter.value(role, schemes[role].slugs[value.casefold()])
    for code in stated.targets:
        yield REP.sdgTarget, minter.target(code)
    if stated.session:
        yield REP.session, string(stated.session)
    if stated.date:
        yield DCTERMS.date, date(stated.date)
