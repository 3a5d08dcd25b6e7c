"""The inverse of a JSON-LD context: from an IRI to its key and its name.

See https://www.w3.org/TR/json-ld11/#the-context; definitions that would change how a value is read
are errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Final

from msgspec import Struct, field

from repertory.errors import OutputError
from repertory.rdf.terms import IRI

INDENT: Final = "  "

_TERM_KEYS: Final = {"@id", "@type", "@container"}
_CONTAINERS: Final = {None, "@set", "@language"}
_NAMESPACE: Final = re.compile(r"[^@:]+:.*[:/?#\[\]@]$")
_COERCION: Final = re.compile(r"@id$|@vocab$|[^@]")

_json = encode_basestring
_json_value = JSONEncoder(ensure_ascii=False).encode


class Slot(Struct, frozen=True, eq=False):
    """A key of a node, with its order among the keys and the coercion of its values.

    *order* is the rank and the name of the key, *text* the key as written; *written* caches how
    each IRI is written under the key.
    """

    order: tuple[int, str]
    text: str
    coercion: str | None = None
    container: str | None = None
    written: dict[IRI, str] = field(default_factory=dict)


class Context:
    """The inverse of the terms and prefixes of a context: from IRIs to names."""

    def __init__(self, document: Mapping[str, object]) -> None:
        """Read the definitions; those that would change how a value is read are errors."""
        definitions = document.get("@context")
        if not isinstance(definitions, Mapping):
            raise _unusable("@context", definitions, "an object with the terms of the context")
        self.definitions: dict[str, object] = dict(definitions)
        self.prefixes = {
            name: value
            for name, value in self.definitions.items()
            if not name.startswith("@") and isinstance(value, str) and _NAMESPACE.match(value)
        }
        self.namespaces = tuple(self.prefixes.values())
        self.terms: dict[IRI, Slot] = {}
        self.aliases: dict[str, str] = {}
        for rank, (name, definition) in enumerate(self.definitions.items()):
            if name != "@version" and name not in self.prefixes:
                self._define(rank, name, definition)
        self.others: dict[IRI, Slot] = {}
        self.names: dict[IRI, str] = {}

    def _define(self, rank: int, name: str, definition: object) -> None:
        """Add the definition of a term or of an alias; the first one for an IRI is used."""
        parts = {"@id": definition} if isinstance(definition, str) else definition
        if name.startswith("@") or not isinstance(parts, Mapping) or not parts.keys() <= _TERM_KEYS:
            raise _unusable(name, definition, f"a term defined by {sorted(_TERM_KEYS)} only")
        target, coercion, container = (parts.get(key) for key in ("@id", "@type", "@container"))
        if not isinstance(target, str):
            raise _unusable(name, definition, "a string as @id")
        if not (coercion is None or (isinstance(coercion, str) and _COERCION.match(coercion))):
            raise _unusable(name, definition, "@id, @vocab or a datatype as @type")
        if not (isinstance(container, str | None) and container in _CONTAINERS):
            raise _unusable(name, definition, "@set or @language as @container")
        if target.startswith("@"):
            self.aliases.setdefault(target, name)
            return
        type_iri = coercion if coercion in (None, "@id", "@vocab") else self._expand(coercion)
        slot = Slot((rank, name), _json(name), type_iri, container)
        self.terms.setdefault(self._expand(target), slot)

    def _expand(self, name: str) -> IRI:
        """Expand `rep:Row` to its IRI."""
        prefix, _, local = name.partition(":")
        return IRI(self.prefixes[prefix] + local) if prefix in self.prefixes else IRI(name)

    def keyword(self, name: str) -> str:
        """Return the alias of a keyword, or the keyword."""
        return self.aliases.get(name, name)

    def name(self, iri: IRI) -> str:
        """Return the prefixed name of *iri*, or *iri* itself if it has none.

        Raises:
            OutputError: when the scheme of *iri* is a prefix of the context.
        """
        known = self.names.get(iri)
        if known is None:
            known = self.names[iri] = self._prefixed(iri)
        return known

    def _prefixed(self, iri: IRI) -> str:
        if iri.startswith(self.namespaces):
            for prefix, namespace in self.prefixes.items():
                local = iri[len(namespace) :]
                name = f"{prefix}:{local}"
                taken = name in self.definitions or local.startswith("//")
                if local and iri.startswith(namespace) and not taken:
                    return name
        scheme, _, rest = iri.partition(":")
        if scheme in self.prefixes and not rest.startswith("//"):
            raise OutputError(
                f"{iri!r} cannot be written as JSON-LD: its scheme is the prefix {scheme!r} of "
                f"{self.prefixes[scheme]!r}, as which it would be read. Change the IRI or rename "
                f"the prefix."
            )
        return iri

    def vocabulary_name(self, iri: IRI) -> str:
        """Return the term of a class, datatype or `@vocab` value, or its prefixed name."""
        term = self.terms.get(iri)
        return term.order[1] if term else self.name(iri)

    def other(self, predicate: IRI) -> Slot:
        """Return the key for values that the term of *predicate*, if any, cannot express."""
        known = self.others.get(predicate)
        if known is None:
            name = self.name(predicate)
            known = self.others[predicate] = Slot((len(self.definitions), name), _json(name))
        return known

    def lines(self) -> str:
        """Return the context itself, one definition a line."""
        lines = (
            f"{INDENT * 2}{_json(name)}: {_json_value(definition)}"
            for name, definition in self.definitions.items()
        )
        return ",\n".join(lines)


def _unusable(name: str, found: object, expected: str) -> OutputError:
    return OutputError(
        f"JSON-LD context, {name!r}: found {found!r}, expected {expected}. "
        f"Write the definition in that form."
    )
