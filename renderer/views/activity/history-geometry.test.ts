import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayHeight, entryHeight, entryTop, type ListItem, listWindow, type Unfolded } from './history-geometry'

const days = fc
  .array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 })
  .map((counts) => counts.map((count, index) => ({ day: `2024-06-${String(20 - index).padStart(2, '0')}`, count })))
const unfolding = fc.option(fc.record({ index: fc.nat(60), height: fc.integer({ min: 1, max: 400 }) }))

const heightOf = (item: ListItem, unfolded: Unfolded): number =>
  item.kind === 'day' ? dayHeight : item.kind === 'entry' ? entryHeight : (unfolded?.height ?? 0)

test('whatever part is drawn, it is a piece of the whole list, covers the screen, and the rest is empty space', () => {
  fc.assert(
    fc.property(days, unfolding, fc.nat(2_000), fc.integer({ min: 1, max: 900 }), (list, unfolded, top, height) => {
      const whole = listWindow(list, unfolded, -1, Number.MAX_SAFE_INTEGER)
      const part = listWindow(list, unfolded, top, top + height)
      const sum = (items: readonly ListItem[]): number => items.reduce((all, item) => all + heightOf(item, unfolded), 0)
      const total = sum(whole.items)
      expect(part.before + sum(part.items) + part.after).toBe(total)
      const from = whole.items.findIndex((item) => JSON.stringify(item) === JSON.stringify(part.items[0]))
      expect(whole.items.slice(Math.max(0, from), Math.max(0, from) + part.items.length)).toEqual(part.items)
      if (total > top) expect(part.before).toBeLessThanOrEqual(top)
      if (total > top) expect(part.before + sum(part.items)).toBeGreaterThanOrEqual(Math.min(total, top + height))
    }),
  )
})

test('an entry is where the list draws it', () => {
  fc.assert(
    fc.property(days, unfolding, fc.nat(80), (list, unfolded, index) => {
      const count = list.reduce((sum, day) => sum + day.count, 0)
      fc.pre(index < count)
      const top = entryTop(list, unfolded, index)
      const part = listWindow(list, unfolded, top, top + 1)
      expect(part.items[0]).toEqual({ kind: 'entry', index })
      expect(part.before).toBe(top)
    }),
  )
})

test('of a hundred thousand entries only a screenful is drawn', () => {
  const list = Array.from({ length: 100 }, (_, index) => ({ day: String(index), count: 1_000 }))
  expect(listWindow(list, null, 1_000_000, 1_000_900).items.length).toBeLessThan(32)
})
