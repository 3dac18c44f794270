/** What stands at a place of a text that begins an escape sequence; `end` is where the text goes on, always further. */
export type AnsiEscape =
  | { readonly kind: 'style'; readonly parameters: string; readonly end: number }
  | { readonly kind: 'other'; readonly end: number }

/**
 * Reads the escape sequence (ECMA-48) that begins at `start`. Of a sequence that is broken or not ended only the part
 * that can't be text is taken, so that what follows is still seen.
 */
export function readEscape(text: string, start: number): AnsiEscape {
  const code = text.charCodeAt(start)
  if (code !== 0x1b) return readBody(text, start + 1, String.fromCharCode(code - 0x40))
  return readBody(text, start + 2, text.charAt(start + 1))
}

/** Where the next escape sequence begins, from a place on; below 0: there is none. */
export function nextEscape(text: string, from: number): number {
  escapeStart.lastIndex = from
  return escapeStart.exec(text)?.index ?? -1
}

// ESC and the single-character forms of DCS, SOS, CSI, OSC, PM and APC.
const escapeStart = /[\u001b\u0090\u0098\u009b\u009d-\u009f]/g

/** A text without its escape sequences; of each nothing stays, where dropping its controls alone would leave `[31m`. */
export function withoutEscapes(text: string): string {
  if (nextEscape(text, 0) < 0) return text
  const parts: string[] = []
  let from = 0
  for (let at = nextEscape(text, 0); at >= 0; at = nextEscape(text, from)) {
    parts.push(text.slice(from, at))
    from = readEscape(text, at).end
  }
  return [...parts, text.slice(from)].join('')
}

/** `introducer`: `[` for CSI, `]` OSC, `P` DCS, `X` SOS, `^` PM, `_` APC, else a short escape's own first character. */
function readBody(text: string, from: number, introducer: string): AnsiEscape {
  switch (introducer) {
    case '[':
      return readControlSequence(text, from)
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
      return { kind: 'other', end: endOfString(text, from) }
    default:
      return { kind: 'other', end: endOfShort(text, from, introducer) }
  }
}

function readControlSequence(text: string, from: number): AnsiEscape {
  let at = from
  while (inRange(text, at, 0x30, 0x3f)) at += 1
  const parameters = text.slice(from, at)
  const intermediates = at
  while (inRange(text, at, 0x20, 0x2f)) at += 1
  if (!inRange(text, at, 0x40, 0x7e)) return { kind: 'other', end: at }
  const isStyle = text.charAt(at) === 'm' && at === intermediates && /^[\d;:]*$/.test(parameters)
  return isStyle ? { kind: 'style', parameters, end: at + 1 } : { kind: 'other', end: at + 1 }
}

/** Behind the terminator (BEL or ST); a string without one is no string, and its content stays text. */
function endOfString(text: string, from: number): number {
  stringEnd.lastIndex = from
  const match = stringEnd.exec(text)
  // Another escape before the end cuts the string off, as on a terminal.
  if (match === null || (match[0] === '\u001b' && text.charAt(match.index + 1) !== '\\')) return from
  return match.index + (match[0] === '\u001b' ? 2 : 1)
}

const stringEnd = /[\u0007\u009c\u001b]/g

function endOfShort(text: string, from: number, first: string): number {
  const code = first.charCodeAt(0)
  // `ESC ( B` and the like: intermediates, then one final character.
  if (code >= 0x20 && code <= 0x2f) {
    let at = from
    while (inRange(text, at, 0x20, 0x2f)) at += 1
    return inRange(text, at, 0x30, 0x7e) ? at + 1 : at
  }
  const isShort = code >= 0x30 && code <= 0x7e
  return isShort ? from : Math.min(from - 1, text.length)
}

function inRange(text: string, at: number, low: number, high: number): boolean {
  const code = text.charCodeAt(at)
  return code >= low && code <= high
}
