import { withoutEscapes } from './ansi-escapes'

/** The most characters of a hostile text that are ever shown in one place. */
export const displayLimit = 300

/**
 * Text from a container, label, tag or registry made harmless for one line of display: a terminal's escape sequences are
 * dropped whole, other control characters and line breaks become spaces, marks that turn the reading direction or hide are
 * dropped, at most `limit` characters stay.
 */
export function displayText(text: string, limit: number = displayLimit): string {
  const head = withoutEscapes(text.slice(0, limit * 4))
  const clean = head.replace(hiddenMarks, '').replace(controlCharacters, ' ').trim()
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean
}

/** Like `displayText` for output of several lines: line breaks and tabs stay. */
export function displayBlock(text: string, limit: number = 8_192): string {
  const clean = withoutEscapes(text.slice(0, limit * 2))
    .replace(/\r\n?/g, '\n')
    .replace(hiddenMarks, '')
    .replace(blockControls, '')
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean
}

/**
 * One line of a log made harmless: as `displayText`, but tabs and outer spaces stay, nothing is cut, and controls that
 * draw nothing vanish instead of becoming spaces. Escape sequences must be gone before: see `ansiSpans`.
 */
export function displayLine(text: string): string {
  if (!unsafeInLine.test(text)) return text
  return text.replace(hiddenMarks, '').replace(breaks, ' ').replace(blockControls, '')
}

const breaks = /[\r\n\v\f\u0085\u2028\u2029]+/g
// A quick look for anything beyond plain text, Hangul included: most lines hold none of it.
const unsafeInLine = /[^\t -~\u00a1-\u00ac\u00ae-\u0600\u1100-\u1fff\u3000-\ud7ff]/
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const blockControls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+/g
// Zero-width and bidirectional marks, interlinear annotations, byte-order mark, lone surrogates and tag characters.
const hiddenMarks =
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g
