import type { KeptRelease } from '../../../src/contract/kept-release'

/** Which of the kept releases are listed. */
export type KeptFilter = { readonly text: string; readonly only: 'all' | 'instant' }

/** Whether a release can be gone back to: it served once, does not run now, and its images are somewhere. */
export function canRollBackTo(release: KeptRelease): boolean {
  return release.standing === 'kept' && release.availability !== 'gone'
}

/** The listed releases, in their order. Every word of the text must occur somewhere in what a person knows of a release. */
export function filterKept(releases: readonly KeptRelease[], { text, only }: KeptFilter): readonly KeptRelease[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return releases.filter((release) => {
    if (only === 'instant' && !(canRollBackTo(release) && release.availability === 'instant')) return false
    const searched = searchedText(release)
    return words.every((word) => searched.includes(word))
  })
}

function searchedText({ name, number, by, services }: KeptRelease): string {
  const parts = [
    name.tag,
    name.kickoff?.summary,
    name.revision,
    name.version,
    number === null ? null : `#${number}`,
    by,
  ]
  const inServices = services.flatMap(({ reference, revision }) => [reference, revision])
  return [...parts, ...inServices].filter(Boolean).join('\n').toLowerCase()
}

/** Why the release that was asked for can't be chosen. */
export type LostRelease = 'not-kept' | 'images-gone' | 'current' | 'never-served'

/** See `LostRelease`; null where it can be chosen, or none was asked for. */
export function lostRelease(releases: readonly KeptRelease[], asked: string | null): LostRelease | null {
  if (asked === null) return null
  const release = releases.find(({ releaseId }) => releaseId === asked)
  if (release === undefined) return 'not-kept'
  if (release.standing !== 'kept') return release.standing
  return canRollBackTo(release) ? null : 'images-gone'
}

/** What is chosen among the listed: what was asked for while it is listed, else the newest that can be chosen. */
export function keepKept(listed: readonly KeptRelease[], asked: string | null): string | null {
  const choosable = listed.filter(canRollBackTo)
  return (choosable.find(({ releaseId }) => releaseId === asked) ?? choosable[0])?.releaseId ?? null
}

/** The next release that can be chosen, `by` places on; the first or last where there are no more. Null: none can. */
export function stepKept(listed: readonly KeptRelease[], chosen: string | null, by: number): string | null {
  const choosable = listed.filter(canRollBackTo)
  const index = choosable.findIndex(({ releaseId }) => releaseId === chosen)
  const next = Math.max(0, Math.min(choosable.length - 1, index + by))
  return choosable[next]?.releaseId ?? null
}
