import type { ErrorObject } from 'ajv'
import { type Field, fieldAt, fault, itemAt } from '../../domain/slots-file/field'
import type { FileNode } from '../../domain/slots-file/file-node'
import { createRemarks, type Remark } from '../../domain/slots-file/remark'
import type { SlotsSource } from '../../domain/slots-file/slots-file'
import { composeSchema } from './compose-schema'

/**
 * What the Compose Specification's schema refuses beyond `known`, which is more exact. Values that hold variables are
 * left alone, and so is the type of a text: Compose makes a number or truth value of it where one is wanted.
 */
export function schemaFaults(source: SlotsSource, known: readonly Remark[]): readonly Remark[] {
  const validate = composeSchema()
  if (validate(plainValue(source.root))) return []
  const remarks = createRemarks()
  const root: Field = { node: source.root, at: source.root.at, path: '', file: source.composeName, remarks }
  for (const [pointer, errors] of byPlace(validate.errors ?? [])) {
    const field = fieldAtPointer(root, pointer)
    if (isExempt(field.node, errors) || known.some((remark) => concerns(remark, field))) continue
    fault(field, 'schema', { reason: reasonOf(errors) })
  }
  return remarks.faults()
}

function plainValue(node: FileNode): unknown {
  switch (node.kind) {
    case 'list':
      return node.items.map(plainValue)
    case 'map':
      return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]))
    case 'scalar':
      switch (node.type) {
        case 'text':
          return node.text
        case 'number':
          return Number(node.text)
        case 'boolean':
          return node.text.toLowerCase() === 'true'
        case 'null':
          return null
      }
  }
}

/** The errors of each place. Where a choice failed, only the deepest places in it say something. */
function byPlace(errors: readonly ErrorObject[]): ReadonlyMap<string, readonly ErrorObject[]> {
  const places = new Map<string, ErrorObject[]>()
  for (const error of errors) {
    if (error.keyword === 'oneOf' || error.keyword === 'anyOf') continue
    places.set(error.instancePath, [...(places.get(error.instancePath) ?? []), error])
  }
  const pointers = [...places.keys()]
  return new Map(
    [...places].filter(([pointer, all]) => {
      const onlyTypes = all.every((error) => error.keyword === 'type')
      return !onlyTypes || !pointers.some((other) => other.startsWith(`${pointer}/`))
    }),
  )
}

function fieldAtPointer(root: Field, pointer: string): Field {
  let field = root
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const { node } = field
    if (node.kind === 'list') {
      const item = node.items[Number(key)]
      if (item !== undefined) field = itemAt(field, Number(key), item)
    } else if (node.kind === 'map') {
      const entry = node.entries.find((candidate) => candidate.key === key)
      if (entry !== undefined) field = fieldAt(field, key, entry.at, entry.value)
    }
  }
  return field
}

function isExempt(node: FileNode, errors: readonly ErrorObject[]): boolean {
  if (node.kind !== 'scalar') return false
  if (node.text.includes('$')) return true
  return (node.type === 'text' || node.type === 'null') && errors.every((error) => error.keyword === 'type')
}

function concerns(remark: Remark, { path, at, file }: Field): boolean {
  if (remark.file !== file) return false
  const isInside = remark.path === path || remark.path.startsWith(`${path}.`) || remark.path.startsWith(`${path}[`)
  const isAround = path.startsWith(`${remark.path}.`) || path.startsWith(`${remark.path}[`)
  return (path !== '' && isInside) || isAround || remark.line === at.line
}

function reasonOf(errors: readonly ErrorObject[]): string {
  const types = errors.flatMap((error) => (error.keyword === 'type' ? [String(error.params['type'])] : []))
  if (types.length === errors.length) return `must be ${[...new Set(types)].join(' or ').replaceAll(',', ' or ')}`
  const first = errors.find((error) => error.keyword !== 'type')
  const property: unknown = first?.params['additionalProperty']
  const name = typeof property === 'string' ? ` (${property})` : ''
  return `${first?.message ?? ''}${name}`
}
