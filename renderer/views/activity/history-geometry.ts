/** Heights in px; the style sheet says the same. */
export const dayHeight = 30
/** See `dayHeight`. */
export const entryHeight = 34

type Day = { readonly day: string; readonly count: number }

/** What is unfolded: the entry at that place, and how high its details are. */
export type Unfolded = { readonly index: number; readonly height: number } | null

/** One thing in the list, from top to bottom. */
export type ListItem =
  | { readonly kind: 'day'; readonly day: string; readonly count: number; readonly isFirst: boolean }
  | { readonly kind: 'entry'; readonly index: number }
  | { readonly kind: 'details'; readonly index: number }

/** The part of the list to be drawn, and the empty space over and under it in px. */
export type ListWindow = { readonly before: number; readonly items: readonly ListItem[]; readonly after: number }

/** Everything that stands between two heights, whole; thousands of entries cost no more than a screenful. */
export function listWindow(days: readonly Day[], unfolded: Unfolded, top: number, bottom: number): ListWindow {
  const items: ListItem[] = []
  let at = 0
  let before = 0
  let drawnTo = 0
  const place = (height: number, item: () => ListItem): void => {
    const isSeen = at + height > top && at < bottom
    if (isSeen && items.length === 0) before = at
    if (isSeen) items.push(item())
    at += height
    if (isSeen) drawnTo = at
  }
  const skip = (entries: number): void => void (at += entries * entryHeight)
  let first = 0
  days.forEach(({ day, count }, dayIndex) => {
    place(dayHeight, () => ({ kind: 'day', day, count, isFirst: dayIndex === 0 }))
    for (let index = first; index < first + count;) {
      const away = entriesAway(index, first + count, at, top, bottom, unfolded)
      if (away > 0) {
        skip(away)
        index += away
        continue
      }
      const here = index
      place(entryHeight, () => ({ kind: 'entry', index: here }))
      if (unfolded?.index === here) place(unfolded.height, () => ({ kind: 'details', index: here }))
      index += 1
    }
    first += count
  })
  return items.length === 0 ? { before: at, items, after: 0 } : { before, items, after: at - drawnTo }
}

/** How many entries from this one on are surely out of sight and can be passed over in one step. */
function entriesAway(index: number, end: number, at: number, top: number, bottom: number, unfolded: Unfolded): number {
  const until = unfolded !== null && unfolded.index >= index && unfolded.index < end ? unfolded.index : end
  if (at >= bottom) return until - index
  return Math.max(0, Math.min(until - index, Math.floor((top - at) / entryHeight)))
}

/** Where an entry begins, in px from the top of the list. */
export function entryTop(days: readonly Day[], unfolded: Unfolded, index: number): number {
  let first = 0
  let headings = 0
  for (const { count } of days) {
    headings += 1
    if (index < first + count) break
    first += count
  }
  const over = unfolded !== null && unfolded.index < index ? unfolded.height : 0
  return headings * dayHeight + index * entryHeight + over
}
