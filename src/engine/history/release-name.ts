import type { ReleaseName } from '../../contract/history'
import { displayText } from '../../domain/display-text'
import type { KickoffReader } from '../../domain/kickoff'

/** What is known of one service's image. */
export type NamedImage = {
  readonly tag: string | null
  readonly revision: string | null
  readonly version: string | null
}

/**
 * What people know several services' images by: the tag most of them have, tags that read as a kickoff before others
 * (a database's `16` names no release). Null without images.
 */
export function releaseNameOf(images: readonly NamedImage[], readKickoff: KickoffReader): ReleaseName | null {
  const named = images.map((image) => ({ ...image, kickoff: image.tag === null ? null : readKickoff(image.tag) }))
  const withKickoff = named.filter(({ kickoff }) => kickoff !== null)
  const choice = withKickoff.length > 0 ? withKickoff : named
  const tag = mostCommon(choice.map((image) => image.tag))
  const chosen = choice.filter((image) => image.tag === tag)
  const [first] = chosen
  if (first === undefined) return null
  return {
    tag: textOrNull(first.tag),
    kickoff: first.kickoff === null ? null : harmlessKickoff(first.kickoff),
    revision: textOrNull(chosen.find(({ revision }) => revision !== null)?.revision ?? null),
    version: textOrNull(chosen.find(({ version }) => version !== null)?.version ?? null),
  }
}

function harmlessKickoff(kickoff: NonNullable<ReleaseName['kickoff']>): ReleaseName['kickoff'] {
  return { ...kickoff, branch: displayText(kickoff.branch), summary: displayText(kickoff.summary) }
}

function textOrNull(text: string | null): string | null {
  return text === null ? null : displayText(text)
}

function mostCommon(values: readonly (string | null)[]): string | null {
  const counts = new Map<string | null, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
