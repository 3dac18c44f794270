import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WindowStart } from '../contract/shell-contract'
import { readSamplePreferences } from './sample-preferences'
import { readWindowStart } from './window-start'

/** What changes when the sample is entered and left. */
export type SampleModeParts = {
  readonly home: string
  /** Ends the engine, and starts one of the sample in that directory; null: one of the person's own hosts. */
  readonly restartEngine: (sampleDirectory: string | null) => Promise<void>
  /** Loads the window anew: nothing of the one world is seen in the other. */
  readonly reload: () => void
}

/** Whether the app shows the sample or the person's own hosts, and all that the sample leaves on the disk: one directory, while it is shown. */
export class SampleMode {
  readonly #parts: SampleModeParts
  #directory: string | null = null
  #start: WindowStart
  #last: Promise<void> = Promise.resolve()

  constructor(start: WindowStart, parts: SampleModeParts) {
    this.#start = start
    this.#parts = parts
  }

  isShown(): boolean {
    return this.#directory !== null
  }

  /** For the first paint of the window as it is loaded now. */
  start(): WindowStart {
    return this.#start
  }

  /** Goes over to the sample; nothing where it is shown already. */
  enter(): Promise<void> {
    return this.#inTurn(() => this.#enter())
  }

  /** Goes back to the person's own hosts, and takes the sample's directory away. */
  leave(): Promise<void> {
    return this.#inTurn(() => this.#leave())
  }

  /** Takes the directory away; once no engine writes there any more. */
  end(): void {
    if (this.#directory !== null) rmSync(this.#directory, { recursive: true, force: true, maxRetries: 3 })
    this.#directory = null
  }

  /** Who changes their mind waits until the first change is through. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(change, change)
    return this.#last
  }

  async #enter(): Promise<void> {
    if (this.#directory !== null) return
    removeLeftovers()
    this.#directory = mkdtempSync(join(tmpdir(), `${prefix}${String(process.pid)}-`))
    await this.#parts.restartEngine(this.#directory)
    const settings = await readSamplePreferences(this.#parts.home)
    this.#start = { ...this.#start, sealedBoard: null, settings, isSample: true }
    this.#parts.reload()
  }

  async #leave(): Promise<void> {
    if (this.#directory === null) return
    await this.#parts.restartEngine(null)
    this.end()
    this.#start = await readWindowStart(this.#parts.home, this.#start.systemLanguage)
    this.#parts.reload()
  }
}

const prefix = 'berth-sample-'

/** Of apps that were killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^berth-sample-(\d+)-\w+$/.exec(name)?.[1])
    if (pid > 0 && !isAlive(pid)) removeIfOurs(join(tmpdir(), name))
  }
}

function removeIfOurs(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true })
  } catch {
    // Another person's, on a machine of several.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
