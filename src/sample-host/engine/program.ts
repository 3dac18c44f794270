/** What one run of a health check came to. */
export type CheckAnswer = { readonly exitCode: number; readonly output: string }

/** Lines that a program writes at one moment, so long after the ones before. */
export type LogPulse = {
  readonly afterMs: number
  readonly lines: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[]
}

/** What stands in for the program in an image: no process runs, and this says what one would do. */
export type Program = {
  /** So long after the start, by the container's environment. */
  readonly check: (elapsedMs: number) => CheckAnswer
  /** When it ends by itself; null: never. */
  readonly end: { readonly afterMs: number; readonly exitCode: number; readonly outOfMemory: boolean } | null
  /** How long it takes to end after a SIGTERM; null: it does not listen. */
  readonly stopMs: number | null
  readonly stopExitCode: number
  /** What it writes from its start on. Asked for one pulse at a time, for as long as it runs. */
  readonly log: (environment: Readonly<Record<string, string>>) => Iterator<LogPulse, void>
  /** Written in answer to a SIGTERM. */
  readonly lastWords: readonly string[]
  /** Share of one processor, and bytes of memory, that it uses. */
  readonly load: { readonly processorShare: number; readonly memoryBytes: number }
}

/** Does nothing, well, until it is stopped. */
export const quietProgram: Program = {
  check: () => ({ exitCode: 0, output: 'ok' }),
  end: null,
  stopMs: 0,
  stopExitCode: 0,
  log: function* () {
    // It has nothing to say.
  },
  lastWords: [],
  load: { processorShare: 0.01, memoryBytes: 24_000_000 },
}
