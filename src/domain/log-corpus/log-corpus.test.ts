import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { groupLine, noGroup } from '../log-group'
import { guessLevel } from '../log-level-guess'
import { type CorpusLine, readCorpus } from './read-corpus'

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'))
const corpora = files.map((name) => {
  const lines = readCorpus(readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
  return { name, lines }
})

type Seen = { level: string; isHead: boolean }

/** Level and place of each line as a store would have them, a millisecond apart. */
function read(lines: readonly CorpusLine[]): readonly Seen[] {
  const seen: Seen[] = []
  let state = noGroup
  for (const [index, line] of lines.entries()) {
    state = groupLine(line.isFirst ? noGroup : state, line.text, index)
    seen.push({ level: state.level, isHead: state.lines === 1 })
    for (const row of seen.slice(-state.lines)) row.level = state.level
  }
  return seen
}

test('no file of the corpus was lost', () => {
  const count = corpora.reduce((sum, { lines }) => sum + lines.length, 0)
  expect(count).toBeGreaterThan(700)
})

test.each(corpora)(
  'every line of $name has the level and the place in its group that people would give it',
  ({ lines }) => {
    const told = (line: CorpusLine, { level, isHead }: Seen): string =>
      `${isHead ? 'head' : 'goes on'} ${level} ${line.text}`
    const wanted = lines.map((line) => told(line, line))
    expect(read(lines).map((seen, index) => told(lines[index]!, seen))).toEqual(wanted)
  },
)

test('the level of a line that stands alone does not depend on what came before', () => {
  const lines = corpora.flatMap((corpus) => corpus.lines)
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    if (line.isHead && next?.isHead !== false) expect(guessLevel(line.text), line.text).toBe(line.level)
  }
})
