import type { LogLevel } from './log-level'
import { levelOfValue } from './log-level-json'
import { firstHangul, levelInKorean } from './log-level-korean'
import { mayNameLevel, namedLevel } from './log-level-names'

/** What a walk through a line's words came to: a level, or the place of something that is read in another way. */
export type FoundInWords = LogLevel | { readonly kind: 'json' | 'request'; readonly at: number }

/** After so many words of prose what comes is the message: capitals there shout, and don't name the line's level. */
const mostProse = 3

/**
 * Looks for a level where libraries put it: in capitals, in brackets, before a colon or a dash, behind `level=`. A word
 * within an address, a path or a longer name is none, nor is one that is counted or denied (`0 error`, `no error`).
 */
export function levelInWords(text: string, from: number, end: number): FoundInWords {
  let prose = 0
  let depth = 0
  for (let at = from; at < end;) {
    const code = text.charCodeAt(at)
    if (!isLetter(code)) {
      if (code === openBracket) depth += 1
      else if (code === closeBracket) depth -= 1
      else if (code === openBrace && text.charCodeAt(at + 1) === quote) return { kind: 'json', at }
      else if (code >= firstHangul) {
        const korean = levelInKorean(text, at)
        if (korean !== null) return korean
      }
      at += 1
      continue
    }
    const start = at
    do at += 1
    while (at < end && isWordUnit(text.charCodeAt(at)))
    if (isWorthReading(text, code, start, at)) {
      const found = levelOfWord({ text, start, end: at, prose, inBrackets: depth > 0 })
      if (found !== null) return found
    }
    if (depth <= 0 && isProse(text, start, at)) prose += 1
  }
  return 'none'
}

/** A quick look at a word, as most lines consist of nothing but others. */
function isWorthReading(text: string, first: number, start: number, end: number): boolean {
  const after = text.charCodeAt(end)
  if (after === colon || after === equals || end === text.length) return true
  if (mayNameLevel(first, text.charCodeAt(start + 1), end - start)) return true
  return after === space && first < 0x61 && end - start <= 7 && methods.has(text.slice(start, end))
}

type Word = {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Words of a sentence before it. */
  readonly prose: number
  readonly inBrackets: boolean
}

const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const quote = 0x22
const colon = 0x3a
const equals = 0x3d
const space = 0x20

function levelOfWord(word: Word): FoundInWords | null {
  const { text, start, end } = word
  const after = text.charCodeAt(end)
  if (after === equals) return levelOfKey(text, start, end)
  const named = namedLevel(text, start, end)
  if (named !== null) return isPartOfMore(text, start, end) ? null : acceptedLevel(word, named)
  if (after === colon || end === text.length) return levelOfThrown(word, after === colon)
  return isRequest(text, start, end) ? { kind: 'request', at: end } : null
}

/** logfmt: `level=error`, `lvl="warn"`. */
function levelOfKey(text: string, start: number, end: number): LogLevel | null {
  if (!levelKeys.has(text.slice(start, end)) || (start > 0 && joinsBefore.has(text.charCodeAt(start - 1)))) return null
  valueOfKey.lastIndex = end + 1
  const match = valueOfKey.exec(text)
  const level = match === null ? 'none' : levelOfValue(match[1], match[2])
  return level === 'none' ? null : level
}

const levelKeys = new Set(['level', 'lvl', 'severity', 'loglevel', 'levelname', 'at'])
const valueOfKey = /"?(?:([A-Za-z]{1,13})|(\d{1,5}))\b/y

/** Whether letters and marks around a word make it a part of an address, a path, a name or a call. */
function isPartOfMore(text: string, start: number, end: number): boolean {
  if (start > 0 && joinsBefore.has(text.charCodeAt(start - 1))) return true
  const after = text.charCodeAt(end)
  if (joinsAfter.has(after)) return true
  if (after !== 0x2e && after !== 0x2d && after !== 0x2f) return false
  const next = text.charCodeAt(end + 1)
  // Celery writes `ERROR/ForkPoolWorker-1`.
  if (after === 0x2f) return !(next >= 0x41 && next <= 0x5a && isCapitals(text, start, end))
  return isWordUnit(next)
}

const unitsOf = (characters: string): ReadonlySet<number> => new Set(Array.from(characters, (one) => one.charCodeAt(0)))
const joinsBefore = unitsOf('/.-_=?&#@$%+~\\"\'`0123456789')
const joinsAfter = unitsOf('=?&#@$%+~\\"\'`(_')

