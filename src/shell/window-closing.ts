import type { LongWork } from './engine-channel'

/** What a person may answer to the question over running work. */
export type ClosingAnswer = 'wait' | 'keep-running' | 'quit'

/** What closing needs of the window, the app and the system. */
export type ClosingParts = {
  readonly platform: NodeJS.Platform
  readonly ask: (work: readonly LongWork[]) => Promise<ClosingAnswer>
  readonly showWindow: () => void
  readonly hideWindow: () => void
  readonly quit: () => void
  /** Runs the work after the time, unless the result is called before. */
  readonly later: (delayMs: number, work: () => void) => () => void
}

/** Berth without a window goes so long after its work: somebody may click the notification that told its end. */
export const lingerMs = 60_000

/**
 * What closing the window comes to. Without long work it ends the app, but for macOS, and for who wants Berth to stay in the tray.
 * Over long work the person is asked; who lets it run has the app to its end without a window.
 */
export class WindowClosing {
  readonly #parts: ClosingParts
  #work: readonly LongWork[] = []
  #stays = false
  #isQuitting = false
  #mayClose = false
  #isAsking = false
  #hidden: 'not' | 'until-done' | 'for-good' = 'not'
  #stopLingering: () => void = () => undefined

  constructor(parts: ClosingParts) {
    this.#parts = parts
  }

  /** Told whenever long work begins or ends. */
  workChanged(work: readonly LongWork[]): void {
    this.#work = work
    this.#lingerWhenDone()
  }

  /** Whether closing leaves the app in the tray, from now on. */
  staysInTray(stays: boolean): void {
    this.#stays = stays
    if (this.#hidden !== 'not') this.#hide()
  }

  /** The app as a whole was asked to end: the window is closed next, and is not only hidden. */
  quitBegins(): void {
    this.#isQuitting = true
  }

  /** Whether the window closes for good; where it does not, it is hidden by now or the person is being asked. */
  mayClose(): boolean {
    const isQuitting = this.#isQuitting
    this.#isQuitting = false
    if (this.#mayClose) return true
    if (!isQuitting && (this.#stays || this.#parts.platform === 'darwin')) this.#hide()
    else if (this.#work.length === 0) return true
    else if (!this.#isAsking) void this.#ask()
    return false
  }

  /** The window is on the screen again. */
  shown(): void {
    this.#hidden = 'not'
    this.#stopLingering()
  }

  /** Whether work goes on, or has just ended, without a window. */
  isHidden(): boolean {
    return this.#hidden !== 'not'
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    // Who quits from the tray is asked over the window.
    if (this.isHidden()) this.#parts.showWindow()
    const answer = await this.#parts.ask(this.#work).catch(() => 'wait' as const)
    this.#isAsking = false
    if (answer === 'keep-running') this.#hide()
    if (answer !== 'quit') return
    this.#mayClose = true
    this.#parts.quit()
  }

  #hide(): void {
    this.#hidden = this.#stays || this.#parts.platform === 'darwin' ? 'for-good' : 'until-done'
    this.#parts.hideWindow()
    this.#lingerWhenDone()
  }

  #lingerWhenDone(): void {
    this.#stopLingering()
    if (this.#hidden !== 'until-done' || this.#work.length > 0) return
    this.#stopLingering = this.#parts.later(lingerMs, () => {
      this.#mayClose = true
      this.#parts.quit()
    })
  }
}
