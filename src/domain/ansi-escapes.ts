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
