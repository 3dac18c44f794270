import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapBounded } from './map-bounded'

const never = new AbortController().signal

test('results stand in the items’ order, and no more than the limit are under way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 })), fc.integer({ min: 1, max: 5 }), async (turns, limit) => {
      let [underWay, most] = [0, 0]
      const work = async (count: number): Promise<number> => {
        most = Math.max(most, (underWay += 1))
        for (let turn = 0; turn < count; turn += 1) await Promise.resolve()
        underWay -= 1
        return count * 2
      }
      expect(await mapBounded(turns, limit, work, never)).toEqual(turns.map((count) => count * 2))
      expect(most).toBe(Math.min(limit, turns.length))
    }),
  )
})

test('the first failure is thrown once those under way have ended, and nothing more begins', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = async (item: number, signal: AbortSignal): Promise<void> => {
    begun.push(item)
    if (item === 1) throw new Error('the first')
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    await Promise.resolve()
    ended.push(item)
    throw new Error('a later one')
  }
  await expect(mapBounded([0, 1, 2, 3, 4], 3, work, never)).rejects.toThrow('the first')
  expect(begun).toEqual([0, 1, 2])
  expect(ended).toEqual([0, 2])
})

test('a caller that leaves ends it', async () => {
  const caller = new AbortController()
  const mapped = mapBounded(
    [1, 2, 3],
    1,
    (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    caller.signal,
  )
  caller.abort(new Error('left'))
  await expect(mapped).rejects.toThrow('left')
})
