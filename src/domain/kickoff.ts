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
/** A tag that it matches. */
export const kickoffExample = 'kickoff-240510-dashboard'

/**
 * The pattern in force for a host's tags, and whose it is. `refused`: why that of the slots file is not it: no usable
 * expression, no group `summary`, or it took too long over tags.
 */
export const kickoffRuleSchema = z.object({
  pattern: z.string(),
  by: z.enum(['slots-file', 'settings']),
  refused: z.object({ pattern: z.string(), reason: z.enum(['faulty', 'no-summary', 'too-slow']) }).nullable(),
})

/** See `kickoffRuleSchema`. */
export type KickoffRule = Readonly<z.infer<typeof kickoffRuleSchema>>

/** Reads a host's tags. */
export type KickoffReader = {
  /** As kickoffs; null where a tag is not one. */
  (tag: string): Kickoff | null
  /** As platform versions, where the team wrote down which tag is which; null where it did not. */
  readonly versionOf?: (tag: string) => string | null
  /** Reads many tags at once, where that is less work than one after the other. */
  readonly prepare?: (tags: readonly string[]) => void
  /** What it goes by. */
  readonly rule?: () => KickoffRule
}

/** The named groups of an expression that matches a whole tag; null: it does not match. */
export type TagMatch = (tag: string) => Readonly<Record<string, string | undefined>> | null

/**
 * Makes a reader from a regular expression that matches the whole tag and names the groups `date` (YYMMDD or
 * YYYYMMDD, optional) and `summary`. Throws a `SyntaxError` for a pattern that cannot be used, with the reason.
 * `match`: another way to match by the same pattern.
 */
export function kickoffReader(pattern: string, match: TagMatch = wholeTagMatch(pattern)): KickoffReader {
  if (!pattern.includes('(?<summary>')) throw new SyntaxError(missingSummary)
  const read = (tag: string): Kickoff | null => {
    if (tag.length > 128) return null
    const groups = match(tag)
    if (groups?.['summary'] === undefined) return null
    return { branch: tag, date: readDay(groups['date'] ?? ''), summary: groups['summary'] }
  }
  return Object.assign(read, { rule: (): KickoffRule => ({ pattern, by: 'settings', refused: null }) })
}

/**
 * What the regular expression engine has against a pattern, in its own English words, by what `kickoffReader` threw; null:
 * nothing, but the group is missing.
 */
export function patternFault(thrown: unknown): string | null {
  const told = thrown instanceof Error ? thrown.message : String(thrown)
  if (told === missingSummary) return null
  // "Invalid regular expression: /^(?:…)$/u: Unterminated group" repeats the pattern.
  return told.split(': ').at(-1) ?? told
}

const missingSummary = 'the group (?<summary>…) is missing'

function wholeTagMatch(pattern: string): TagMatch {
  const expression = new RegExp(`^(?:${pattern})$`, 'u')
  return (tag) => expression.exec(tag)?.groups ?? null
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
