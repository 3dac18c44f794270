import { lineHead } from './log-level-guess'

/**
 * What a line looks like to someone who looks for what belongs together:
 * - `blank`; `text`: anything without a mark of its own; `indented`: text that begins with a tab or two spaces
 * - `frame`: a line of a stack, a cause, the source around a fault: nothing a program writes for its own sake
 * - `traceback` and `chain` (Python): the beginning of one, and the sentence between two
 * - `panic` and `goroutine` (Go); `place`: a source file and line, alone, as Node writes above a fault
 * - `stars`: the border of Spring's failure report; `closing`: begins with a closing bracket
 */
export type GroupLineKind =
  | 'blank'
  | 'text'
  | 'indented'
  | 'frame'
  | 'traceback'
  | 'chain'
  | 'panic'
  | 'goroutine'
  | 'place'
  | 'stars'
  | 'closing'

/**
 * A line's front without escape sequences (see `lineHead`), and what it looks like. `indent` counts a tab as eight;
 * `opens`: the line ends in an opening bracket.
 */
export type GroupLine = {
  readonly kind: GroupLineKind
  readonly indent: number
  readonly text: string
  readonly opens: boolean
}

/** Reads the front of a line as it came. */
export function readGroupLine(text: string): GroupLine {
  const head = lineHead(text)
  let at = 0
  let indent = 0
  for (; at < head.length; at += 1) {
    const code = head.charCodeAt(at)
    if (code === tab) indent += 8
    else if (code === space) indent += 1
    else break
  }
  // A line of spaces alone is written in the midst of something; an empty one is not.
  if (at === head.length) return { kind: indent < 2 ? 'blank' : 'indented', indent, text: head, opens: false }
  const end = head.length < text.length && !text.endsWith('m') ? text : head
  return { kind: kindOf(head, at, indent), indent, text: head, opens: isOpening(end.charCodeAt(end.length - 1)) }
}

const tab = 9
const space = 32

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b || code === 0x28
}

function kindOf(text: string, at: number, indent: number): GroupLineKind {
  for (const { expression, kind, indented } of marksByFirst[text.charCodeAt(at)] ?? []) {
    expression.lastIndex = at
    if ((indented === null || indented === indent > 0) && expression.test(text)) return kind
  }
  return indent >= 2 ? 'indented' : 'text'
}

type Mark = {
  readonly expression: RegExp
  readonly kind: GroupLineKind
  /** Whether it has to stand at the line's very beginning (false), or must not (true). */
  readonly indented: boolean | null
}

/** First characters, the mark that may begin with each of them, and what it says. */
const marks: readonly (readonly [firsts: string, kind: GroupLineKind, expression: RegExp, indented: boolean | null])[] =
  [
    // Java, Node and .NET; also without any indentation, where something took it away.
    ['a', 'frame', /at (?:async |new )?\S/y, true],
    ['a', 'frame', /at (?:async )?(?:[\w$.<>[\]/@ ]+\([^)]*\)|\/\S+:\d+:\d+|file:\/\/\S+:\d+:\d+)/y, false],
    ['CWS', 'frame', /(?:Caused by|Wrapped by|Suppressed): /y, null],
    ['.', 'frame', /\.\.\. (?:\d+ (?:more|common frames omitted)|\d+ lines matching)/y, null],
    ['-', 'frame', /--->? \S|--- End of /y, true],
    ['-', 'frame', /--- End of /y, false],
    ['[', 'frame', /\[(?:cause|errors)\]: /y, null],
    // The source around a fault, as Next.js, Vite, Babel and Rust print it.
    ['>', 'frame', />\s*\d+ \|/y, null],
    ['0123456789', 'frame', /\d+ \|(?:\s|$)/y, true],
    ['|', 'frame', /\|(?:\s*\^|\s*$|\s{2,}\S)/y, true],
    ['^~', 'frame', /[\^~]+$/y, true],
    ['N', 'frame', /Node\.js v\d/y, false],
    // Python
    ['F', 'frame', /File "[^"]*", line \d+/y, true],
    ['T', 'traceback', /Traceback \(most recent call last\):/y, false],
    ['DT', 'chain', /(?:During handling of the above exception|The above exception was the direct cause)/y, false],
    // Go and Ruby, PHP and Rust
    ['p', 'panic', /panic: /y, false],
    ['f', 'panic', /fatal error: /y, false],
    ['S', 'panic', /SIG[A-Z]{3,5}: /y, false],
    ['g', 'goroutine', /goroutine \d+ \[/y, false],
    ['c', 'frame', /created by \S+/y, false],
    ['/abcdefghijklmnopqrstuvwxyz', 'frame', /[\w./-]+\.(?:rb|erb|rake):\d+:in [`'][^`']*'$/y, false],
    ['f', 'frame', /from \S+:\d+:in /y, null],
    ['#', 'frame', /#\d+ (?:\/\S+\(\d+\): |\[internal function\]|\{main\}|\S+\(\) )/y, null],
    ['S', 'frame', /Stack trace:$/y, false],
    ['PN', 'frame', /PHP (?:Stack trace:|\s*\d+\. )/y, false],
    ['s', 'frame', /stack backtrace:$/y, false],
    ['n', 'frame', /note: (?:run with `RUST_BACKTRACE|Some details are omitted)/y, false],
    // PostgreSQL's driver behind an exception
    ['L', 'frame', /LINE \d+: /y, false],
    ['DHC', 'frame', /(?:DETAIL|HINT|CONTEXT): /y, false],
    ['[', 'frame', /\[(?:SQL|parameters): /y, false],
    ['(', 'frame', /\(Background on this error at: /y, false],
    // Node's place of a fault, Spring's report
    ['/fn', 'place', /(?:file:\/\/|\/|node:)[^\s():]+:\d+$/y, false],
    ['*', 'stars', /\*{10,}$/y, false],
    ['}])', 'closing', /[}\])]/y, null],
  ]

const marksByFirst: (readonly Mark[] | undefined)[] = []
for (const [firsts, kind, expression, indented] of marks) {
  for (const first of firsts) {
    const code = first.charCodeAt(0)
    marksByFirst[code] = [...(marksByFirst[code] ?? []), { expression, kind, indented }]
  }
}
