import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Hold, holdsAgainst, holdsInTheWay } from './hold'
import type { Operation } from './operation'

const hold = (tag: string): Hold => ({ holdId: tag, tag, by: '', sinceMs: 0, deploymentId: '' })
const isHeld = (held: string, wanted: string): boolean => holdsAgainst([hold(held)], wanted).length > 0

test.each([
  ['kickoff-240603-search', 'kickoff-240603-search', true],
  ['kickoff-240603-search', 'kickoff-240510-dashboard', false],
  ['main', 'main-4be1c07', true],
  ['main-4be1c07', 'main-33a8d61b0c', true],
  ['main-4be1c07', 'main', true],
  ['main', 'maintenance', false],
  ['v1.3.10', 'v1.3.11', false],
  // A commit names no branch.
  ['main', '4be1c07', true],
  ['main', 'sha-4be1c07d2f6a5b1c8e90', true],
  ['4be1c07', 'main', true],
])('held %s, wanted %s: in the way is %s', (held, wanted, inTheWay) => {
  expect(isHeld(held, wanted)).toBe(inTheWay)
})

test('a tag always stands in its own way, whichever of two was held', () => {
  const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,40}$/)
  fc.assert(
    fc.property(tag, tag, (one, other) => {
      expect(isHeld(one, one)).toBe(true)
      expect(isHeld(one, other)).toBe(isHeld(other, one))
    }),
  )
})

test('only a deploy brings a branch: everything else may be done to a held slot', () => {
  const holds = [hold('search')]
  const deploy: Operation = { kind: 'deploy', tag: 'search', services: ['api'], recreate: 'always' }
  expect(holdsInTheWay(holds, deploy)).toEqual(holds)
  expect(holdsInTheWay(holds, { kind: 'rollback', releaseId: 'r', services: null })).toEqual([])
  for (const kind of ['stop', 'start', 'restart', 'repair'] as const) {
    expect(holdsInTheWay(holds, { kind, services: null })).toEqual([])
  }
})
