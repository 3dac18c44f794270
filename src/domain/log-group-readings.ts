import type { GroupLine } from './log-group-lines'
import type { LogLevel } from './log-level'
import { namedLevel } from './log-level-names'

/**
 * What a group is read as:
 * - `blank`: nothing, nothing goes on with it; `plain`: a line; `announced`: a line that ends in a colon
 * - `place`: Node's source place above a fault, which is still to come; `trace`: a stack trace
 * - `python`: in a traceback; `python-end`: behind its exception; `python-chain`: another one is announced
 * - `go`: a panic or goroutines; `report`: Spring's failure report
 */
export type GroupReading =
  'blank' | 'plain' | 'announced' | 'place' | 'trace' | 'python' | 'python-end' | 'python-chain' | 'go' | 'report'

/** What is known of a group while its next line is awaited; see `GroupState`. */
export type ReadGroup = {
  readonly reading: GroupReading
  readonly level: LogLevel
  readonly indent: number
  readonly open: boolean
  readonly atMs: number
}

/** What only looks like a continuation has to follow within this; a stack frame may take its time. */
const closeMs = 1_000
const traceMs = 10_000

/** What a line begins when it is a head. */
export function readingOfHead({ kind, text }: GroupLine): GroupReading {
  switch (kind) {
    case 'blank':
      return 'blank'
    case 'traceback':
      return 'python'
    case 'panic':
    case 'goroutine':
      return 'go'
    case 'place':
      return 'place'
    case 'stars':
      return 'report'
    case 'frame':
      return 'trace'
    case 'chain':
    case 'closing':
    case 'indented':
      return 'plain'
    case 'text':
      if (httpPanic.test(text)) return 'go'
      return announcement.test(text) ? 'announced' : 'plain'
  }
}

/** Spring's dispatcher leaves a line free before the exception it announces. */
const announcement = /(?::|with root cause|threw exception)\s*$/
const httpPanic = /^[\d/: .]*http: panic serving /

/** What the group is read as with this line in it; null: the line doesn't belong to it. */
export function readingAfter(group: ReadGroup, line: GroupLine, atMs: number): GroupReading | null {
  const gapMs = Math.abs(atMs - group.atMs)
  if (gapMs > traceMs) return null
  const isClose = gapMs < closeMs
  switch (line.kind) {
    case 'frame':
      return afterFrame(group, line)
    case 'traceback':
      return isClose && announcesTrace(group) ? 'python' : null
    case 'chain':
      return group.reading === 'python-end' || group.reading === 'trace' ? 'python-chain' : null
    case 'goroutine':
      return group.reading === 'go' || (isClose && announcesTrace(group)) ? 'go' : null
    case 'panic':
      return null
    case 'blank':
      return isClose && goesOverBlank.has(group.reading) ? group.reading : null
    case 'stars':
      return isClose && (group.reading === 'announced' || group.reading === 'report') ? 'report' : null
    case 'closing':
      return isClose && (group.open || line.indent > group.indent) ? group.reading : null
    case 'indented':
      return isClose ? afterIndented(group, line) : null
    case 'place':
    case 'text':
      return isClose ? afterText(group, line) : null
  }
}

const goesOverBlank: ReadonlySet<GroupReading> = new Set([
  'announced',
  'place',
  'trace',
  'python-end',
  'python-chain',
  'go',
  'report',
])

function afterFrame({ reading }: ReadGroup, line: GroupLine): GroupReading | null {
  switch (reading) {
    case 'blank':
      return null
    case 'python':
    case 'python-end':
    case 'go':
      return reading
    case 'place':
      return caret.test(line.text) ? 'place' : 'trace'
    case 'plain':
    case 'announced':
    case 'trace':
    case 'python-chain':
    case 'report':
      return line.text.startsWith('created by ') ? 'go' : 'trace'
  }
}

/** `logging.exception` writes its line, and then the traceback; what `print` wrote just before one has no part in it. */
function announcesTrace({ reading, level }: ReadGroup): boolean {
  if (reading === 'python-chain' || reading === 'announced') return true
  return reading === 'plain' && isSevere(level)
}

const caret = /^\s*[\^~]+$/

function afterIndented(group: ReadGroup, line: GroupLine): GroupReading | null {
  if (group.reading === 'blank') return null
  if (group.open || group.reading === 'python' || group.reading === 'go') return group.reading
  if (line.indent <= group.indent || ownLevel.test(line.text)) return null
  return group.reading
}

/** A line that is indented for looks, and begins something of its own. */
const ownLevel = /^\s+(?:(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|LOG)\b|[⨯⚠✓✔○▲✗✖✘❌])/

function afterText(group: ReadGroup, line: GroupLine): GroupReading | null {
  switch (group.reading) {
    case 'python':
      return isException(line.text) ? 'python-end' : null
    case 'go':
      return isGoLine(line.text) ? 'go' : null
    case 'place':
      return thrown.test(line.text) ? 'trace' : null
    case 'report':
      return ownLine.test(line.text) ? null : 'report'
    case 'plain':
    case 'trace':
    case 'announced':
      if (group.reading !== 'trace' && group.level !== 'none' && javaException.test(line.text)) return 'trace'
      if (!isSevere(group.level)) return null
      return postgresDetail.test(line.text) ? group.reading : goFrame.test(line.text) ? 'go' : null
    case 'blank':
    case 'python-end':
    case 'python-chain':
      return null
  }
}

function isGoLine(text: string): boolean {
  return (text.endsWith(')') && goCall.test(text)) || goLine.test(text) || goFrame.test(text)
}

/** The last line of a traceback: `KeyError: 'id'`, `shop.errors.Gone`. Not uvicorn's `INFO: …`. */
function isException(text: string): boolean {
  const match = exception.exec(text)
  return match !== null && namedLevel(text, 0, match[1]?.length ?? 0) === null
}

const exception = /^([A-Za-z_][\w.]*)(?::\s|:?$)/
/** Loggers write their line and then the exception, its package and all. */
const javaException = /^(?:[\w$]+\.)+[\w$]*(?:Exception|Error|Throwable|Failure)\b(?::|$)/
const thrown = /^(?:\[?[\w$.]*(?:Error|Exception|Rejection)\b|Uncaught |throw |\[)/
const ownLine = /^(?:\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\[\d|\{"|\s*(?:TRACE|DEBUG|INFO|WARN|ERROR)\s)/
const postgresDetail = /^[\d-]{10} [\d:.]+ [^"]{0,60}?(?:DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION): {2}/
const goCall = /^[\w./*()[\]{}$·~%,@-]*\(/
const goLine = /^(?:\[signal |\[recovered|exit status \d|runtime stack:|\.\.\.additional frames|r\w{1,3} +0x|PC=)/
// zap's stacks: a name alone, which has to look like Go's, or any host's name would do.
const goFrame = /^(?:(?:[\w.-]+\/)+[\w.-]+|main|runtime|testing|syscall)\.(?:\(\*?\w+\)\.)?[A-Za-z_][\w.·]*$/

function isSevere(level: LogLevel): boolean {
  return level === 'warn' || level === 'error' || level === 'fatal'
}
