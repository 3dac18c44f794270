import { withoutEscapes } from './ansi-escapes'

/** The most characters of a hostile text that are ever shown in one place. */
export const displayLimit = 300

/**
 * Text from a container, label, tag or registry made harmless for one line of display: a terminal's escape sequences are
 * dropped whole, other control characters and line breaks become spaces, marks that turn the reading direction, hide or
 * tower over their line are dropped, at most `limit` characters stay.
 */
export function displayText(text: string, limit: number = displayLimit): string {
  const head = withoutEscapes(text.slice(0, limit * 4))
  const clean = withoutMarks(head).replace(controlCharacters, ' ').trim()
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean
}

/** Like `displayText` for output of several lines: line breaks and tabs stay. */
export function displayBlock(text: string, limit: number = 8_192): string {
  const clean = withoutMarks(withoutEscapes(text.slice(0, limit * 2)))
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(blockControls, '')
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean
}

/**
 * One line of a log made harmless: as `displayText`, but tabs and outer spaces stay, nothing is cut, and controls that
 * draw nothing vanish instead of becoming spaces. Escape sequences must be gone before: see `ansiSpans`.
 */
export function displayLine(text: string): string {
  if (!unsafeInLine.test(text)) return text
  return withoutMarks(text).replace(breaks, ' ').replace(blockControls, '')
}

function withoutMarks(text: string): string {
  return text.replace(hiddenMarks, '').replace(toweringMarks, '$1')
}

const breaks = /[\r\n\v\f\u0085\u2028\u2029]+/g
// A quick look for anything beyond plain text, Hangul and Hanja included: most lines hold none of it.
const unsafeInLine =
  /[^\t -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u1100-\u115e\u1161-\u11ff\u3030-\u3098\u309b-\u3163\u3165-\u9fff\uac00-\ud7a3]/
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const blockControls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+/g
// Zero-width and bidirectional marks, letters that draw nothing (Hangul's filler), interlinear annotations, byte-order mark, lone surrogates and tag characters.
const hiddenMarks =
  /[\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g
// More marks upon one letter than a language writes: drawn on top of each other they cover the lines around.
const toweringMarks = /(\p{M}{4})\p{M}+/gu
