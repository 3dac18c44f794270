import { describe, expect, it } from 'vitest'
import { beginFollow, follow, followElsewhere, newLineCount, readableRows, type FollowState } from './log-follow'

const held = { first: 0, end: 100 }
const later = { first: 40, end: 228 }
const paused: FollowState = { kind: 'paused', end: 100 }

describe('following a log', () => {
  it('pauses when the reader scrolls up, and counts what comes', () => {
    const state = follow({ kind: 'following' }, { kind: 'scrolled', up: true, atEnd: false }, held)
    expect(state).toEqual(paused)
    expect(newLineCount(state, later)).toBe(128)
    expect(readableRows(state, later)).toEqual({ first: 40, end: 100 })
  })

  it('is not paused by the scrolling that following itself causes', () => {
    expect(follow({ kind: 'following' }, { kind: 'scrolled', up: false, atEnd: true }, held).kind).toBe('following')
  })

  it('brings the new lines when the reader comes down to the end, and follows when none are left', () => {
    const brought = follow(paused, { kind: 'scrolled', up: false, atEnd: true }, later)
    expect(brought).toEqual({ kind: 'paused', end: 228 })
    expect(follow(brought, { kind: 'scrolled', up: false, atEnd: true }, later)).toEqual({ kind: 'following' })
  })

  it('from a moment on stays at the first line while all the others come, and follows from the end', () => {
    const state = beginFollow(1)
    expect(readableRows(state, later)).toEqual(later)
    expect(newLineCount(state, later)).toBe(0)
    expect(follow(state, { kind: 'scrolled', up: false, atEnd: true }, later)).toEqual({ kind: 'following' })
  })

  it('stays paused while the reader moves within the old lines', () => {
    expect(follow(paused, { kind: 'scrolled', up: false, atEnd: false }, later)).toBe(paused)
    expect(follow(paused, { kind: 'pause' }, later)).toBe(paused)
  })

  it('still has a row to show when all rows from before the pause were dropped', () => {
    expect(readableRows(paused, { first: 5_000, end: 9_000 })).toEqual({ first: 5_000, end: 5_001 })
    expect(newLineCount(paused, { first: 5_000, end: 9_000 })).toBe(4_000)
    expect(readableRows({ kind: 'paused', end: 0 }, { first: 0, end: 0 })).toEqual({ first: 0, end: 0 })
  })

  it('keeps what was not seen unseen when rows are folded away above it, and runs on where it ran along', () => {
    expect(followElsewhere(paused, { first: -5, end: 190 }, 28)).toEqual({ kind: 'paused', end: 162 })
    expect(followElsewhere({ kind: 'following' }, held, 0)).toEqual({ kind: 'following' })
    expect(followElsewhere(beginFollow(1), held, 0)).toEqual(beginFollow(1))
  })
})
