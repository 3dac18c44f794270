import { searchWords } from '../../../src/contract/release-search'
import { type PaletteGroup, paletteGroups, type PaletteItem } from './palette-item'

/** What is typed: the shelf that its first character names, and the words behind it. */
export type PaletteQuery = { readonly only: PaletteGroup | null; readonly words: readonly string[] }

const prefixes: Readonly<Record<string, PaletteGroup>> = { '>': 'actions', '@': 'people', '#': 'history' }
/** Of each shelf where all are shown, and where one is alone. */
const mostOfEach = 8
const mostOfOne = 100

/** Reads what is typed. */
export function readQuery(text: string): PaletteQuery {
  const trimmed = text.trimStart()
  const only = prefixes[trimmed.charAt(0)] ?? null
  return { only, words: searchWords(only === null ? trimmed : trimmed.slice(1)) }
}

/**
 * What fits, best first within each shelf; shelves keep their order. Best is what begins with the first word, then what has
 * it at the beginning of a word, then the rest as it came. People and history are shown only where they are asked for.
 */
export function findItems(items: readonly PaletteItem[], { only, words }: PaletteQuery): readonly PaletteItem[] {
  const shelves = new Map<PaletteGroup, { readonly item: PaletteItem; readonly rank: number }[]>()
  for (const item of items) {
    const isShown = only === null ? item.group !== 'people' : item.group === only
    const text = textOf(item)
    if (!isShown || !words.every((word) => text.includes(word))) continue
    const shelf = shelves.get(item.group) ?? []
    shelf.push({ item, rank: rankOf(item, words[0] ?? '') })
    shelves.set(item.group, shelf)
  }
  const most = only === null ? mostOfEach : mostOfOne
  return paletteGroups.flatMap((group) =>
    (shelves.get(group) ?? [])
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map(({ item }) => item),
  )
}

function textOf({ title, detail, also }: PaletteItem): string {
  return `${title}\n${detail}\n${also}`.toLowerCase()
}

function rankOf({ title, also }: PaletteItem, word: string): number {
  if (word === '') return 0
  const text = title.toLowerCase()
  if (text.startsWith(word) || also.toLowerCase().startsWith(word)) return 0
  const at = text.indexOf(word)
  if (at < 0) return 3
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? 2 : 1
}

/** A text in pieces: those that the words match, marked, and those between. */
export function matchedPieces(
  text: string,
  words: readonly string[],
): readonly { readonly text: string; readonly isMatch: boolean }[] {
  const lower = text.toLowerCase()
  // Letters whose lower case is longer would shift every place behind them.
  if (lower.length !== text.length || words.length === 0) return [{ text, isMatch: false }]
  const marked = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      marked.fill(true, at, at + word.length)
    }
  }
  const pieces: { text: string; isMatch: boolean }[] = []
  for (const [index, character] of text.split('').entries()) {
    const isMatch = marked[index] ?? false
    const last = pieces.at(-1)
    if (last?.isMatch === isMatch) last.text += character
    else pieces.push({ text: character, isMatch })
  }
  return pieces
}
