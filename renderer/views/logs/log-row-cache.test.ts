import { describe, expect, it } from 'vitest'
import { blockLimit, LogRowCache } from './log-row-cache'

const block = (first: number, count: number) => ({
  first,
  layout: 0,
  numbers: Float64Array.from({ length: count }, (_, index) => first + index + 1_000),
  atMs: new Float64Array(count).fill(7),
  service: new Uint8Array(count).fill(1),
  kind: new Uint8Array(count),
  level: new Uint8Array(count).fill(5),
  fold: new Uint8Array(count).fill(2),
  hidden: new Uint32Array(count).fill(42),
  cut: new Uint8Array(count),
  texts: Array.from({ length: count }, (_, index) => `line ${first + index}`),
})

describe('the row cache', () => {
  it('asks for exactly the rows it does not hold', () => {
    const cache = new LogRowCache()
    cache.put(block(10, 5), { first: 10, end: 15 })
    expect(cache.missing({ first: 10, end: 15 })).toBeNull()
    expect(cache.missing({ first: 8, end: 14 })).toEqual({ first: 8, count: 2 })
    expect(cache.missing({ first: 12, end: 20 })).toEqual({ first: 15, count: 5 })
    expect(cache.get(12)).toEqual({
      position: 12,
      number: 1_012,
      atMs: 7,
      service: 1,
      kind: 0,
      level: 'error',
      fold: 'folded',
      hidden: 42,
      isCut: false,
      text: 'line 12',
    })
  })

  it('holds rows from before the first one, and shows expired rows until they are read again', () => {
    const cache = new LogRowCache()
    cache.put(block(-5, 10), { first: -5, end: 5 })
    expect(cache.missing({ first: -6, end: 5 })).toEqual({ first: -6, count: 1 })
    cache.expire()
    expect(cache.get(-5)?.text).toBe('line -5')
    expect(cache.missing({ first: -5, end: -3 })).toEqual({ first: -5, count: 2 })
    cache.put(block(-5, 2), { first: -5, end: 5 })
    expect(cache.missing({ first: -5, end: -3 })).toBeNull()
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
