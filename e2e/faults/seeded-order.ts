import { spawnSync } from 'node:child_process'

/** A number that each committed state of `src` has another of; 1 outside of a Git work tree. */
export function seedOfSources(): number {
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD:src'], { encoding: 'utf8' })
  return status === 0 ? Number.parseInt(stdout.slice(0, 6), 16) : 1
}

/** Puts things into an order that the seed alone decides; each call goes on where the last one ended. */
export function seededOrder(seed: number): <Thing>(things: readonly Thing[]) => readonly Thing[] {
  let state = seed >>> 0
  // Marsaglia's xorshift: enough to draw lots, and the same everywhere.
  const next = (): number => {
    state = state === 0 ? 0x9e3779b9 : state
    state = (state ^ (state << 13)) >>> 0
    state = (state ^ (state >>> 17)) >>> 0
    state = (state ^ (state << 5)) >>> 0
    return state
  }
  return (things) =>
    things
      .map((thing) => ({ thing, lot: next() }))
      .sort((a, b) => a.lot - b.lot)
      .map(({ thing }) => thing)
}
