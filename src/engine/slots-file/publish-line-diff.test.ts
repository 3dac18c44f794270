import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineSteps } from './publish-line-diff'

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })

test('the steps lead from one text to the other, each line once and in its order', () => {
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const steps = lineSteps(old, now)
      expect(steps.flatMap(({ before }) => before ?? [])).toEqual(old.map((_, index) => index + 1))
      expect(steps.flatMap(({ after }) => after ?? [])).toEqual(now.map((_, index) => index + 1))
      for (const { kind, before, after } of steps) {
        if (kind === 'same') expect(old[(before ?? 0) - 1]).toBe(now[(after ?? 0) - 1])
      }
    }),
  )
})

test('one changed line is one line gone and one line new, however long the file', () => {
  const old = Array.from({ length: 5_000 }, (_, index) => `line ${index % 7}`)
  const steps = lineSteps(
    old,
    old.map((line, index) => (index === 2_500 ? 'changed' : line)),
  )
  expect(steps.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', before: 2_501, after: null },
    { kind: 'added', before: null, after: 2_501 },
  ])
})
