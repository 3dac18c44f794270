import type { PatternNode } from './line-matcher-syntax'

/**
 * The expression without what its ends may repeat: whether a line matches stays the same, where it matches does not.
 * `\w+@.*` is found where `\w@` is, and only the latter is found in a time that grows with the line's length.
 */
export function withoutLooseEnds(pattern: PatternNode): PatternNode {
  return trimmed(trimmed(pattern, 'start'), 'end')
}

function trimmed(node: PatternNode, side: 'start' | 'end'): PatternNode {
  switch (node.kind) {
    case 'choice':
      return { kind: 'choice', nodes: node.nodes.map((one) => trimmed(one, side)) }
    case 'sequence':
      return { kind: 'sequence', nodes: trimmedSequence(node.nodes, side) }
    case 'repeat':
      return { kind: 'repeat', node: node.node, least: node.least, most: node.least, lazy: node.lazy }
    case 'atom':
    case 'assertion':
      return node
  }
}

function trimmedSequence(nodes: readonly PatternNode[], side: 'start' | 'end'): readonly PatternNode[] {
  const outer = side === 'start' ? nodes[0] : nodes.at(-1)
  if (outer === undefined) return nodes
  const rest = side === 'start' ? nodes.slice(1) : nodes.slice(0, -1)
  // What need not be there at all is gone, and what stands behind it is the end then.
  if (outer.kind === 'repeat' && outer.least === 0) return trimmedSequence(rest, side)
  const kept = trimmed(outer, side)
  return side === 'start' ? [kept, ...rest] : [...rest, kept]
}
