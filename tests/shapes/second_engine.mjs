// Validates graphs with rdf-validate-shacl (https://github.com/zazuko/rdf-validate-shacl).
//
// Each line of standard input is a JSON object: { name, shapes } gives shapes in N-Triples a name,
// { name, data } asks for data in N-Triples to be checked against them. For each of the latter a line
// of results is written: focus node, path, value, shape, constraint component, severity.

import { createInterface } from 'node:readline'
import N3 from 'n3'
import Validator from 'rdf-validate-shacl'

const parse = text => new N3.Store(new N3.Parser({ format: 'N-Triples', blankNodePrefix: '' }).parse(text))

const escapes = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' }
const string = 'http://www.w3.org/2001/XMLSchema#string'

// A term in N-Triples, as Repertory writes it.
const term = node => {
  if (!node) return ''
  if (node.termType === 'NamedNode') return `<${node.value}>`
  if (node.termType === 'BlankNode') return `_:${node.value}`
  const text = `"${node.value.replace(/[\\"\n\r]/g, letter => escapes[letter])}"`
  if (node.language) return `${text}@${node.language}`
  return node.datatype.value === string ? text : `${text}^^<${node.datatype.value}>`
}

// The property, if the path is nothing but one.
const path = node => node && node.termType === 'NamedNode' ? term(node) : ''

const validators = {}
for await (const line of createInterface({ input: process.stdin })) {
  const { name, shapes, data } = JSON.parse(line)
  if (shapes !== undefined) {
    validators[name] = new Validator(parse(shapes))
    continue
  }
  const report = await validators[name].validate(parse(data))
  console.log(JSON.stringify(report.results.map(result => [
    term(result.focusNode), path(result.path), term(result.value),
    term(result.sourceShape), term(result.sourceConstraintComponent), term(result.severity)
  ])))
}
