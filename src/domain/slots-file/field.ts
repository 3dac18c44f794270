import { displayText } from '../display-text'
import type { FileNode, Position } from './file-node'
import type { RemarkCode } from './remark-catalog'
import type { RemarkDetails, Remarks } from './remark'

/** A value of the file on its way to its meaning: where it stands, and where to say what is wrong with it. */
export type Field = {
  readonly node: FileNode
  /** The key's place; of a list's item its own. */
  readonly at: Position
  readonly path: string
  readonly file: string
  readonly remarks: Remarks
}

/** Says that the field is wrong. Null, so that a reader can end with it. */
export function fault(field: Field, code: RemarkCode, details: RemarkDetails = {}): null {
  field.remarks.fault({ code, details: harmless(details), ...placeOf(field) })
  return null
}

/** Says what is worth knowing about the field. */
export function warn(field: Field, code: RemarkCode, details: RemarkDetails = {}): void {
  field.remarks.warn({ code, details: harmless(details), ...placeOf(field) })
}

/** The value of a key of `parent`. */
export function fieldAt(parent: Field, key: string, at: Position, node: FileNode): Field {
  return { ...parent, node, at, path: parent.path === '' ? key : `${parent.path}.${key}` }
}

/** An item of `parent`. */
export function itemAt(parent: Field, index: number, node: FileNode): Field {
  return { ...parent, node, at: node.at, path: `${parent.path}[${index}]` }
}

function placeOf({ at, path, file }: Field): Position & { readonly path: string; readonly file: string } {
  return { file, line: at.line, column: at.column, path: displayText(path) }
}

function harmless(details: RemarkDetails): RemarkDetails {
  const entries = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'string' ? displayText(value, 200) : value,
  ])
  return Object.fromEntries(entries) as RemarkDetails
}
