/** Row numbers of matches, ascending, as the engine answers. */
type MatchRows = ArrayLike<number>

/** The place in `rows` of the first match at or after a row number. */
function firstAtOrAfter(rows: MatchRows, row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}

/** The next match after (or before) a row, round the ends; null without matches. Without a row it begins at the newest. */
export function stepMatch(rows: MatchRows, from: number | null, step: 1 | -1): number | null {
  if (rows.length === 0) return null
  if (from === null) return rows[rows.length - 1] ?? null
  const place = step === 1 ? firstAtOrAfter(rows, from + 1) : firstAtOrAfter(rows, from) - 1
  return rows[(place + rows.length) % rows.length] ?? null
}

/** Which match a row is, counted from 1; null where the row is none. */
export function matchOrdinal(rows: MatchRows, row: number | null): number | null {
  if (row === null) return null
  const place = firstAtOrAfter(rows, row)
  return rows[place] === row ? place + 1 : null
}

/** A text cut at a needle's places, upper and lower case alike: every second part is a hit. */
export function cutAtHits(text: string, needle: string): readonly string[] {
  if (needle === '') return [text]
  const parts: string[] = []
  const lower = text.toLowerCase()
  const wanted = needle.toLowerCase()
  // Lower case may be longer than the text in a few scripts; places would not fit then.
  if (lower.length !== text.length) return [text]
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...parts, text.slice(from)]
}
