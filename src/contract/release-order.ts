import { isOlderVersion } from '../domain/compare-versions'
import type { ReleaseOrder } from '../domain/settings'
import type { ReleaseOption } from './release-option'

/**
 * Builds in an order, those that lack what it goes by last. `kickoff`: newest kickoff first, and newest build of each;
 * `build`: newest build first; `version`: highest first; `name`: as one reads, numbers by their value.
 */
export function orderReleases<Release extends ReleaseOption>(
  releases: readonly Release[],
  order: ReleaseOrder,
): readonly Release[] {
  const compare = comparisons[order]
  // Names are made comparable once each: ten thousand are compared a hundred thousand times.
  const named = releases.map((release) => ({ release, name: readingOrder(release.tag) }))
  return named
    .sort((a, b) => compare(a.release, b.release) || compareTexts(a.name, b.name))
    .map(({ release }) => release)
}

type Compare = (a: ReleaseOption, b: ReleaseOption) => number

const byBuild: Compare = (a, b) => (b.builtAtMs ?? -Infinity) - (a.builtAtMs ?? -Infinity) || 0

const byKickoff: Compare = (a, b) => {
  if ((a.kickoff === null) !== (b.kickoff === null)) return a.kickoff === null ? 1 : -1
  return compareTexts(b.kickoff?.date ?? '', a.kickoff?.date ?? '') || byBuild(a, b)
}

const byVersion: Compare = (a, b) => {
  if (a.version === null || b.version === null) {
    return Number(a.version === null) - Number(b.version === null) || byKickoff(a, b)
  }
  if (a.version === b.version) return byKickoff(a, b)
  const isOlder = isOlderVersion(a.version, b.version)
  if (isOlder === null) return compareTexts(b.version, a.version)
  return isOlder ? 1 : isOlderVersion(b.version, a.version) === true ? -1 : byKickoff(a, b)
}

const comparisons: Readonly<Record<ReleaseOrder, Compare>> = {
  kickoff: byKickoff,
  build: (a, b) => byBuild(a, b) || byKickoff(a, b),
  name: () => 0,
  version: byVersion,
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Tags are ASCII; numbers of more digits than these are commits. */
function readingOrder(tag: string): string {
  return tag.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(20, '0'))
}
