import { z } from 'zod'

/** A kickoff branch as read from an image tag. `date` is the day of the kick-off as `YYYY-MM-DD`, null where the tag holds no real day. */
export const kickoffSchema = z.object({
  branch: z.string(),
  date: z.string().nullable(),
  summary: z.string(),
})

/** See `kickoffSchema`. */
export type Kickoff = Readonly<z.infer<typeof kickoffSchema>>

/** How a tag reads as a kickoff unless the settings say otherwise: `kickoff-240510-dashboard`. */
export const defaultKickoffPattern = 'kickoff-(?<date>\\d{6})-(?<summary>.+)'

/** Reads a host's tags. */
export type KickoffReader = {
  /** As kickoffs; null where a tag is not one. */
  (tag: string): Kickoff | null
  /** As platform versions, where the team wrote down which tag is which; null where it did not. */
  readonly versionOf?: (tag: string) => string | null
}

/**
 * Makes a reader from a regular expression that matches the whole tag and names the groups `date` (YYMMDD or
 * YYYYMMDD, optional) and `summary`. Throws a `SyntaxError` for a pattern that cannot be used, with the reason.
 */
export function kickoffReader(pattern: string): KickoffReader {
  const expression = new RegExp(`^(?:${pattern})$`, 'u')
  if (!pattern.includes('(?<summary>')) throw new SyntaxError('the group (?<summary>…) is missing')
  return (tag) => {
    if (tag.length > 128) return null
    const groups = expression.exec(tag)?.groups
    if (groups?.['summary'] === undefined) return null
    return { branch: tag, date: readDay(groups['date'] ?? ''), summary: groups['summary'] }
  }
}

function readDay(digits: string): string | null {
  const full = digits.length === 6 ? `20${digits}` : digits
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(full)
  if (match === null) return null
  const day = `${match[1]}-${match[2]}-${match[3]}`
  const parsed = new Date(`${day}T00:00:00Z`)
  // "2024-02-31" parses to March: only a day that reads back as itself is one.
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? null : day
}
