/** Milliseconds of a unit of Go's durations, which Compose takes over. */
const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, us: 0.001, µs: 0.001 }

/** Reads `90s`, `1m30s`, `1.5h`, `250ms` into milliseconds; null for anything else, a number without unit too (but 0). */
export function parseDurationMs(text: string): number | null {
  if (text === '0') return 0
  if (text.length > 64 || !/^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs))+$/.test(text)) return null
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs)/g)]
  const totalMs = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0)
  return totalMs <= longestMs ? totalMs : null
}

/** A hundred years: what is longer is a slip. */
const longestMs = 100 * 365 * 86_400_000
