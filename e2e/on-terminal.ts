import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const program = resolve(import.meta.dirname, '../out/cli/berth.cjs')

/** What the command line prints on a terminal of 100 columns, whatever it ends with. */
export async function onTerminal(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const command = ['stty cols 100 rows 40;', process.execPath, program, ...words.map(quoted)].join(' ')
  const run = promisify(execFile)('script', ['-qec', `${command}; true`, '/dev/null'], {
    env: { ...environment, TERM: 'xterm', CI: '' },
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  run.child.stdin?.end()
  return (await run).stdout
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
