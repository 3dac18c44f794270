import { app, type BrowserWindow, dialog, powerSaveBlocker } from 'electron'
import type { Language } from '../domain/berth-error'
import type { Notice } from '../domain/notice'
import type { TrayView } from '../domain/tray-view'
import { AppTray } from './app-tray'
import { closingQuestion } from './closing-question'
import type { DesktopNotices } from './desktop-notices'
import type { LongWork, ShellSettings } from './engine-channel'
import type { PresenceHooks } from './engine-process'
import { showGoal, shownWindow } from './shown-window'
import { type ClosingAnswer, WindowClosing } from './window-closing'

/** What the app's presence needs. */
export type PresenceParts = {
  readonly window: () => BrowserWindow | null
  readonly systemLanguage: string
  readonly isSample: () => boolean
  readonly desktopNotices: Pick<DesktopNotices, 'receive'>
  readonly onReleasesAddress: (address: string) => void
}

/** What of Berth is there beside its window: the tray, the app while the window is closed, and what wakes the machine. */
export class AppPresence implements PresenceHooks {
  readonly #parts: PresenceParts
  readonly #closing: WindowClosing
  readonly #tray: AppTray
  #settings: ShellSettings | null = null
  #view: TrayView | null = null
  #blocker: number | null = null

  constructor(parts: PresenceParts) {
    this.#parts = parts
    this.#closing = new WindowClosing({
      platform: process.platform,
      ask: (work) => this.#ask(work),
      showWindow: () => this.open(),
      hideWindow: () => parts.window()?.hide(),
      quit: () => app.quit(),
      later: (delayMs, work) => {
        const timer = setTimeout(work, delayMs)
        return () => clearTimeout(timer)
      },
    })
    this.#tray = new AppTray({
      open: () => this.open(),
      openAt: (goal) => showGoal(parts.window(), goal),
      quit: () => app.quit(),
    })
  }

  /** Makes closing the window, and ending the app, wait for what they have to. */
  watch(window: BrowserWindow): void {
    app.on('before-quit', () => this.#closing.quitBegins())
    app.on('second-instance', () => this.open())
    app.on('activate', () => this.open())
    window.on('show', () => this.#closing.shown())
    window.on('close', (event) => {
      if (!this.#closing.mayClose()) event.preventDefault()
    })
  }

  /** Brings the window to the front. */
  open(): void {
    shownWindow(this.#parts.window())
  }

  readonly onWork = (work: readonly LongWork[]): void => {
    // Nobody misses a deployment of the sample.
    const counted = this.#parts.isSample() ? [] : work
    this.#keepAwake(counted.length > 0)
    this.#closing.workChanged(counted)
  }

  /** Whoever let work run without a window wants to know its end, be it short or in quiet hours. */
  readonly onWorkEnded = (notice: Notice): void => {
    if (this.#settings?.desktopNotices !== true || !this.#closing.isHidden() || this.#parts.isSample()) return
    this.#parts.desktopNotices.receive({ notice, isOwn: true, language: this.#settings.language })
  }

  readonly onSettings = (settings: ShellSettings): void => {
    this.#settings = settings
    this.#closing.staysInTray(settings.showsTray && settings.staysInTray)
    this.#parts.onReleasesAddress(settings.releasesAddress)
    this.#showTray()
  }

  readonly onTray = (view: TrayView): void => {
    this.#view = view
    this.#showTray()
  }

  #showTray(): void {
    const view = this.#settings?.showsTray === true ? this.#view : null
    this.#tray.show(view, this.#parts.isSample(), this.#language())
  }

  #language(): Language {
    const chosen = this.#settings?.language ?? 'system'
    if (chosen !== 'system') return chosen
    return this.#parts.systemLanguage.startsWith('ko') ? 'ko' : 'en'
  }

  async #ask(work: readonly LongWork[]): Promise<ClosingAnswer> {
    const window = this.#parts.window()
    if (window === null) return 'quit'
    const { showsTray: hasTray = false, desktopNotices: isTold = false } = this.#settings ?? {}
    const { message, detail, buttons, answers } = closingQuestion(work, { hasTray, isTold }, this.#language())
    const cancelId = answers.indexOf('wait')
    const options = { type: 'warning', message, detail, defaultId: 0, cancelId } as const
    const { response } = await dialog.showMessageBox(window, { ...options, buttons: [...buttons], noLink: true })
    return answers[response] ?? 'wait'
  }

  #keepAwake(isBusy: boolean): void {
    if (isBusy) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
