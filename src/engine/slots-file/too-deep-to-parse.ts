/** Far beyond what a compose file has, and far below what makes the YAML parser run out of stack or memory. */
const bracketLimit = 200
const indicatorLimit = 100
const indicators = new Set(['-', '?', ':'])

/**
 * The offset where a text nests so deeply that no YAML parser should be given it; null for any that is fit. Brackets in
 * quotes and comments count as well: only hundreds that are never closed matter.
 */
export function tooDeepToParse(text: string): number | null {
  let open = 0
  let inRow = 0
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (letter === '[' || letter === '{') open += 1
    else if (letter === ']' || letter === '}') open = Math.max(0, open - 1)
    // `- - - …` opens a list in a list; anything else than blanks between them ends the row.
    if (indicators.has(letter) && /\s/.test(text[at + 1] ?? '')) inRow += 1
    else if (letter !== ' ' && letter !== '\t') inRow = letter === '\n' ? 0 : Math.max(0, inRow - 1)
    if (open > bracketLimit || inRow > indicatorLimit) return at
  }
  return null
}
