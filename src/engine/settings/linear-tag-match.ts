import type { TagMatch } from '../../domain/kickoff'

/** Tags are ASCII; so is what this takes, as the linear engine knows no flag `u` and beyond ASCII that makes a difference. */
const sameWithoutUnicode = /^(?!.*\\(?:u\{|[pP]))[\x20-\x7e]*$/

/** V8's own: matched in linear time, or no expression at all. */
const linearFlag = 'l'

/**
 * Matches whole tags in a time that grows with their length alone, by V8's linear engine (see `linearEngineFlags`). Null:
 * that engine can't take the pattern (look-around, back references, many counted repetitions), or this process has
 * none. The pattern has to be one that compiles with the flag `u`.
 */
export function linearTagMatch(pattern: string): TagMatch | null {
  if (!sameWithoutUnicode.test(pattern)) return null
  try {
    const expression = new RegExp(`^(?:${pattern})$`, linearFlag)
    return (tag) => expression.exec(tag)?.groups ?? null
  } catch {
    return null
  }
}
