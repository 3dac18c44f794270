import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogMatches } from '../../../src/contract/log-contract'
import { type FoundMatches, LogSearchRun } from './log-search-run'

const layout = 3

/** An engine with a log whose matching rows are multiples of `every`; a slice looks at `sliceRows` rows. */
function fakeEngine(every: number, sliceRows: number) {
  const shown = { first: 0, end: 0 }
  const asked: (number | null)[] = []
  const ask = (before: number | null): Promise<LogMatches> => {
    asked.push(before)
    const end = Math.min(before ?? Infinity, shown.end)
    const from = Math.max(shown.first, end - sliceRows)
    const rows = Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index)
    return Promise.resolve({
      positions: Float64Array.from(rows.filter((row) => row % every === 0)),
      layout,
      searchedTo: from === shown.first ? null : from,
      searchedToMs: from * 1_000,
      isPartial: false,
    })
  }
  return { shown, asked, ask }
}

const matching = (first: number, end: number, every: number): readonly number[] =>
  Array.from({ length: end - first }, (_, index) => first + index).filter((row) => row % every === 0)

describe('a search through a log', () => {
  it('goes back slice by slice and says how far it is', async () => {
    const engine = fakeEngine(10, 40)
    const told: FoundMatches[] = []
    Object.assign(engine.shown, { first: 0, end: 100 })
    await new LogSearchRun(engine.ask, layout, (found) => told.push(found)).follow(engine.shown)
    expect(told.map(({ positions, searchedToMs }) => [positions.length, searchedToMs])).toEqual([
      [4, 60_000],
      [8, 20_000],
      [10, null],
    ])
    expect(engine.asked).toEqual([null, 60, 20])
  })

  it('finds what a naive search finds, however the log grows at both ends between', async () => {
    const growth = fc.record({ older: fc.nat(60), newer: fc.nat(200), late: fc.nat(9) })
    const sizes = fc.record({ every: fc.integer({ min: 1, max: 9 }), slice: fc.integer({ min: 1, max: 70 }) })
    await fc.assert(
      fc.asyncProperty(sizes, fc.array(growth, { maxLength: 6 }), async ({ every, slice }, steps) => {
        const engine = fakeEngine(every, slice)
        let last: FoundMatches | null = null
        const run = new LogSearchRun(engine.ask, layout, (found) => (last = found))
        await run.follow({ ...engine.shown })
        for (const { older, newer, late } of steps) {
          const shown = { first: engine.shown.first - older, end: engine.shown.end + newer }
          // The engine may be ahead of the screen.
          Object.assign(engine.shown, { first: shown.first, end: shown.end + late })
          await run.follow(shown)
        }
        const { first, end } = engine.shown
        Object.assign(engine.shown, { end: end + 1 })
        await run.follow({ first, end: end + 1 })
        expect([...((last as FoundMatches | null)?.positions ?? [])]).toEqual(matching(first, end + 1, every))
      }),
    )
  })

  it('ends with another layout, and when it is stopped', async () => {
    const told: FoundMatches[] = []
    const other = fakeEngine(1, 10)
    Object.assign(other.shown, { end: 100 })
    await new LogSearchRun(other.ask, layout + 1, (found) => told.push(found)).follow(other.shown)
    const run = new LogSearchRun(other.ask, layout, (found) => told.push(found))
    run.stop()
    await run.follow(other.shown)
    expect([told, other.asked]).toEqual([[], [null]])
  })
})
