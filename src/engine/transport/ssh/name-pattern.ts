/**
 * Whether a text is what a pattern of ssh stands for: `*` any characters, `?` exactly one, all others themselves.
 * Never slower than the two lengths multiplied, whatever the pattern.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0
  let star: { readonly pattern: number; text: number } | null = null
  let position = 0
  while (position < text.length) {
    const wanted = pattern[at]
    if (wanted === '*') {
      star = { pattern: at, text: position }
      at += 1
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[position])) {
      at += 1
      position += 1
    } else if (star !== null) {
      // The last star takes one character more; earlier ones need never be tried again.
      star.text += 1
      at = star.pattern + 1
      position = star.text
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}

/** Whether a list of patterns means the text: at least one does, and none of those that begin with `!`. */
export function matchesPatterns(patterns: readonly string[], text: string): boolean {
  const isExcluded = patterns.some((pattern) => pattern.startsWith('!') && matchesPattern(pattern.slice(1), text))
  return !isExcluded && patterns.some((pattern) => !pattern.startsWith('!') && matchesPattern(pattern, text))
}
