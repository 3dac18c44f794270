import type { LogLevel } from './log-level'
import { namedLevel, numberedLevel } from './log-level-names'

/** A level may stand behind a long message. */
const longestLooked = 4_000
const key =
  /"(?:level|severity|lvl|log\.level|levelname|loglevel|log_level|severityText|severity_text|LogLevel|Level|@l|s)"\s*:\s*(?:"([A-Za-z]{1,13})\d?"|(\d{1,5})\b)/g

/** The level that a JSON object says it has, which begins at `start`; read without parsing, as parsing is dear. */
export function levelOfJson(text: string, start: number): LogLevel {
  const seen = text.length > longestLooked ? text.slice(0, longestLooked) : text
  key.lastIndex = start
  for (let match = key.exec(seen); match !== null; match = key.exec(seen)) {
    const level = levelOfValue(match[1], match[2])
    if (level !== 'none') return level
  }
  return 'none'
}

/** The level in the value of a level's key: a name (MongoDB's are one letter), or a number. */
export function levelOfValue(name: string | undefined, number: string | undefined): LogLevel {
  if (number !== undefined) return numberedLevel(Number(number))
  if (name === undefined) return 'none'
  return name.length === 1 ? (letterLevels.get(name) ?? 'none') : (namedLevel(name, 0, name.length) ?? 'none')
}

const letterLevels = new Map<string, LogLevel>([
  ['F', 'fatal'],
  ['E', 'error'],
  ['W', 'warn'],
  ['I', 'info'],
  ['D', 'debug'],
])
