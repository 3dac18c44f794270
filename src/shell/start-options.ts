/** What can be asked of the app on its command line. */
export type StartOptions = {
  /** Write a picture of the board here and exit. */
  readonly screenshotFile: string | null
  /** Print when the board is first painted and first live: what the start bench reads. */
  readonly traceStart: boolean
}

/** Reads the app's own arguments; Chromium's and unknown ones are left alone. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const screenshot = argv.find((argument) => argument.startsWith('--screenshot='))
  return {
    screenshotFile: screenshot?.slice('--screenshot='.length) || null,
    traceStart: argv.includes('--trace-start'),
  }
}
