import type { LogLevel } from '../log-level'

/** A line of the corpus, and what is to be made of it. */
export type CorpusLine = {
  readonly text: string
  readonly level: LogLevel
  readonly isHead: boolean
  /** Another container's first line: what stands above has nothing to do with it. */
  readonly isFirst: boolean
}

const letters: Readonly<Record<string, LogLevel>> = {
  '-': 'none',
  T: 'trace',
  D: 'debug',
  I: 'info',
  W: 'warn',
  E: 'error',
  F: 'fatal',
}

const entry = /^([-TDIWEF])([.+])(?: (.*))?$/

/**
 * Reads a file of the corpus: the level's letter (`-` for none), `.` for a head or `+` for a line that goes on, a space,
 * the line. `␛` stands for an escape character, `␠` for a space at a line's end; `#` begins a comment, `---` another
 * container. Throws at a line that is none of it.
 */
export function readCorpus(file: string): readonly CorpusLine[] {
  const lines: CorpusLine[] = []
  let isFirst = true
  for (const [index, raw] of file.split('\n').entries()) {
    if (raw === '---') isFirst = true
    if (raw === '' || raw === '---' || raw.startsWith('#')) continue
    const [, letter = '', mark, text = ''] = entry.exec(raw) ?? []
    const level = letters[letter]
    if (level === undefined) throw new Error(`line ${index + 1} of the corpus: ${raw}`)
    lines.push({
      text: text.replaceAll('␛', '\u001b').replaceAll('␠', ' '),
      level,
      isHead: mark === '.',
      isFirst,
    })
    isFirst = false
  }
  return lines
}
