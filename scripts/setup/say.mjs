/** Tells the user a line; on stderr, as stdout belongs to results. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Ends the script with a sentence instead of a stack when it fails.
 * @param {() => Promise<number>} script resolves with the exit code
 */
export async function runScript(script) {
  try {
    process.exitCode = await script()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
