import { kickoffExample, type KickoffReader } from './kickoff'
import { isTag } from './image-reference'
import { type PatternNode, readPattern } from './line-matcher-syntax'

/** Tags that teams write; of a pattern that can't be read, one of them may do. */
const usual = [kickoffExample, 'kickoff-20240510-dashboard', 'feature-dashboard', 'dashboard']
/** What stands for a group, the first that its own expression takes. */
const samples: Readonly<Record<string, readonly string[]>> = {
  date: ['240510', '20240510'],
  summary: ['dashboard', 'dash-board', 'a1', '1'],
}
const letters = 'adehrstlinocupmgbfvwkyxjqz0123456789-_./ADEHRSTLINOCUPMGBFVWKYXJQZ'

/**
 * A tag that a kickoff pattern matches, for people to see what it is about; null where none is found. `read` is the
 * pattern's reader, which has the last word.
 */
export function exampleTag(pattern: string, read: KickoffReader): string | null {
  const candidates = [kickoffExample, ...writtenFor(pattern), ...usual]
  return candidates.find((tag) => isTag(tag) && read(tag) !== null) ?? null
}

function writtenFor(pattern: string): readonly string[] {
  try {
    return [writtenAs(readPattern(withSamples(pattern)))]
  } catch {
    return []
  }
}

/** The pattern with a text that fits in the place of each group that has a name. */
function withSamples(pattern: string): string {
  const head = /\(\?<([A-Za-z]\w*)>/.exec(pattern)
  if (head === null) return pattern
  const start = head.index + head[0].length
  const end = groupEnd(pattern, start)
  const inner = pattern.slice(start, end)
  const whole = new RegExp(`^(?:${inner})$`)
  // Short texts: whatever the expression is, it is done with them.
  const sample = samples[head[1] ?? '']?.find((text) => whole.test(text))
  const written = `(?:${sample ?? withSamples(inner)})`
  return pattern.slice(0, head.index) + written + withSamples(pattern.slice(end + 1))
}

/** Where the group that begins before `start` ends. */
function groupEnd(pattern: string, start: number): number {
  let [depth, inBracket] = [1, false]
  for (let at = start; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at)
    if (sign === '\\') at += 1
    else if (inBracket) inBracket = sign !== ']'
    else if (sign === '[') inBracket = true
    else if (sign === '(') depth += 1
    else if (sign === ')' && --depth === 0) return at
  }
  return pattern.length
}

const mostRepeats = 40

/** The shortest text of the first choices. */
function writtenAs(node: PatternNode): string {
  switch (node.kind) {
    case 'atom':
      return letterOf(node.source)
    case 'assertion':
      return ''
    case 'sequence':
      return node.nodes.map(writtenAs).join('')
    case 'choice':
      return node.nodes[0] === undefined ? '' : writtenAs(node.nodes[0])
    case 'repeat':
      return node.least > mostRepeats ? '' : writtenAs(node.node).repeat(node.least)
  }
}

function letterOf(source: string): string {
  if (source.length === 1 && source !== '.') return source
  const one = new RegExp(`^${source}$`)
  return letters.split('').find((letter) => one.test(letter)) ?? ''
}
