import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewRow } from './log-chunk'
import { LogStore } from './log-store'

const row = (text: string, service = 0, headDistance = 0): NewRow => ({
  atMs: text.length,
  service,
  kind: text.length % 3,
  level: text.length % 7,
  headDistance,
  text,
})

function filled(count: number): LogStore {
  const store = new LogStore()
  for (let number = 0; number < count; number += 1) store.append(row(`line ${number}`, number % 3))
  return store
}

function textAt(store: LogStore, number: number): string | null {
  const at = store.place(number)
  return at === null ? null : at.chunk.wholeText(at.index)
}

describe('LogStore', () => {
  it('keeps the numbers of rows when the oldest are dropped, and counts what each service still has', () => {
    const store = filled(25_000)
    while (store.count > 10_000) store.dropOldest()
    expect(store.count).toBeGreaterThan(7_900)
    expect(store.end).toBe(25_000)
    expect(store.dropped).toBe(store.first)
    expect(textAt(store, store.first)).toBe(`line ${store.first}`)
    expect(textAt(store, store.first - 1)).toBeNull()
    expect(textAt(store, 25_000)).toBeNull()
    expect([0, 1, 2].map((service) => store.countOf(service)).reduce((a, b) => a + b)).toBe(store.count)
  })

  it('takes little more than the text itself', () => {
    const store = filled(100_000)
    const textBytes = Array.from({ length: 100_000 }, (_, number) => `line ${number}`.length).reduce((a, b) => a + b)
    expect(store.bytes).toBeLessThan(textBytes + 100_000 * 22 + 100_000)
  })

  it('cuts long rows for display, never through a character, and says so', () => {
    const store = new LogStore()
    store.append(row(`${'가'.repeat(99)}😀끝`))
    const cut = (length: number): unknown => store.place(0)?.chunk.rowText(0, length)
    expect(cut(101)).toEqual({ text: `${'가'.repeat(99)}…`, isCut: true })
    expect(cut(102)).toEqual({ text: `${'가'.repeat(99)}😀끝`, isCut: false })
    expect(textAt(store, 0)).toBe(`${'가'.repeat(99)}😀끝`)
  })

  it('lets blocks be read to their end also when they are dropped meanwhile', () => {
    const store = filled(5_000)
    const blocks = store.blocks()
    while (store.dropOldest());
    const texts = blocks.flatMap((block) => Array.from({ length: block.count }, (_, index) => block.wholeText(index)))
    expect(texts).toEqual(Array.from({ length: 5_000 }, (_, number) => `line ${number}`))
  })

  it('finds the head of each group, and all that continue it though others stand between', () => {
    const store = new LogStore()
    for (const [text, distance] of [
      ['a', 0],
      ['b', 0],
      ['a1', 2],
      ['b1', 2],
      ['a2', 4],
    ] as const)
      store.append(row(text, 0, distance))
    expect([0, 1, 2, 3, 4].map((number) => store.headOf(number))).toEqual([0, 1, 0, 1, 0])
    expect([store.followersOf(0), store.followersOf(1)]).toEqual([[2, 4], [3]])
  })

  it('has the rows that a plain array would have, whatever is put before, behind or dropped', () => {
    const text = fc
      .oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', '\0', '한글', 'x'.repeat(20_000)))
      .map((each) => Buffer.from(each).toString())
    const change = fc.record({
      kind: fc.constantFrom('append' as const, 'append' as const, 'prepend' as const, 'drop' as const),
      text,
      times: fc.integer({ min: 1, max: 900 }),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 14 }), (changes) => {
        const store = new LogStore()
        const model = new Map<number, string>()
        let [first, end] = [0, 0]
        for (const { kind, text: each, times } of changes) {
          if (kind === 'drop') {
            store.dropOldest()
            for (; first < store.first; first += 1) model.delete(first)
          } else if (kind === 'append') {
            for (let time = 0; time < times; time += 1) model.set(store.append(row(each)), each)
            end += times
          } else {
            first = store.prepend(Array.from({ length: times }, () => row(each)))
            for (let time = 0; time < times; time += 1) model.set(first + time, each)
          }
          expect([store.first, store.end, store.count]).toEqual([first, end, model.size])
        }
        for (const number of [first, end - 1, Math.floor((first + end) / 2), first - 1, end])
          expect(textAt(store, number)?.length).toBe(model.get(number)?.length)
        for (const [number, each] of model) if (textAt(store, number) !== each) expect(number).toBe('right')
        const levels = [...model.values()].filter((each) => each.length % 3 !== 2).map((each) => each.length % 7)
        for (const level of [0, 1, 2, 3, 4, 5, 6])
          expect(store.countOfLevel(level)).toBe(levels.filter((each) => each === level).length)
      }),
      { numRuns: 40 },
    )
  })
})
