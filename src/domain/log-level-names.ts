import type { LogLevel } from './log-level'

/** What logging libraries call each level, in lower case. */
const namesByLevel: Readonly<Record<Exclude<LogLevel, 'none'>, string>> = {
  trace: 'trace trce trac trc finest finer verbose vrb',
  debug: 'debug debu dbug dbg fine',
  info: 'info information informational inf notice note log default event ready wait system config',
  warn: 'warn warning wrn',
  error: 'error err erro eror severe fail failure',
  fatal: 'fatal ftl fata critical crit crt panic pani emerg emergency alert',
}

const levels = new Map<string, LogLevel>(
  Object.entries(namesByLevel).flatMap(([level, names]) => names.split(' ').map((name) => [name, level as LogLevel])),
)

const longestName = Math.max(...[...levels.keys()].map((name) => name.length))

/** For each pair of first letters the lengths of names that begin so, as bits: most words need no further look. */
const lengthsByLetters = new Uint16Array(1_024)
for (const name of levels.keys()) {
  const pair = pairOf(name.charCodeAt(0), name.charCodeAt(1))
  lengthsByLetters[pair] = (lengthsByLetters[pair] ?? 0) | (1 << name.length)
}

/** The lower five bits are the same in capitals and small letters. */
function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31)
}

/** Whether any level's name begins with these two letters and is so long. */
export function mayNameLevel(first: number, second: number, length: number): boolean {
  return length <= longestName && ((lengthsByLetters[pairOf(first, second)] ?? 0) & (1 << length)) !== 0
}

/** The level that a word names in any case, read from `start` to `end` of a text; null for any other word. */
export function namedLevel(text: string, start: number, end: number): LogLevel | null {
  if (!mayNameLevel(text.charCodeAt(start), text.charCodeAt(start + 1), end - start)) return null
  return levels.get(text.slice(start, end).toLowerCase()) ?? null
}

/**
 * The level behind a number: pino and bunyan count 10 (trace) to 60 (fatal), logback's are a thousand times that,
 * syslog and GELF count down from 7 (debug) to 0.
 */
export function numberedLevel(number: number): LogLevel {
  if (number < 0 || !Number.isFinite(number)) return 'none'
  if (number < 8) return syslogLevels[Math.floor(number)] ?? 'none'
  if (number < 1_000) return tensLevels[Math.min(Math.floor(number / 10), 6)] ?? 'none'
  return logbackLevels[Math.min(Math.floor(number / 10_000), 4)] ?? 'none'
}

const syslogLevels = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'] as const
const tensLevels = ['trace', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
const logbackLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const
