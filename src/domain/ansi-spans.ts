import { nextEscape, readEscape } from './ansi-escapes'
import { type AnsiColor, applyStyle, type AnsiStyle, plainStyle } from './ansi-style'
import { displayLine } from './display-text'

/** A run of text in one style. `color` names a token of the theme; null is the text's own colour. */
export type AnsiSpan = { readonly text: string; readonly color: AnsiColor | null } & Omit<AnsiStyle, 'color'>

/** After this many spans the rest of a line is one plain span: a hostile line must not become 100,000 elements. */
const mostSpans = 400

/**
 * A log line as styled runs, harmless for display: colours, bold and dim are kept, every other escape sequence (cursor,
 * title, link, device control) is dropped, and so are controls and marks that hide or turn text. Never throws; all the
 * text that can be seen is in the spans, in its order.
 */
export function ansiSpans(line: string): readonly AnsiSpan[] {
  const spans: AnsiSpan[] = []
  let style = plainStyle
  const add = (text: string): void => {
    const clean = displayLine(text)
    if (clean === '') return
    const last = spans.at(-1)
    if (last !== undefined && (spans.length >= mostSpans || sameStyle(last, style))) {
      spans[spans.length - 1] = { ...last, text: last.text + clean }
    } else spans.push({ text: clean, ...(spans.length === mostSpans - 1 ? plainStyle : style) })
  }
  let from = 0
  for (let at = nextEscape(line, 0); at >= 0; at = nextEscape(line, from)) {
    if (at > from) add(line.slice(from, at))
    const escape = readEscape(line, at)
    if (escape.kind === 'style') style = applyStyle(style, escape.parameters)
    from = escape.end
  }
  add(line.slice(from))
  return spans
}

/** The text of a line that can be seen, without styles: what is searched and saved. */
export function plainLine(line: string): string {
  if (nextEscape(line, 0) < 0) return displayLine(line)
  const parts: string[] = []
  let from = 0
  for (let at = nextEscape(line, 0); at >= 0; at = nextEscape(line, from)) {
    parts.push(displayLine(line.slice(from, at)))
    from = readEscape(line, at).end
  }
  parts.push(displayLine(line.slice(from)))
  return parts.join('')
}

function sameStyle(a: AnsiStyle, b: AnsiStyle): boolean {
  return a.color === b.color && a.bold === b.bold && a.dim === b.dim
}
