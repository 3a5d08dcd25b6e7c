"""The names of all terms of SHACL, by their purpose (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

from typing import Final

TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")

ANNOTATIONS: Final = (
    "name description message severity order group defaultValue deactivated "
    "path flags ignoredProperties"
).split()
"""Predicates of a shape that are not checks."""

SHAPE_LINKS: Final = "property node and or xone not qualifiedValueShape".split()
"""Predicates from a shape to another shape, or to a list of shapes."""

VALUE_CHECKS: Final = (
    "class datatype nodeKind minInclusive maxInclusive minExclusive maxExclusive "
    "minLength maxLength pattern in languageIn"
).split()

OTHER_CHECKS: Final = (
    "minCount maxCount uniqueLang equals disjoint lessThan lessThanOrEquals hasValue closed "
    "qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount sparql"
).split()

PATHS: Final = "inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath".split()

SPARQL: Final = (
    "declare prefix namespace prefixes select ask construct update parameter optional "
    "labelTemplate validator nodeValidator propertyValidator"
).split()

UNSUPPORTED: Final = (
    "target rule condition expression js jsFunctionName jsLibrary jsLibraryURL entailment"
).split()
"""Predicates of SHACL-AF, SHACL-JS and entailment, which are not supported."""

CLASSES: Final = (
    "Shape NodeShape PropertyShape PropertyGroup PrefixDeclaration Parameter Parameterizable "
    "ConstraintComponent Validator SPARQLConstraint SPARQLSelectValidator SPARQLAskValidator "
    "SPARQLExecutable SPARQLSelectExecutable SPARQLAskExecutable ValidationReport "
    "ValidationResult AbstractResult ResultAnnotation Severity NodeKind Violation Warning Info "
    "IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral"
).split()

RESULTS: Final = (
    "conforms result shapesGraph shapesGraphWellFormed suggestedShapesGraph detail focusNode "
    "resultPath value sourceShape sourceConstraint sourceConstraintComponent resultMessage "
    "resultSeverity resultAnnotation annotationProperty annotationValue annotationVarName"
).split()

COMPONENTS: Final = ("SPARQLConstraintComponent",)

SINGLE: Final = (
    "path severity deactivated datatype nodeKind minCount maxCount minExclusive minInclusive "
    "maxExclusive maxInclusive minLength maxLength pattern flags languageIn uniqueLang in closed "
    "ignoredProperties qualifiedValueShape qualifiedMinCount qualifiedMaxCount "
    "qualifiedValueShapesDisjoint"
).split()
"""Predicates of which a shape has at most one value, by rules such as `datatype-maxCount`, and
`multiple-parameters` for a constraint with several parameters
(https://www.w3.org/TR/shacl/#syntax-rules)."""

TERMS: Final = (
    *(*TARGETS, *ANNOTATIONS, *SHAPE_LINKS, *VALUE_CHECKS, *OTHER_CHECKS, *PATHS, *SPARQL),
    *(*UNSUPPORTED, *CLASSES, *RESULTS, *COMPONENTS),
)
"""All terms; another name in this namespace is misspelt."""
