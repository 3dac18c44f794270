/** Why a command written as one text can't be taken apart without guessing. */
export type CommandProblem = 'open-quote' | 'shell-syntax' | 'escape'

/** The words, or the problem. */
export type CommandWords =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: CommandProblem }

/**
 * Takes a command apart as Compose does: at blanks, with quotes and backslashes. What its versions read differently
 * (`&&`, `|`, `;`, redirections, backquotes; in double quotes an escape other than of `"` and `\`) is a problem.
 */
export function commandWords(text: string): CommandWords {
  const words: string[] = []
  let word: string | null = null
  let quote: '"' | "'" | null = null
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (quote === "'") {
      if (letter === "'") quote = null
      else word += letter
    } else if (letter === '\\') {
      const escaped: string | undefined = text[at + 1]
      if (escaped === undefined || (quote === '"' && escaped !== '"' && escaped !== '\\')) return problem('escape')
      word = (word ?? '') + escaped
      at += 1
    } else if (quote === '"') {
      if (letter === '"') quote = null
      else if (letter === '`') return problem('shell-syntax')
      else word += letter
    } else if (letter === '"' || letter === "'") {
      quote = letter
      word ??= ''
    } else if (/\s/.test(letter)) {
      if (word !== null) words.push(word)
      word = null
    } else if (/[;&|<>`()]/.test(letter)) {
      return problem('shell-syntax')
    } else {
      word = (word ?? '') + letter
    }
  }
  if (quote !== null) return problem('open-quote')
  if (word !== null) words.push(word)
  return { kind: 'words', words }
}

function problem(kind: CommandProblem): CommandWords {
  return { kind: 'problem', problem: kind }
}
