import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LogBudget, LogStore } from './log-store'

const row = (text: string, service = 0): { atMs: number; service: number; kind: number; text: string } => ({
  atMs: text.length,
  service,
  kind: text.length % 3,
  text,
})

function filled(count: number, budget?: LogBudget): LogStore {
  const store = new LogStore(budget)
  for (let number = 0; number < count; number += 1) store.append(row(`line ${number}`, number % 3))
  return store
}

describe('LogStore', () => {
  it('keeps the numbers of rows when the oldest are dropped, and counts what each service still has', () => {
    const store = filled(25_000, { rows: 10_000, bytes: 1e9 })
    expect(store.count).toBeLessThanOrEqual(10_000)
    expect(store.count).toBeGreaterThan(7_900)
    expect(store.first + store.count).toBe(25_000)
    expect(store.row(store.first)?.text).toBe(`line ${store.first}`)
    expect(store.row(store.first - 1)).toBeNull()
    expect(store.row(25_000)).toBeNull()
    expect([0, 1, 2].map((service) => store.countOf(service)).reduce((a, b) => a + b)).toBe(store.count)
  })

  it('never takes more memory than its budget, but for one row alone', () => {
    const store = new LogStore({ rows: 1e6, bytes: 4_000_000 })
    let most = 0
    for (let number = 0; number < 40_000; number += 1) {
      store.append(row('x'.repeat(number % 997)))
      most = Math.max(most, store.bytes)
    }
    expect(most).toBeLessThanOrEqual(4_000_000)
    expect(store.bytes).toBeGreaterThan(2_500_000)
    store.append(row('y'.repeat(5_000_000)))
    expect(store.count).toBe(1)
  })

  it('takes little more than the text itself', () => {
    const store = filled(100_000)
    const textBytes = Array.from({ length: 100_000 }, (_, number) => `line ${number}`.length).reduce((a, b) => a + b)
    expect(store.bytes).toBeLessThan(textBytes + 100_000 * 16 + 100_000)
  })

  it('cuts long rows for display, never through a character', () => {
    const store = new LogStore()
    store.append(row(`${'가'.repeat(99)}😀끝`))
    expect(store.read(0, 1, 101).texts).toEqual([`${'가'.repeat(99)}…`])
    expect(store.read(0, 1, 102).texts).toEqual([`${'가'.repeat(99)}😀끝`])
    expect(store.row(0)?.text).toBe(`${'가'.repeat(99)}😀끝`)
  })

  it('reads the rows that were held when the reading began, also when they are dropped meanwhile', () => {
    const store = filled(5_000, { rows: 5_000, bytes: 1e9 })
    const reading = store.rowsHeld()
    const texts = [reading.next().value?.text]
    for (let number = 0; number < 5_000; number += 1) store.append(row('new'))
    for (const each of reading) texts.push(each.text)
    expect(texts).toEqual(Array.from({ length: 5_000 }, (_, number) => `line ${number}`))
  })

  it('gives the rows that a plain array would give, less the dropped ones', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('', '\0', '한글', 'x'.repeat(70_000)),
    )
    const append = fc.record({
      text: text.map((each) => Buffer.from(each).toString()),
      times: fc.integer({ min: 1, max: 900 }),
    })
    fc.assert(
      fc.property(fc.array(append, { maxLength: 12 }), fc.nat(9_000), fc.nat(600), (appends, first, count) => {
        const store = new LogStore({ rows: 6_000, bytes: 1_500_000 })
        const model = appends.flatMap(({ text: each, times }) => Array.from({ length: times }, () => each))
        model.forEach((each) => store.append(row(each)))
        expect(store.first + store.count).toBe(model.length)
        expect(store.count).toBeLessThanOrEqual(6_000)
        const from = Math.min(Math.max(first, store.first), model.length)
        const wanted = model.slice(from, Math.max(from, first + count))
        const rows = store.read(first, count, 100_000)
        expect(rows).toEqual({
          first: from,
          texts: wanted,
          atMs: Float64Array.from(wanted, (each) => each.length),
          service: new Uint8Array(wanted.length),
          kind: Uint8Array.from(wanted, (each) => each.length % 3),
        })
      }),
      { numRuns: 60 },
    )
  })
})
