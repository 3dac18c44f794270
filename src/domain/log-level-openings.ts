import type { LogLevel } from './log-level'
import { namedLevel } from './log-level-names'
import { levelOfStatus } from './log-level-requests'

/**
 * The level of a line that is known by how it begins: marks of development servers, glog's letters, Redis' signs, and
 * texts that frameworks print without any level. `start` is the first visible character, `code` its unit.
 */
export function levelOfOpening(text: string, start: number, code: number): LogLevel | null {
  if (code >= 0x80) return levelOfMark(text, start, code)
  // Digits, brackets and letters have openings; most other lines are through here.
  const openings = byFirst[code]
  if (openings === undefined) return null
  for (const { expression, level } of openings) {
    expression.lastIndex = start
    const match = expression.exec(text)
    if (match !== null) return typeof level === 'string' ? level : level(match[1] ?? '')
  }
  return null
}

type Opening = { readonly expression: RegExp; readonly level: LogLevel | ((found: string) => LogLevel) }

const letterLevel = (letter: string): LogLevel => letterLevels[letter] ?? 'none'
const letterLevels: Readonly<Record<string, LogLevel>> = {
  F: 'fatal',
  C: 'fatal',
  E: 'error',
  W: 'warn',
  I: 'info',
  D: 'debug',
  '.': 'debug',
  '-': 'info',
  '*': 'info',
  '#': 'warn',
}

/** First characters, and what may begin with each of them. */
const openings: readonly (readonly [firsts: string, expression: RegExp, level: Opening['level']])[] = [
  // Kubernetes and glog: `E0510 12:00:00.000000`; Tornado: `[E 240510 12:00:00 …]`.
  ['FEWI', /([FEWI])\d{4} \d\d:\d\d:\d\d/y, letterLevel],
  ['[', /\[([CEWID]) \d{6} \d\d:/y, letterLevel],
  ['[', /\[GIN\][^|]*\|\s*([1-5]\d\d)\s*\|/y, levelOfStatus],
  ['0123456789', /\d+:[MSCX] \d\d \w{3} \d{4} [\d:.]+ ([.\-*#]) /y, letterLevel],
  // Next.js 13
  ['-', /- (error|warn|info|debug|wait|event|ready) /y, (name) => namedLevel(name, 0, name.length) ?? 'none'],
  ['n', /npm (?:ERR!|error)/y, 'error'],
  ['n', /npm (?:WARN|warn)/y, 'warn'],
  ['I', /Internal Server Error\b/y, 'error'],
  [
    'NBFUMT',
    /(?:Not Found|Bad Request|Forbidden|Unauthorized|Method Not Allowed|Too Many Requests)(?:: | \()/y,
    'warn',
  ],
  ['C', /Completed ([1-5]\d\d) [A-Z]/y, levelOfStatus],
  ['T', /Traceback \(most recent call last\):/y, 'error'],
  ['U', /(?:Uncaught|Unhandled)\s?(?:\w*\s)?(?:\w*Error|[Ee]xception|[Pp]romise|[Rr]ejection)/y, 'error'],
  ['E', /(?:Exception in thread|Exception ignored in|Exception while|Exception during)/y, 'error'],
  [
    'E',
    /Error (?:while|in|at|on|during|from|when|occurred|code|\w+ing)\b(?<! (?:handling|reporting|logging|tracking))/y,
    'error',
  ],
  ['S', /(?:Segmentation fault|SIGSEGV\b)/y, 'fatal'],
  ['t', /thread '[^']*' (?:\(\d+\) )?panicked at/y, 'fatal'],
  ['O', /(?:Out of memory\b|OOMKilled\b)/y, 'fatal'],
  ['K', /Killed$/y, 'fatal'],
  // All that is left of a container whose program can't be run.
  ['e', /exec \S+: /y, 'error'],
  ['A', /APPLICATION FAILED TO START/y, 'error'],
  ['C', /Cannot (?:find module|read propert)/y, 'error'],
]

const byFirst: (readonly Opening[] | undefined)[] = []
for (const [firsts, expression, level] of openings) {
  for (const first of firsts) {
    const code = first.charCodeAt(0)
    byFirst[code] = [...(byFirst[code] ?? []), { expression, level }]
  }
}

const marks = new Map<number, LogLevel>([
  [0x2a2f, 'error'], // ⨯
  [0x2716, 'error'], // ✖
  [0x2717, 'error'], // ✗
  [0x2718, 'error'], // ✘
  [0x274c, 'error'], // ❌
  [0x26a0, 'warn'], // ⚠
  [0x2713, 'info'], // ✓
  [0x2714, 'info'], // ✔
  [0x2705, 'info'], // ✅
  [0x25cb, 'info'], // ○
  [0x25b2, 'info'], // ▲
  [0x2139, 'info'], // ℹ
])

function levelOfMark(text: string, start: number, code: number): LogLevel | null {
  const mark = marks.get(code)
  if (mark !== undefined) return mark
  // 🚨 and 🔥 in two units each.
  return text.startsWith('🚨', start) || text.startsWith('🔥', start) ? 'error' : null
}
