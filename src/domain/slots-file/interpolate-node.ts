import { fault, type Field, fieldAt, itemAt, warn } from './field'
import type { FileNode, ScalarNode } from './file-node'
import { type InterpolationProblem, interpolateText, type VariableLookup } from './interpolate-text'
import { scalarType } from './scalar-type'

/** The field with the variables of all its values filled in; keys stay as they are. What can't be filled in is a fault. */
export function interpolateField(field: Field, lookup: VariableLookup): Field {
  return { ...field, node: interpolateNode(field, lookup) }
}

function interpolateNode(field: Field, lookup: VariableLookup): FileNode {
  const { node } = field
  switch (node.kind) {
    case 'scalar':
      return interpolateScalar(field, node, lookup)
    case 'list':
      return { ...node, items: node.items.map((item, index) => interpolateNode(itemAt(field, index, item), lookup)) }
    case 'map':
      return {
        ...node,
        entries: node.entries.map((entry) => ({
          ...entry,
          value: interpolateNode(fieldAt(field, entry.key, entry.at, entry.value), lookup),
        })),
      }
  }
}

function interpolateScalar(field: Field, node: ScalarNode, lookup: VariableLookup): ScalarNode {
  if (!node.text.includes('$')) return node
  const done = interpolateText(node.text, lookup)
  if (done.kind === 'failed') {
    sayProblem(field, done.problem)
    return node
  }
  for (const name of done.unset) warn(field, 'variable-unset', { name })
  return { ...node, text: done.text, type: filledType(done.text) }
}

/** Compose takes what a variable gives for text, and makes it a number or a truth value where one is wanted. */
function filledType(text: string): ScalarNode['type'] {
  return scalarType(text) === 'number' ? 'number' : 'text'
}

function sayProblem(field: Field, problem: InterpolationProblem): null {
  switch (problem.kind) {
    case 'invalid':
      return fault(field, 'interpolation-invalid')
    case 'required':
      return fault(field, 'variable-required', { name: problem.name, reason: problem.reason })
    case 'too-long':
      return fault(field, 'value-too-long')
  }
}
