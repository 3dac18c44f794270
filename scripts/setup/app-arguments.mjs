import { resolve } from 'node:path'

/**
 * Takes `--screenshot FILE` or `--screenshot=FILE` out of a script's arguments; the path is made absolute.
 * @param {readonly string[]} words
 * @returns {{ readonly screenshot: string | null, readonly rest: readonly string[] }}
 */
export function readAppArguments(words) {
  const at = words.findIndex((word) => word === '--screenshot' || word.startsWith('--screenshot='))
  if (at === -1) return { screenshot: null, rest: words }
  const joined = words[at] !== '--screenshot'
  const file = joined ? words[at]?.slice('--screenshot='.length) : words[at + 1]
  if (!file || (!joined && file.startsWith('--')))
    throw new Error('--screenshot needs the file to write: npm start -- --screenshot board.png')
  return { screenshot: resolve(file), rest: [...words.slice(0, at), ...words.slice(at + (joined ? 1 : 2))] }
}
