import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { getHeapSnapshot } from 'node:v8'

type Snapshot = {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly unknown[] }
  }
  readonly nodes: readonly number[]
}

/** What a program makes; the rest is V8's own: code that it compiles, throws away and notes things about, without end. */
const kinds: ReadonlySet<unknown> = new Set([
  'object',
  'closure',
  'array',
  'string',
  'concatenated string',
  'sliced string',
  'number',
  'native',
])

/**
 * Bytes of this process's living objects, after a collection, buffers included. Unlike `heapUsed` it stands still where
 * nothing is kept, so that a few bytes kept each time show. Takes a second or two.
 */
export async function heapObjectBytes(): Promise<number> {
  const { snapshot, nodes } = JSON.parse(await text(getHeapSnapshot() as Readable)) as Snapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  const names = types[type] as readonly string[]
  let bytes = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (kinds.has(names[nodes[at + type] ?? 0])) bytes += nodes[at + size] ?? 0
  }
  return bytes
}
