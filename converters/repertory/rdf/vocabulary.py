"""The closed namespaces of the terms that we publish, and their prefixes.

A name that is not in its namespace is an `AttributeError`, so that a misspelt term fails at once:

>>> REP.inRow
'https://w3id.org/repertory/ns#inRow'
>>> REP.inRows  # doctest: +ELLIPSIS
Traceback (most recent call last):
...
AttributeError: 'inRows' is not a term of https://w3id.org/repertory/ns#...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from repertory.finding_terms import FINDING_KINDS, REPAIR_KINDS, STATUSES, Severity
from repertory.rdf import shacl_terms
from repertory.rdf.terms import IRI


class Namespace:
    """A closed set of terms under one IRI, each an attribute."""

    def __init__(self, iri: str, *names: str) -> None:
        """Take the IRI of the namespace and its local names."""
        self.iri = iri
        self._terms = {name: IRI(iri + name) for name in names}
        self.__dict__.update(self._terms)

    @property
    def names(self) -> tuple[str, ...]:
        """The local names, in order."""
        return tuple(self._terms)

    def __getattr__(self, name: str) -> IRI:
        """Raise an `AttributeError` for a name that is not in the namespace."""
        raise AttributeError(f"{name!r} is not a term of {self.iri}")

    def term(self, name: str) -> IRI:
        """Return the term *name*, for names that are not Python identifiers.

        Raises:
            AttributeError: when it is not in the namespace.
        """
        if name not in self._terms:
            raise AttributeError(f"{name!r} is not a term of {self.iri}")
        return self._terms[name]


CLASSES = (
    "Index Document Paragraph Compilation Section Recommendation "  # of the core
    "Row Repair Citation Rule Finding Hypothesis Correction"
).split()

OBJECT_PROPERTIES = (
    "topicScheme compilation records mayRecord "  # of the core
    "position addressee recommendingState sdgTarget "
    "inIndex inRow topic document paragraph recommendation hasRepair repairKind section "
    "findingKind concerns hasHypothesis status severity hasCorrection corrects"
).split()

DATATYPE_PROPERTIES = (
    "order sortKey session "  # of the core
    "line page place printedTopic printedDocument printedParagraphs printedReferences printedCell "
    "printedParagraph printedReference offset keepsSubparagraphs firstParagraph lastParagraph "
    "support exceptions printedValue proposedValue correctedValue correctedField assumedWrong "
    "supportingEvidence contraryEvidence reason"
).split()

SCHEMES = ("finding-kinds", "repair-kinds", "statuses")

REP = Namespace(
    "https://w3id.org/repertory/ns#",
    *CLASSES,
    *OBJECT_PROPERTIES,
    *DATATYPE_PROPERTIES,
    *FINDING_KINDS,
    *REPAIR_KINDS,
    *STATUSES,
    *SCHEMES,
)
RDF = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", *"type langString first rest".split()
)
RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#",
    *"label comment seeAlso isDefinedBy subClassOf subPropertyOf domain range".split(),
)
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    *(
        "string integer boolean double date gYear gYearMonth anyURI hexBinary nonNegativeInteger"
    ).split(),
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    *(
        "Concept ConceptScheme Collection prefLabel altLabel hiddenLabel notation definition "
        "scopeNote example inScheme topConceptOf hasTopConcept broader narrower related "
        "mappingRelation exactMatch closeMatch broadMatch narrowMatch relatedMatch"
    ).split(),
)
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    *(
        "title description identifier language date issued created modified source subject "
        "isPartOf hasPart isReferencedBy isReplacedBy license rights publisher creator format "
        "provenance type temporal spatial conformsTo LinguisticSystem LicenseDocument "
        "RightsStatement ProvenanceStatement MediaType MediaTypeOrExtent PeriodOfTime Location "
        "Standard"
    ).split(),
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    *(
        "Activity Entity SoftwareAgent Agent used wasGeneratedBy wasDerivedFrom "
        "wasAssociatedWith wasAttributedTo"
    ).split(),
)
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#",
    *(
        "Catalog Dataset Distribution DataService DatasetSeries version mediaType dataset service "
        "distribution accessURL downloadURL accessService byteSize keyword theme themeTaxonomy "
        "contactPoint landingPage endpointURL endpointDescription servesDataset inSeries prev "
        "startDate endDate compressFormat"
    ).split(),
)
DCATAP = Namespace("http://data.europa.eu/r5r/", "availability")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#", "Kind", "fn", "hasEmail", "hasURL")
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    *(
        "Dataset Linkset uriSpace vocabulary triples entities distinctSubjects distinctObjects "
        "properties classes documents classPartition propertyPartition property "
        "subset linkPredicate subjectsTarget objectsTarget exampleResource sparqlEndpoint "
        "dataDump feature"
    ).split(),
    "class",
)
FOAF = Namespace(
    "http://xmlns.com/foaf/0.1/", "Agent", "Document", "Organization", "name", "homepage"
)
SCHEMA = Namespace(
    "https://schema.org/", "softwareVersion", "name", "url", "keywords", "target", "text"
)
SPDX = Namespace(
    "http://spdx.org/rdf/terms#",
    *"Checksum checksum algorithm checksumValue checksumAlgorithm_sha256".split(),
)
SH = Namespace("http://www.w3.org/ns/shacl#", *shacl_terms.TERMS)
OWL = Namespace(
    "http://www.w3.org/2002/07/owl#",
    *(
        "Class DatatypeProperty ObjectProperty inverseOf versionInfo deprecated annotatedSource "
        "annotatedProperty annotatedTarget"
    ).split(),
)
SSSOM = Namespace(
    "https://w3id.org/sssom/",
    *(
        "Mapping MappingSet NoTermFound mapping_justification confidence reviewer_label "
        "review_date object_label similarity_score match_string"
    ).split(),
)
SEMAPV = Namespace(
    "https://w3id.org/semapv/vocab/",
    *"LexicalMatching ManualMappingCuration MappingReview CompositeMatching".split(),
)

SEVERITY_TERMS: Final[Mapping[Severity, IRI]] = MappingProxyType(
    {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
)
"""Severity -> its term in SHACL."""

PREFIXES = MappingProxyType(
    {
        "dcat": DCAT.iri,
        "dcatap": DCATAP.iri,
        "dcterms": DCTERMS.iri,
        "foaf": FOAF.iri,
        "owl": OWL.iri,
        "prov": PROV.iri,
        "rdf": RDF.iri,
        "rdfs": RDFS.iri,
        "rep": REP.iri,
        "schema": SCHEMA.iri,
        "semapv": SEMAPV.iri,
        "sh": SH.iri,
        "skos": SKOS.iri,
        "spdx": SPDX.iri,
        "sssom": SSSOM.iri,
        "vcard": VCARD.iri,
        "void": VOID.iri,
        "xsd": XSD.iri,
    }
)
"""The prefixes that our files declare, one for each namespace."""


def shorten(
    iri: str,
    prefixes: Mapping[str, str] = PREFIXES,
    is_local: Callable[[str], object] = lambda name: name and not set(name) & set("/#?"),
) -> str:
    """Return an IRI with the prefix of its longest namespace, or '' if none leaves a local name.

    >>> shorten("http://www.w3.org/2004/02/skos/core#prefLabel"), shorten("https://example.org/")
    ('skos:prefLabel', '')
    """
    fitting = [
        (len(namespace), prefix)
        for prefix, namespace in prefixes.items()
        if iri.startswith(namespace) and is_local(iri[len(namespace) :])
    ]
    if not fitting:
        return ""
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"
