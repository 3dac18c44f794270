import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
  type ParsedNode,
  Scalar,
} from 'yaml'
import { fault, type Field } from '../../domain/slots-file/field'
import type { FileEntry, FileNode, MapNode, Position, ScalarNode } from '../../domain/slots-file/file-node'
import type { RemarkCode } from '../../domain/slots-file/remark-catalog'
import type { RemarkDetails, Remarks } from '../../domain/slots-file/remark'
import { isPlainKey, scalarType } from '../../domain/slots-file/scalar-type'
import { tooDeepToParse } from './too-deep-to-parse'

/** Most values after all aliases were unfolded, and how deep they may lie. */
const nodeLimit = 30_000
const depthLimit = 40

/**
 * Reads YAML into nodes with places: aliases and merge keys resolved and bounded, duplicate keys, tags and scalars that
 * Compose's versions read differently refused. Null where there is nothing to go on with; the remarks say why.
 */
export function readYaml(text: string, file: string, remarks: Remarks): FileNode | null {
  const lines = new LineCounter()
  const state: State = { lines, file, remarks, anchors: new Map(), open: new Set(), nodeCount: 0 }
  const root = isFit(text, state) ? parse(text, state) : null
  if (root === null) return null
  try {
    return convert(root, state, 0)
  } catch (thrown) {
    if (thrown instanceof TooMuch) return say(state, thrown.offset, thrown.code, { limit: thrown.limit })
    throw thrown
  }
}

type State = {
  readonly lines: LineCounter
  readonly file: string
  readonly remarks: Remarks
  /** What each anchor stands for, with its size: an alias counts as much as what it repeats. */
  readonly anchors: Map<string, { readonly node: FileNode; readonly size: number }>
  /** Anchors whose value is being read. */
  readonly open: Set<string>
  nodeCount: number
}

class TooMuch extends Error {
  constructor(
    readonly code: 'yaml-too-large' | 'yaml-too-deep',
    readonly limit: number,
    readonly offset: number,
  ) {
    super(code)
  }
}

/** One slip can make hundreds of lines unreadable. */
const mostProblems = 50

/** What a published file may not exceed either. */
const textLimit = 256 * 1_024

/** Looked at before the parser sees it, which hostile texts would keep busy or break. */
function isFit(text: string, state: State): boolean {
  const at = { file: state.file, line: 1, column: 1, path: '' }
  if (text.length > textLimit) {
    state.remarks.fault({ code: 'file-too-large', details: { file: state.file, limit: textLimit / 1_024 }, ...at })
    return false
  }
  const offset = tooDeepToParse(text)
  if (offset === null) return true
  const line = text.slice(0, offset).split('\n').length
  state.remarks.fault({ code: 'yaml-too-deep', details: { limit: depthLimit }, ...at, line })
  return false
}

