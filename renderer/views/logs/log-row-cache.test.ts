import { describe, expect, it } from 'vitest'
import { blockLimit, LogRowCache } from './log-row-cache'

const block = (first: number, count: number) => ({
  first,
  atMs: new Float64Array(count).fill(7),
  service: new Uint8Array(count).fill(1),
  kind: new Uint8Array(count),
  texts: Array.from({ length: count }, (_, index) => `line ${first + index}`),
})

describe('the row cache', () => {
  it('asks for exactly the rows it does not hold', () => {
    const cache = new LogRowCache()
    cache.put(block(10, 5), { first: 10, end: 15 })
    expect(cache.missing({ first: 10, end: 15 })).toBeNull()
    expect(cache.missing({ first: 8, end: 14 })).toEqual({ first: 8, count: 2 })
    expect(cache.missing({ first: 12, end: 20 })).toEqual({ first: 15, count: 5 })
    expect(cache.get(12)).toEqual({ number: 12, atMs: 7, service: 1, kind: 0, text: 'line 12' })
  })

  it('never asks for more than one block at a time', () => {
    expect(new LogRowCache().missing({ first: 0, end: 9_000 })).toEqual({ first: 0, count: blockLimit })
  })

  it('forgets rows far from the screen and keeps those near it, however long the log runs', () => {
    const cache = new LogRowCache()
    for (let first = 0; first < 100_000; first += 500) cache.put(block(first, 500), { first, end: first + 500 })
    expect(cache.get(0)).toBeUndefined()
    expect(cache.missing({ first: 99_500, end: 100_000 })).toBeNull()
    let held = 0
    for (let number = 0; number < 100_000; number += 1) if (cache.get(number) !== undefined) held += 1
    expect(held).toBeLessThanOrEqual(4_500)
  })
})
