import type { ReleaseOption } from '../../../src/contract/release-option'
import { holdsWords, searchWords } from '../../../src/contract/release-search'
import { isTag } from '../../../src/domain/image-reference'

/** What can be chosen in the list: a release that was found, or a tag as typed that nothing was found for. */
export type ReleaseChoice =
  | { readonly kind: 'release'; readonly tag: string; readonly release: ReleaseOption }
  | { readonly kind: 'typed'; readonly tag: string }

/** The list for a filter text: releases that have all its words in name, date, version or revision; last the tag as typed. */
export function releaseChoices(releases: readonly ReleaseOption[], filter: string): readonly ReleaseChoice[] {
  const words = searchWords(filter)
  const found = releases.filter((release) => holdsWords(release, words))
  const choices: ReleaseChoice[] = found.map((release) => ({ kind: 'release', tag: release.tag, release }))
  const typed = filter.trim()
  const isKnown = releases.some(({ tag, otherTags }) => tag === typed || otherTags.includes(typed))
  return isTag(typed) && !isKnown ? [...choices, { kind: 'typed', tag: typed }] : choices
}

/** The choice that stays chosen when the list changes: the same tag, else the first found; null in an empty list. */
export function keepChosen(choices: readonly ReleaseChoice[], tag: string | null): string | null {
  if (choices.some((choice) => choice.tag === tag)) return tag
  return choices[0]?.tag ?? null
}

/** The choice a number of places further down (or up), stopping at the ends. */
export function stepChoice(choices: readonly ReleaseChoice[], tag: string | null, step: number): string | null {
  const index = choices.findIndex((choice) => choice.tag === tag)
  const next = Math.min(choices.length - 1, Math.max(0, index + step))
  return choices[next]?.tag ?? null
}