function acceptedLevel(word: Word, level: LogLevel): LogLevel | null {
  const { text, start, end, prose, inBrackets } = word
  const isSevere = level === 'error' || level === 'fatal'
  if (isSevere && isDenied(text, start)) return null
  const isRare = rareNames.has(text.slice(start, end).toLowerCase())
  if (isCapitals(text, start, end)) {
    if (isRare) return prose === 0 && (inBrackets || isSet(text, end)) ? level : null
    if (end - start <= 3) return prose === 0 ? level : null
    return prose < mostProse || isSevere ? level : null
  }
  if (inBrackets && isBracketed(text, start, end)) return isRare && prose > 0 ? null : level
  if (prose === 0 && isOpening(text, start, end)) return fatalError(text, start, end) ?? level
  return isAnnounced(word, level) ? level : null
}

/** Names that are common words as well: only where nothing else stands around. */
const rareNames = new Set(
  'fine finer finest log event ready wait system config note default alert fail failure verbose'.split(' '),
)

function isDenied(text: string, start: number): boolean {
  denial.lastIndex = 0
  return denial.test(text.slice(Math.max(0, start - 12), start))
}

const denial = /(?:^|[^\w])(?:no|0|zero|without|non|any|ignor\w*)[ -]$/i

/** Common words need a mark after them, or the wide space of a column. */
function isSet(text: string, end: number): boolean {
  const after = text.charAt(end)
  return after === '' || ':[]!|\t'.includes(after) || (after === ' ' && /[\s[A-Z0-9|-]/.test(text.charAt(end + 1)))
}

/** `[error]`, `[core:error]`, `[1][warning][main]`, `[12:00:00 info]`. */
function isBracketed(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  const after = text.charAt(end)
  return after === ']' && (before === '[' || before === ':' || before === ' ')
}

/** `error: …`, `warn  - …`, `info | …`, with nothing but times, names and brackets before. */
function isOpening(text: string, start: number, end: number): boolean {
  opening.lastIndex = end
  return opening.test(text) || (text.charAt(start - 1) !== ' ' && start > 0 && text.charAt(end) === ':')
}

const opening = /:(?:\s|$)|\s+-\s|\s*\||\t|\s{2,}|\[\d|\s?\[\w|\serror:/y

/** `PHP Fatal error:`, `fatal error: all goroutines are asleep`. */
function fatalError(text: string, start: number, end: number): LogLevel | null {
  return text.startsWith(' error:', end) && /^fatal$/i.test(text.slice(start, end)) ? 'fatal' : null
}

/** In the middle of a sentence: `… failed with error: timeout`, `http: panic serving …`, `an error occurred`. */
function isAnnounced({ text, start, end }: Word, level: LogLevel): boolean {
  announced.lastIndex = end
  const match = announced.exec(text)
  if (match === null) return false
  const name = text.slice(start, end).toLowerCase()
  if (name === 'panic') return match[0] === ' serving '
  if (name === 'error') return match[0] !== ' serving '
  return name === 'warning' && level === 'warn' && match[0].startsWith(':')
}

const announced = /:\s(?!(?:none|null|nil|undefined|false|no|0)\b)| occurred\b| serving /iy

/** `java.lang.IllegalStateException: …`, `TypeError: …` and Python's warnings, named as such things are. */
function levelOfThrown({ text, start, end, prose }: Word, hasColon: boolean): LogLevel | null {
  if (!hasColon && prose > 0) return null
  if (hasColon && !/[\s]/.test(text.charAt(end + 1)) && end + 1 < text.length) return null
  const first = text.charCodeAt(start)
  if (first < 0x41 || first > 0x5a) return null
  const name = text.slice(start, end)
  if (name === 'OutOfMemoryError') return 'fatal'
  if (name.endsWith('Exception') || name.endsWith('Error')) return 'error'
  return hasColon && name.length > 7 && name.endsWith('Warning') ? warningLevel(name) : null
}

/** Node's name for what ends a process is a warning in name only. */
function warningLevel(name: string): LogLevel {
  return name.startsWith('UnhandledPromiseRejection') ? 'error' : 'warn'
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

function isRequest(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end) !== 0x20 || !methods.has(text.slice(start, end))) return false
  return text.charAt(end + 1) === '/' || text.startsWith('http', end + 1)
}

const letterUnit = 1
const wordUnit = 2
/** What each ASCII character is in a word. */
const unitKinds = new Uint8Array(128)
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code)
  if (/[A-Za-z]/.test(character)) unitKinds[code] = letterUnit
  else if (/\w/.test(character)) unitKinds[code] = wordUnit
}

function isLetter(code: number): boolean {
  return unitKinds[code] === letterUnit
}

function isWordUnit(code: number): boolean {
  return code < 128 && unitKinds[code] !== 0
}

function isCapitals(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x41 || code > 0x5a) return false
  }
  return true
}

/** A word of a sentence: small letters to its end, and a space on both sides. */
function isProse(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end) !== space || (start > 0 && text.charCodeAt(start - 1) !== space)) return false
  const last = text.charCodeAt(end - 1)
  return last >= 0x61 && last <= 0x7a
}
