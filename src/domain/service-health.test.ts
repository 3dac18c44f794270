import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordedCheck } from './health-check'
import { countChecks, stripCells } from './health-strip'
import { addChecks, addSpan, boundHealth, healthBounds, unknownHealth } from './service-health'

const dayMs = 86_400_000
const check = (startedAtMs: number, changes: Partial<RecordedCheck> = {}): RecordedCheck => ({
  containerId: 'c',
  source: 'docker',
  kind: 'passed',
  startedAtMs,
  durationMs: 10,
  code: 0,
  output: 'ok',
  ...changes,
})
const every = (gapMs: number, count: number, fromMs = dayMs): readonly RecordedCheck[] =>
  Array.from({ length: count }, (_, index) => check(fromMs + index * gapMs))

test('a day of checks every second stays bounded, and none is counted twice or lost', () => {
  let health = unknownHealth
  for (let minute = 0; minute < 120; minute += 1) {
    health = boundHealth(addChecks(health, every(1_000, 60, dayMs + minute * 60_000)), dayMs + minute * 60_000)
    // Docker's five come again and again.
    health = addChecks(health, every(1_000, 60, dayMs + minute * 60_000).slice(-5))
  }
  expect(health.checks.length).toBeLessThanOrEqual(healthBounds.checks + 60)
  expect(health.tallies.length).toBeLessThanOrEqual(24)
  const counted = health.tallies.reduce((sum, { passed }) => sum + passed, 0)
  expect(counted + health.checks.length).toBe(7_200)
  expect(addChecks(health, every(1_000, 10))).toBe(health)
  const later = boundHealth(health, 3 * dayMs)
  expect([later.checks, later.tallies]).toEqual([[], []])
})

test('the newest outputs are kept, the same one once', () => {
  const outputs = every(1_000, 100).map((one, index) => ({ ...one, output: `${index} `.padEnd(4_000, 'x') }))
  const bounded = boundHealth(addChecks(unknownHealth, outputs), dayMs).checks
  expect(bounded.filter(({ output }) => output !== null)).toHaveLength(50)
  expect(bounded.at(-1)?.output).toBe(outputs.at(-1)?.output)
  const same = boundHealth(addChecks(unknownHealth, every(1_000, 500)), dayMs).checks
  expect(same.every(({ output }) => output === 'ok')).toBe(true)
})

test('stretches of time stay apart, in order, and hold what was added', () => {
  const span = fc.tuple(fc.nat(150), fc.nat(30)).map(([fromMs, length]) => ({ fromMs, untilMs: fromMs + length }))
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const joined = spans.reduce(addSpan, [])
      expect(joined.every(({ fromMs }, index) => fromMs > (joined[index - 1]?.untilMs ?? -1))).toBe(true)
      for (let atMs = 0; atMs <= 181; atMs += 1) {
        const holds = (one: { fromMs: number; untilMs: number }): boolean => one.fromMs <= atMs && atMs <= one.untilMs
        expect(joined.some(holds)).toBe(spans.some(holds))
      }
    }),
  )
})

test('a strip counts each check of its span once, whatever the times', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_800_000), { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (starts, most) => {
      const checks = [...new Set(starts)].sort((a, b) => a - b).map((atMs) => check(dayMs + atMs))
      const span = { fromMs: dayMs, untilMs: dayMs + 1_800_001 }
      const cells = stripCells({ source: 'docker', checks, tallies: [], known: [] }, span, most)
      expect(cells.length).toBeLessThanOrEqual(most)
      expect(cells.flatMap((cell) => cell.checks).sort((a, b) => a - b)).toEqual(checks.map((_, index) => index))
      expect(countChecks({ source: 'docker', checks, tallies: [] })).toEqual({
        passed: checks.length,
        total: checks.length,
      })
      expect([cells[0]?.fromMs, Math.round(cells.at(-1)?.untilMs ?? 0)]).toEqual([span.fromMs, span.untilMs])
    }),
  )
})

test('a cell shows its worst check, a quiet one that it was looked at, and the others that they are not known', () => {
  const checks = [check(dayMs + 10), check(dayMs + 20, { kind: 'timed-out' }), check(dayMs + 60_010)]
  const known = [{ fromMs: dayMs, untilMs: dayMs + 220_000 }]
  const span = { fromMs: dayMs, untilMs: dayMs + 300_000 }
  const cells = stripCells({ source: 'docker', checks, tallies: [], known }, span, 5)
  expect(cells.map(({ kind }) => kind)).toEqual(
    ['timed-out', 'passed', 'idle', 'idle', 'not-known'].slice(0, cells.length),
  )
  const other = stripCells({ source: 'http', checks, tallies: [], known }, span, 5)
  expect(other.map(({ total }) => total)).toEqual([0, 0, 0, 0, 0])
})

test('checks that come seldom fill the strip without holes', () => {
  const checks = every(62_000, 28)
  const span = { fromMs: dayMs, untilMs: dayMs + 1_800_000 }
  const cells = stripCells({ source: 'docker', checks, tallies: [], known: [span] }, span, 60)
  expect(cells.filter(({ kind }) => kind === 'passed').length).toBeGreaterThan(cells.length - 3)
})
