"""Write an answer as SPARQL results in JSON or XML, for other tools."""

from __future__ import annotations

from repertory.escaping import escape_attribute, escape_xml
from repertory.querying.answers.reply import Reply
from repertory.querying.results import write_results
from repertory.rdf.terms import BlankNode, Literal, Node
from repertory.rdf.vocabulary import XSD


def write_json(reply: Reply) -> str:
    """Return a reply as SPARQL results in JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    return write_results(reply.answer) + "\n"


def write_xml(reply: Reply) -> str:
    """Return a reply as SPARQL results in XML (https://www.w3.org/TR/rdf-sparql-XMLres/)."""
    names = reply.answer.variables
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>')
    lines += [f'<variable name="{escape_attribute(name)}"/>' for name in names]
    lines.append("</head><results>")
    for row in reply.answer.rows:
        bindings = (
            f'<binding name="{escape_attribute(name)}">{_term(node)}</binding>'
            for name, node in zip(names, row, strict=True)
            if node is not None
        )
        lines.append(f"<result>{''.join(bindings)}</result>")
    return "\n".join([*lines, "</results></sparql>", ""])


def _term(node: Node) -> str:
    if isinstance(node, BlankNode):
        return f"<bnode>{escape_xml(node.label)}</bnode>"
    if not isinstance(node, Literal):
        return f"<uri>{escape_xml(node)}</uri>"
    kind = ""
    if node.language is not None:
        kind = f' xml:lang="{escape_attribute(node.language)}"'
    elif node.datatype is not None and node.datatype != XSD.string:
        kind = f' datatype="{escape_attribute(node.datatype)}"'
    return f"<literal{kind}>{escape_xml(node.text)}</literal>"
