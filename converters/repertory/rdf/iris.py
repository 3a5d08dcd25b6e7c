"""Mint the IRIs of the data; no other module does.

An IRI is readable and has only parts that do not depend on the layout of the document: identifiers
from the manifest, the order of a row in the table, document symbols, and paragraph designations as
in the Akoma Ntoso naming convention (`#para_8__subpara_e`,
https://docs.oasis-open.org/legaldocml/akn-nc/v1.0/akn-nc-v1.0.html#_Toc531692281).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from repertory.model import Locator, ParagraphNumber, Reference, Symbol
from repertory.notation.documents import is_symbol
from repertory.rdf.terms import IRI

DEFAULT_BASE: Final = "https://unpublished.invalid/id/"
"""The base of data for which nobody has chosen one: no server can answer at this host
(https://www.rfc-editor.org/rfc/rfc2606#section-2)."""

MAXIMUM_SLUG: Final = 80
"""Characters of a slug; a longer label is cut after a word."""

PART_NAMES: Final = {
    "decision": "decision",
    "annex": "annex",
    "appendix": "app",
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "preamble": "preamble",
}
"""The names of the parts of a document by their kinds in `notation.locators`."""

SYMBOL_SAFE: Final = "/!$&'()*+,;=:@"
"""Characters that RFC 3986 allows in a path, left unescaped to keep symbols readable."""


def slug(label: str) -> str:
    """Return a readable path segment for a label in any script (RFC 3987), without accents.

    >>> slug("Children, unaccompanied/separated children")
    'children-unaccompanied-separated-children'
    >>> slug("Coopération internationale")
    'cooperation-internationale'
    >>> slug("Сбор данных")
    'сбор-данных'
    """
    decomposed = unicodedata.normalize("NFKD", label)
    kept = "".join(
        letter
        for position, letter in enumerate(decomposed)
        if not (unicodedata.combining(letter) and position and decomposed[position - 1] < "\u0250")
    )
    text = unicodedata.normalize("NFC", kept).casefold().replace("'", "").replace("\u2019", "")
    words = re.findall(r"\w+", text.replace("_", " "))
    cut: list[str] = []
    for word in words:
        if cut and len("-".join([*cut, word])) > MAXIMUM_SLUG:
            break
        cut.append(word[:MAXIMUM_SLUG])
    return "-".join(cut) or "untitled"


@lru_cache(maxsize=4096)
def paragraph_eid(paragraph: ParagraphNumber) -> str:
    """Return the name of a place inside its document, which is empty for the whole document.

    >>> paragraph_eid(ParagraphNumber(8, items=("a", "i")))
    'para_8__subpara_a__subpara_i'
    >>> paragraph_eid(ParagraphNumber(26, dotted=(110,), within=(Locator("annex", "I"),)))
    'annex_I__para_26.110'
    >>> paragraph_eid(ParagraphNumber(9, within=(Locator("preamble"),)))
    'recital_9'
    >>> paragraph_eid(ParagraphNumber(12, recommendation="b-2"))
    'para_12__rec_b-2'
    """
    within = paragraph.within
    is_recital = paragraph.number > 0 and within[-1:] == (Locator("preamble"),)
    parts = [
        "_".join(filter(None, (PART_NAMES[each.kind], segment(each.name))))
        for each in (within[:-1] if is_recital else within)
    ]
    if paragraph.number:
        number = ".".join(map(str, (paragraph.number, *paragraph.dotted)))
        parts.append(f"{'recital' if is_recital else 'para'}_{number}{paragraph.suffix}")
    parts += [f"subpara_{segment(item)}" for item in paragraph.items]
    parts += [f"rec_{segment(paragraph.recommendation)}"] if paragraph.recommendation else []
    return "__".join(parts)


def recommendation_eid(reference: Reference) -> str:
    """Return the name of a recommendation inside its compilation: `sec_V__para_2__subpara_e`.

    >>> recommendation_eid(Reference("V", ParagraphNumber(2, items=("e",))))
    'sec_V__para_2__subpara_e'
    """
    section = f"sec_{segment(reference.section)}__" if reference.section else ""
    return f"{section}{paragraph_eid(reference.paragraph)}"


@lru_cache(maxsize=4096)
def segment(text: str) -> str:
    """Return a text as one segment of a path, or as a part of a fragment.

    >>> segment("index 1/2.txt")
    'index%201%2F2.txt'
    """
    return quote(text, safe="")


@lru_cache(maxsize=4096)
def symbol_path(symbol: str) -> str:
    """Return a symbol as the end of a path.

    >>> symbol_path("A/RES/3201 (S-VI)")
    'A/RES/3201%20(S-VI)'
    """
    return quote(symbol, safe=SYMBOL_SAFE)


def document_address(symbol: Symbol, language: str) -> IRI:
    """Return the permanent address of a document at docs.un.org in a language.

    >>> document_address(Symbol("CTOC/COP/WG.7/2018/3"), "en")
    'https://docs.un.org/en/CTOC/COP/WG.7/2018/3'
    """
    return IRI(f"https://docs.un.org/{language}/{symbol_path(symbol)}")


class Minter:
    """The IRIs of one dataset, under its base IRI.

    Datasets under one base share the IRIs of documents, paragraphs and bodies. The identifiers of
    schemes and indexes are unique under a base. All other IRIs contain the identifier of the
    dataset, so that datasets in one store do not mix.
    """

    def __init__(self, base: str = DEFAULT_BASE, identifier: str = "") -> None:
        """Take the base IRI of the data, which ends in `/`, and the identifier of the dataset."""
        self.base = base
        self.identifier = identifier

    def _iri(self, *segments: str) -> IRI:
        return IRI(self.base + "/".join(segments))

    def _own(self, kind: str, *segments: str) -> IRI:
        return self._iri(kind, self.identifier, *segments)

    def dataset(self) -> IRI:
        """The dataset itself."""
        return self._own("dataset")

    def catalogue(self) -> IRI:
        """The catalogue that lists the dataset; also the named graph that describes it."""
        return self._own("catalogue")

    def distribution(self, name: str) -> IRI:
        """A file of the dataset."""
        return self._own("distribution", quote(name))

    def service(self) -> IRI:
        """The service that answers queries about the dataset."""
        return self._own("service")

    def series(self, identifier: str) -> IRI:
        """A series of datasets that follow each other."""
        return self._iri("series", identifier)

    def part(self, whole: IRI, *names: str) -> IRI:
        """A part of a description, named inside it: `dataset/som#class-Citation`."""
        return IRI(f"{whole}#{'-'.join(quote(name, safe='') for name in names)}")

    def graph(self, *names: str) -> IRI:
        """A named graph of the dataset: `graph/smuggling-of-migrants/topics/som`."""
        return self._own("graph", *names)

    def publisher(self) -> IRI:
        """The publisher of the dataset, if the manifest has no IRI for it."""
        return self._own("publisher")

    def body(self, name: str) -> IRI:
        """A body, by its name."""
        return self._iri("body", slug(name))

    def media_type(self, media_type: str) -> IRI:
        """A media type in the registry of IANA."""
        return IRI(f"https://www.iana.org/assignments/media-types/{media_type}")

    def index(self, index: str) -> IRI:
        """One edition of an index."""
        return self._iri("index", index)

    def activity(self, index: str) -> IRI:
        """The run that generated the data of an index."""
        return self._own("activity", index)

    def agent(self, version: str) -> IRI:
        """The version of this software that generated the data."""
        return self._iri("software", "repertory", version)

    def source(self, index: str, name: str) -> IRI:
        """A file from which the data of an index was generated."""
        return self._own("source", index, segment(name))

    def checksum(self, source: IRI) -> IRI:
        """The checksum of a source file."""
        return IRI(f"{source}#sha256")

    def scheme(self, scheme: str) -> IRI:
        """The concept scheme of the topics."""
        return self._iri("topics", scheme)

    def topic(self, scheme: str, topic_slug: str) -> IRI:
        """A topic: one path segment after its scheme."""
        return self._iri("topics", scheme, topic_slug)

    def values(self, role: str) -> IRI:
        """The concept scheme of the values of a role, such as `position`."""
        return self._own(role)

    def value(self, role: str, value_slug: str) -> IRI:
        """A value of a role, such as a State."""
        return self._own(role, value_slug)

    @staticmethod
    def target(code: str) -> IRI:
        """A goal or a target of sustainable development, at metadata.un.org."""
        return IRI(f"http://metadata.un.org/sdg/{code}")

    def row(self, index: str, order: int) -> IRI:
        """A row of the table, by its order."""
        return self._own("row", index, str(order))

    def repair(self, row: IRI, number: int) -> IRI:
        """A repair of a row."""
        return IRI(f"{row}#repair_{number}")

    def citation(self, index: str, row: int, ordinal: int) -> IRI:
        """A citation, by its row and its order in the row."""
        return self._own("citation", index, f"{row}.{ordinal}")

    def rule(
        self,
        index: str,
        symbol: Symbol,
        first: int | None = None,
        compilation: Symbol | None = None,
    ) -> IRI:
        """A rule of one report in an index; if it has several, by its first paragraph.

        The *compilation* is that of a further column of references.
        """
        further = () if compilation is None else (segment(compilation),)
        iri = self._own("rule", index, symbol_path(symbol), *further)
        return iri if first is None else IRI(f"{iri}#{first}")

    def finding(self, index: str, name: str) -> IRI:
        """A finding in an index, by a name that contains its kind and subject."""
        return self._own("finding", index, name)

    def hypothesis(self, finding: IRI, wrong: str) -> IRI:
        """A hypothesis of a finding, by the part that it assumes to be wrong."""
        return IRI(f"{finding}#{wrong}")

    def correction(self, index: str, number: int) -> IRI:
        """A reviewed correction, by its order in its file."""
        return self._own("correction", index, str(number))

    def document(self, symbol: Symbol) -> IRI:
        """A UN document, by its symbol; a document with another name belongs to the dataset."""
        if is_symbol(symbol):
            return self._iri("document", symbol_path(symbol))
        return self._own("document", segment(symbol))

    def vocabulary(self, name: str) -> IRI:
        """A vocabulary that topics are linked to, if the manifest has no IRI for it."""
        return self._iri("vocabulary", name)

    def mapping_set(self, vocabulary: str) -> IRI:
        """The reviewed mappings to a vocabulary."""
        return self._own("mappings", vocabulary)

    def linkset(self, vocabulary: str, relation: str) -> IRI:
        """The links to a vocabulary with one relation."""
        return IRI(f"{self.mapping_set(vocabulary)}#{relation}")

    def mapping(self, vocabulary: str, topic: IRI, concept: IRI) -> IRI:
        """A mapping, by the last parts of the IRIs of its topic and concept."""
        ends = [quote(re.split("[/#]", iri.rstrip("/#"))[-1], safe="") for iri in (topic, concept)]
        return self._own("mappings", vocabulary, ".".join(ends))

    def query_catalogue(self) -> IRI:
        """The catalogue of queries of a dataset."""
        return self._iri("query")

    def query(self, name: str) -> IRI:
        """A query of the catalogue."""
        return self._iri("query", name)

    def query_parameter(self, name: str, parameter: str) -> IRI:
        """A parameter of a query."""
        return IRI(f"{self.query(name)}#{parameter}")

    def query_prefix(self, prefix: str) -> IRI:
        """A prefix that queries use."""
        return IRI(f"{self.query_catalogue()}#prefix_{prefix}")

    def unnamed_compilation(self, index: str, symbol: Symbol | None = None) -> IRI:
        """The compilation of an index, or of one of its documents, if its symbol is unknown."""
        return self._iri("compilation", index, *([symbol_path(symbol)] if symbol else []))

    def paragraph(self, symbol: Symbol, paragraph: ParagraphNumber) -> IRI:
        """A place in a document, or the whole document."""
        name = paragraph_eid(paragraph)
        return IRI(f"{self.document(symbol)}#{name}") if name else self.document(symbol)

    @staticmethod
    def section(compilation: IRI, section: str) -> IRI:
        """A section of a compilation; without a name, the body of one that has no sections."""
        return IRI(f"{compilation}#sec_{segment(section)}" if section else f"{compilation}#body")

    @staticmethod
    def recommendation(compilation: IRI, reference: Reference) -> IRI:
        """A recommendation of a compilation."""
        return IRI(f"{compilation}#{recommendation_eid(reference)}")
