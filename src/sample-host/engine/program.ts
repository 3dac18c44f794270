/** What one run of a health check came to. */
export type CheckAnswer = { readonly exitCode: number; readonly output: string }

/** Lines that a program writes at one moment, so long after the ones before. */
export type LogPulse = {
  readonly afterMs: number
  readonly lines: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[]
}

/** A container's files, as a command in it sees them. All paths are absolute. */
export type CommandFiles = {
  /** Null: there is no such file. */
  readonly read: (path: string) => string | null
  /** Names of the files of a directory, as a shell's `*` has them: without the hidden ones. */
  readonly list: (directory: string) => readonly string[]
  /** False: there is nothing to move. */
  readonly move: (from: string, to: string) => boolean
  readonly remove: (path: string) => void
}

/** A command that is run in a container. */
export type CommandCall = {
  /** What stands behind its name. */
  readonly words: readonly string[]
  readonly files: CommandFiles
  /** Has the container's workers replaced. */
  readonly reload: () => void
}

/** Processes beside the main one, by the command lines that they show. */
export type ProgramWorkers = {
  readonly count: number
  readonly main: string
  readonly serving: string
  readonly leaving: string
  /** How long those of before a reload take to finish. */
  readonly lingerMs: number
  /** Whether a hang-up reloads, or leaves all as it is. */
  readonly mayReload: (files: CommandFiles) => boolean
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
  /** What can be run in its container beside its health check, by name. */
  readonly commands: Readonly<Record<string, (call: CommandCall) => CheckAnswer>>
  /** Null: it is one process. */
  readonly workers: ProgramWorkers | null
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
  commands: {},
  workers: null,
}
