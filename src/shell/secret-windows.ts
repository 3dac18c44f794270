import { ipcMain, type WebContents } from 'electron'
import type { SecretQuestionView } from '../contract/shell-contract'
import { isTrustedFrame } from './window-guards'

/** Tells windows which secrets are asked for: all present ones when a window asks to hear of them, and every change. */
export class SecretWindows {
  readonly #windows = new Set<WebContents>()
  #questions: readonly SecretQuestionView[] = []

  constructor() {
    ipcMain.on('berth:watch-secrets', ({ senderFrame, sender }) => {
      if (!isTrustedFrame(senderFrame, sender)) return
      if (!this.#windows.has(sender)) sender.once('destroyed', () => this.#windows.delete(sender))
      this.#windows.add(sender)
      this.#send(sender)
    })
  }

  /** What is asked for from now on. Without a window it waits for one. */
  tell(questions: readonly SecretQuestionView[]): void {
    this.#questions = questions
    for (const window of this.#windows) this.#send(window)
  }

  #send(window: WebContents): void {
    window.send('berth:secret-questions', this.#questions)
  }
}