/** Without a schema every scalar stays the text it is; `scalarType` says what Compose makes of it. */
function parse(text: string, state: State): ParsedNode | null {
  const { lines, remarks, file } = state
  try {
    const documents = parseAllDocuments(text, {
      schema: 'failsafe',
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    const [document, second] = Array.isArray(documents) ? documents : []
    for (const problem of document?.errors.slice(0, mostProblems) ?? []) {
      say(state, problem.pos[0], 'yaml-unreadable', { reason: firstLine(problem.message) })
    }
    if (second !== undefined) say(state, second.range[0], 'yaml-documents')
    return remarks.faults().length > 0 ? null : (document?.contents ?? null)
  } catch (thrown) {
    // Nesting that is too deep for the parser ends as a RangeError.
    const reason = thrown instanceof Error ? firstLine(thrown.message) : ''
    remarks.fault({ code: 'yaml-unreadable', details: { reason }, file, line: 1, column: 1, path: '' })
    return null
  }
}

function convert(node: ParsedNode | null, state: State, depth: number): FileNode {
  if (node === null) return nothing(0, state)
  const offset = node.range[0]
  if (depth > depthLimit) throw new TooMuch('yaml-too-deep', depthLimit, offset)
  if (isAlias(node)) return unfold(node.source, offset, state)
  const anchor = node.anchor
  const countBefore = state.nodeCount
  if (anchor !== undefined) state.open.add(anchor)
  count(state, 1, offset)
  const converted = convertContent(node, state, depth)
  if (anchor !== undefined) {
    state.open.delete(anchor)
    state.anchors.set(anchor, { node: converted, size: state.nodeCount - countBefore })
  }
  return converted
}

function convertContent(node: Exclude<ParsedNode, { type: 'ALIAS' }>, state: State, depth: number): FileNode {
  const offset = node.range[0]
  if (typeof node.tag === 'string' && node.tag !== plainTag(node))
    say(state, offset, 'yaml-tag-unsupported', { tag: node.tag })
  const at = place(state, offset)
  if (isSeq(node)) {
    return { kind: 'list', at, items: node.items.map((item) => convert(item as ParsedNode | null, state, depth + 1)) }
  }
  if (isMap(node)) return convertMap(node.items as readonly Pair<ParsedNode, ParsedNode | null>[], at, state, depth)
  return isScalar(node) ? convertScalar(node, at, state) : nothing(offset, state)
}

function plainTag(node: ParsedNode): string {
  if (isSeq(node)) return 'tag:yaml.org,2002:seq'
  return isMap(node) ? 'tag:yaml.org,2002:map' : 'tag:yaml.org,2002:str'
}

function convertScalar(node: Scalar, at: Position, state: State): ScalarNode {
  const text = typeof node.value === 'string' ? node.value : ''
  if (!isPlain(node)) return { kind: 'scalar', at, text, type: 'text' }
  const type = scalarType(text)
  if (type === null) say(state, node.range?.[0] ?? 0, 'scalar-ambiguous')
  return { kind: 'scalar', at, text, type: type ?? 'text' }
}

function isPlain(node: Scalar): boolean {
  return node.type === undefined || node.type === Scalar.PLAIN
}

type FilePair = Pair<ParsedNode, ParsedNode | null>

/** A map's own keys win over those that `<<` brings; of several merged maps the first wins. */
function convertMap(pairs: readonly FilePair[], at: Position, state: State, depth: number): MapNode {
  const own = new Map<string, FileEntry>()
  const merged: FileEntry[] = []
  for (const pair of pairs) {
    const { key } = pair
    const offset = key.range[0]
    if (isScalar(key) && isPlain(key) && key.value === '<<') {
      merged.push(...mergedEntries(convert(pair.value, state, depth + 1), offset, state))
      continue
    }
    const name = readKey(key, state)
    if (name === null) continue
    if (own.has(name)) say(state, offset, 'key-twice', { key: name })
    const value = pair.value === null ? nothing(offset, state) : convert(pair.value, state, depth + 1)
    own.set(name, { key: name, at: place(state, offset), value })
  }
  const brought = new Map([...merged].reverse().map((entry) => [entry.key, entry]))
  const added = merged.filter((entry) => !own.has(entry.key) && brought.get(entry.key) === entry)
  return { kind: 'map', at, entries: [...added, ...own.values()] }
}

function mergedEntries(value: FileNode, offset: number, state: State): readonly FileEntry[] {
  const maps = value.kind === 'list' ? value.items : [value]
  if (maps.every((map) => map.kind === 'map')) return maps.flatMap((map) => map.entries)
  say(state, offset, 'merge-invalid')
  return []
}

function readKey(key: ParsedNode, state: State): string | null {
  const offset = key.range[0]
  if (!isScalar(key) || typeof key.value !== 'string') return say(state, offset, 'key-not-text')
  if (isPlain(key) && !isPlainKey(key.value)) return say(state, offset, 'scalar-ambiguous')
  return key.value
}

function unfold(name: string, offset: number, state: State): FileNode {
  if (state.open.has(name)) say(state, offset, 'yaml-alias-loop', { name })
  const anchored = state.open.has(name) ? undefined : state.anchors.get(name)
  if (anchored === undefined) {
    if (!state.open.has(name)) say(state, offset, 'yaml-alias-unknown', { name })
    return nothing(offset, state)
  }
  count(state, anchored.size, offset)
  return anchored.node
}

function count(state: State, nodes: number, offset: number): void {
  state.nodeCount += nodes
  if (state.nodeCount > nodeLimit) throw new TooMuch('yaml-too-large', nodeLimit, offset)
}

function nothing(offset: number, state: State): ScalarNode {
  return { kind: 'scalar', at: place(state, offset), text: '', type: 'null' }
}

function place({ lines }: State, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function say(state: State, offset: number, code: RemarkCode, details: RemarkDetails = {}): null {
  const at = place(state, offset)
  const field: Field = { node: nothing(offset, state), at, path: '', file: state.file, remarks: state.remarks }
  return fault(field, code, details)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
