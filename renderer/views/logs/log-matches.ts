import type { TextRange } from '../../../src/domain/line-matcher'

/** Positions of matches, ascending. */
export type MatchPositions = ArrayLike<number>

/** The place in the list of the first match at or after a position. */
export function firstAtOrAfter(matches: MatchPositions, position: number): number {
  let low = 0
  let high = matches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle] ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low
}

/** The next match after (or before) a position, round the ends; null without matches. Without a position it is the newest. */
export function stepMatch(matches: MatchPositions, from: number | null, step: 1 | -1): number | null {
  if (matches.length === 0) return null
  if (from === null) return matches[matches.length - 1] ?? null
  const place = step === 1 ? firstAtOrAfter(matches, from + 1) : firstAtOrAfter(matches, from) - 1
  return matches[(place + matches.length) % matches.length] ?? null
}

/** Which match a position is, counted from 1; null where it is none. */
export function matchOrdinal(matches: MatchPositions, position: number | null): number | null {
  if (position === null) return null
  const place = firstAtOrAfter(matches, position)
  return matches[place] === position ? place + 1 : null
}

/** A piece of a text cut at ranges; a hit's pieces carry the hit's ordinal within the line. */
export type HitPiece = { readonly text: string; readonly hit: boolean }

/**
 * Cuts texts that stand one after the other (the runs of a styled line) at ranges of the whole; a hit may go over several.
 * Ranges come from left to right and never overlap.
 */
export function cutAtHits(texts: readonly string[], ranges: readonly TextRange[]): readonly (readonly HitPiece[])[] {
  let begin = 0
  let next = 0
  return texts.map((text) => {
    const end = begin + text.length
    const pieces: HitPiece[] = []
    let at = begin
    const take = (to: number, hit: boolean): void => {
      if (to > at) pieces.push({ text: text.slice(at - begin, to - begin), hit })
      at = Math.max(at, to)
    }
    for (let range = ranges[next]; range !== undefined && range.start < end; range = ranges[next]) {
      take(Math.max(begin, range.start), false)
      take(Math.min(end, range.end), true)
      if (range.end > end) break
      next += 1
    }
    take(end, false)
    begin = end
    return pieces
  })
}
