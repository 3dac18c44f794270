import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

/** The command line as a colleague or CI uses it. Answers with its standard output. */
export async function runBerth(words: readonly string[]): Promise<string> {
  const script = resolve(import.meta.dirname, '../out/cli/berth.cjs')
  return (await promisify(execFile)(process.execPath, [script, ...words], { timeout: 90_000 })).stdout
}
