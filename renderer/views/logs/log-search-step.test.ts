import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endsWaiting, searchStep } from './log-search-step'

const wait = { kind: 'wait' }
const go = (position: number): unknown => ({ kind: 'go', position })

describe('a step through matches', () => {
  it('waits while nothing was found, and leads nowhere once all rows were looked at', () => {
    for (const step of [1, -1] as const) {
      expect(searchStep({ positions: [], searchedTo: Infinity }, null, step)).toEqual(wait)
      expect(searchStep({ positions: [], searchedTo: 400 }, 20, step)).toEqual(wait)
      expect(searchStep({ positions: [], searchedTo: null }, 20, step)).toEqual({ kind: 'none' })
    }
  })

  it('goes to the newest match as soon as there is one, for a reader who runs along', () => {
    expect(searchStep({ positions: [900], searchedTo: 500 }, null, 1)).toEqual(go(900))
    expect(searchStep({ positions: [900], searchedTo: 500 }, null, -1)).toEqual(go(900))
  })

  it('waits for the rows above before it goes round the end to the newest match', () => {
    expect(searchStep({ positions: [700, 900], searchedTo: 500 }, 700, -1)).toEqual(wait)
    expect(searchStep({ positions: [700, 900], searchedTo: null }, 700, -1)).toEqual(go(900))
    expect(searchStep({ positions: [300, 700, 900], searchedTo: 200 }, 700, -1)).toEqual(go(300))
  })

  it('waits for rows between the reader and the matches found far below', () => {
    expect(searchStep({ positions: [700], searchedTo: 500 }, 20, 1)).toEqual(wait)
    expect(searchStep({ positions: [90, 700], searchedTo: 21 }, 20, 1)).toEqual(go(90))
  })

  it('leads where it would lead with all rows searched, however far the search has come', () => {
    const rows = fc.uniqueArray(fc.nat(200), { maxLength: 20 })
    const from = fc.option(fc.integer({ min: -5, max: 205 }))
    fc.assert(
      fc.property(rows, from, fc.nat(201), fc.constantFrom(1 as const, -1 as const), (found, at, searchedTo, step) => {
        const all = [...found].sort((a, b) => a - b)
        const known = all.filter((position) => position >= searchedTo)
        const answer = searchStep({ positions: known, searchedTo }, at, step)
        if (answer.kind !== 'wait') expect(answer).toEqual(searchStep({ positions: all, searchedTo: null }, at, step))
      }),
    )
  })
})

describe('a step that waits', () => {
  it('is forgotten when the reader moves, and not when rows run along', () => {
    expect(endsWaiting({ kind: 'scrolled', up: false, atEnd: true }, 'following')).toBe(false)
    expect(endsWaiting({ kind: 'scrolled', up: true, atEnd: false }, 'following')).toBe(true)
    expect(endsWaiting({ kind: 'scrolled', up: false, atEnd: false }, 'paused')).toBe(true)
    expect(endsWaiting({ kind: 'newest' }, 'paused')).toBe(true)
    expect(endsWaiting({ kind: 'go-to', position: 3 }, 'following')).toBe(true)
  })
})
