import type { VersionView } from '../contract/shell-contract'
import { errorData, toErrorData } from '../domain/berth-error'
import { newerThan } from '../domain/release-file'
import { readReleasesAddress } from '../domain/releases-address'
import { type AskReleases, findPublished } from './find-published'

/** What the question for a newer version needs. */
export type VersionCheckParts = {
  readonly running: string
  /** See `releaseFileName`. */
  readonly file: string
  readonly ask: AskReleases
  readonly nowMs: () => number
  /** Runs the work after the time. */
  readonly later: (delayMs: number, work: () => void) => void
  readonly tell: (view: VersionView) => void
  /** The folder that has just answered, and so may be opened; null: none has. */
  readonly onFolder: (folder: string | null) => void
}

const dayMs = 24 * 60 * 60_000

/**
 * Asks the address of the settings whether a newer version exists: at the start, when the address changes, once a day, and when a
 * person wants to know. Tells it and does no more. Without an address nobody is ever asked.
 */
export class VersionCheck {
  readonly #parts: VersionCheckParts
  #address = ''
  #isStarted = false
  #asking = new AbortController()
  #view: VersionView

  constructor(parts: VersionCheckParts) {
    this.#parts = parts
    this.#view = { running: parts.running, newer: null, asked: { kind: 'never' } }
  }

  view(): VersionView {
    return this.#view
  }

  /** From now on it asks; nothing where it has begun already. */
  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    void this.ask()
    this.#askDaily()
  }

  /** Whom to ask from now on. What the one before said is forgotten. */
  setAddress(address: string): void {
    if (address === this.#address) return
    this.#address = address
    this.#asking.abort()
    this.#parts.onFolder(null)
    this.#become({ newer: null, asked: { kind: 'never' } })
    if (this.#isStarted) void this.ask()
  }

  /** Asks now. Never rejects: what goes wrong is in the view. */
  async ask(): Promise<VersionView> {
    this.#asking.abort()
    const asking = (this.#asking = new AbortController())
    const address = readReleasesAddress(this.#address)
    if (address.kind === 'bad') this.#fail(errorData('update-address-invalid'))
    if (address.kind === 'good') await this.#askFolder(address.folder, asking.signal)
    return this.#view
  }

  async #askFolder(folder: string, signal: AbortSignal): Promise<void> {
    const { file, ask, running, nowMs, onFolder } = this.#parts
    try {
      const published = await findPublished(folder, file, ask, signal)
      onFolder(folder)
      this.#become({ newer: newerThan(running, published), asked: { kind: 'answered', atMs: nowMs() } })
    } catch (thrown) {
      // Somebody else is asked by now.
      if (!signal.aborted) this.#fail(toErrorData(thrown))
    }
  }

  /** What was known of a newer version stays: it exists, whether its folder answers today or not. */
  #fail(error: ReturnType<typeof errorData>): void {
    this.#become({ newer: this.#view.newer, asked: { kind: 'failed', atMs: this.#parts.nowMs(), error } })
  }

  #become(next: Omit<VersionView, 'running'>): void {
    this.#view = { running: this.#view.running, ...next }
    this.#parts.tell(this.#view)
  }

  #askDaily(): void {
    this.#parts.later(dayMs, () => {
      void this.ask()
      this.#askDaily()
    })
  }
}
