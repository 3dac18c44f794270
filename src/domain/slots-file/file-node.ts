/** A place in a file, both counted from 1. */
export type Position = { readonly line: number; readonly column: number }

/** What YAML takes an unquoted scalar for; a quoted one is always text. */
export type ScalarType = 'text' | 'number' | 'boolean' | 'null'

/**
 * A YAML value with its place. Anchors, aliases and merge keys are resolved; shared parts are the same object, and keys
 * are unique within a map.
 */
export type FileNode = ScalarNode | ListNode | MapNode

/** `text` is what stands in the file, quotes and escapes taken away. */
export type ScalarNode = {
  readonly kind: 'scalar'
  readonly at: Position
  readonly text: string
  readonly type: ScalarType
}
export type ListNode = { readonly kind: 'list'; readonly at: Position; readonly items: readonly FileNode[] }
export type MapNode = { readonly kind: 'map'; readonly at: Position; readonly entries: readonly FileEntry[] }

/** `at` is the key's place. */
export type FileEntry = { readonly key: string; readonly at: Position; readonly value: FileNode }
