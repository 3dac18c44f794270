import { plainLine } from './ansi-spans'
import { displayLine } from './display-text'
import { type JsonLimits, type JsonMember, type JsonNode, readJsonValue } from './log-json-value'
import type { LogLevel } from './log-level'
import { guessLevel } from './log-level-guess'

export type { JsonMember, JsonNode } from './log-json-value'

/** A field of a JSON line for its short form: harmless text of one line, objects and arrays written compactly. */
export type JsonField = { readonly key: string; readonly kind: JsonNode['kind']; readonly text: string }

/** A log line that is one JSON object, read for its short form. All texts are harmless, of one line, and not long. */
export type JsonLine = {
  /** What stands before the object: a time, a container's name; empty mostly. */
  readonly prefix: string
  readonly message: string | null
  readonly level: LogLevel
  readonly logger: string | null
  /** The key under which the line says its own time. */
  readonly timeKey: string | null
  /** All other fields, in their order; what the level, logger and time said is not among them. */
  readonly fields: readonly JsonField[]
  /** How many fields more the line has than `fields` holds, as far as the line is there. */
  readonly more: number
}

/** No text of the short form is longer: a window shows a line of it. */
const longestShort = 300
const mostFields = 40
const longestMessage = 4_000
const longestPrefix = 120
const shortLimits: JsonLimits = { depth: 4, nodes: 200, stringLength: longestMessage }
const treeLimits: JsonLimits = { depth: 24, nodes: 2_000, stringLength: 20_000 }

/**
 * Reads a line that is one JSON object with something in it, perhaps after a short prefix; null for any other. A line
 * that was cut counts as far as it goes.
 */
export function readJsonLine(text: string): JsonLine | null {
  const found = readObject(text, shortLimits)
  if (found === null) return null
  const { members } = found.object
  const message = memberOf(members, messageKeys)
  const logger = memberOf(members, loggerKeys)
  const time = memberOf(members, timeKeys)
  const level = memberOf(members, levelKeys)
  const others = members.filter((one) => ![message, logger, time, level].includes(one) && !repeatedKeys.has(one.key))
  return {
    prefix: displayLine(found.prefix),
    message: message === null ? null : shortText(message.value, longestMessage),
    level: guessLevel(text),
    logger: logger === null ? null : shortText(logger.value, longestShort),
    timeKey: time === null ? null : shortened(displayLine(time.key), longestShort),
    fields: others.slice(0, mostFields).map(fieldOf),
    more: found.object.more + Math.max(0, others.length - mostFields),
  }
}

/** The object of a JSON line for the unfolded view, bounded in depth, count and length; null for any other line. */
export function jsonTree(text: string): (JsonNode & { readonly kind: 'object' }) | null {
  return readObject(text, treeLimits)?.object ?? null
}

/** A value on one line, at most `most` units of it: written as JSON, but a string that stands alone without quotes. */
export function jsonText(node: JsonNode, most: number): string {
  return shortened(node.kind === 'string' ? displayLine(node.text) : compact(node, most), most)
}

type FoundObject = { readonly prefix: string; readonly object: JsonNode & { readonly kind: 'object' } }

function readObject(raw: string, limits: JsonLimits): FoundObject | null {
  // Most lines are no JSON, and are told by it at once.
  if (!raw.includes('{')) return null
  const text = raw.includes('\u001b') ? plainLine(raw) : raw
  objectStart.lastIndex = 0
  const start = objectStart.exec(text.slice(0, longestPrefix + 8))?.index ?? -1
  if (start < 0 || start > longestPrefix) return null
  const found = readJsonValue(text, start, limits)
  if (found === null || found.node.kind !== 'object' || found.node.members.length === 0) return null
  return /^\s*$/.test(text.slice(found.end, found.end + 100)) && text.length - found.end < 100
    ? { prefix: text.slice(0, start).trim(), object: found.node }
    : null
}

const objectStart = /\{\s{0,4}"/g

// What libraries call things, the surest name first.
const messageKeys = ['message', 'msg', '@m', '@mt', 'short_message', 'textPayload', 'Message', 'body', 'event', 'log']
const loggerKeys = ['logger', 'logger_name', 'loggerName', 'log.logger', 'SourceContext', 'Category', 'name']
const timeKeys = ['time', '@timestamp', 'timestamp', 'ts', '@t', 'Timestamp', 'datetime', 'asctime', 'date', 't']
const levelKeys = ['level', 'severity', 'lvl', 'log.level', 'levelname', 'loglevel', 'LogLevel', 'Level', '@l', 's']
/** Say what level and version of the format say already. */
const repeatedKeys: ReadonlySet<string> = new Set(['level_value', 'levelno', '@version', 'v'])

function memberOf(members: readonly JsonMember[], keys: readonly string[]): JsonMember | null {
  for (const key of keys) {
    const found = members.find((one) => one.key === key && one.value.kind !== 'object' && one.value.kind !== 'array')
    if (found !== undefined && found.value.kind !== 'null') return found
  }
  return null
}

function fieldOf({ key, value }: JsonMember): JsonField {
  return { key: shortened(displayLine(key), longestShort), kind: value.kind, text: shortText(value, longestShort) }
}

function shortText(node: JsonNode, most: number): string {
  return jsonText(node, most)
}

function compact(node: JsonNode, room: number): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(shortened(displayLine(node.text), room))
    case 'number':
    case 'boolean':
    case 'null':
      return node.text
    case 'array':
      return `[${joined(node.items, node.more, room, (item, left) => compact(item, left))}]`
    case 'object': {
      const inner = joined(node.members, node.more, room, ({ key, value }, left) => {
        return `${JSON.stringify(shortened(displayLine(key), left))}: ${compact(value, left)}`
      })
      return inner === '' ? '{}' : `{ ${inner} }`
    }
  }
}

/** Stops where the room is used up: what follows would be cut anyway. */
function joined<Entry>(
  entries: readonly Entry[],
  more: number,
  room: number,
  write: (entry: Entry, room: number) => string,
): string {
  const parts: string[] = []
  let left = room
  for (const entry of entries) {
    if (left <= 0) break
    const part = write(entry, left)
    parts.push(part)
    left -= part.length + 2
  }
  if (more > 0 || parts.length < entries.length) parts.push('…')
  return parts.join(', ')
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const code = text.charCodeAt(most - 2)
  // Not between the two halves of a character.
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? most - 2 : most - 1)}…`
}
