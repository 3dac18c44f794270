import { ipcMain, type WebContents } from 'electron'
import type { EngineStatus } from '../contract/shell-contract'
import type { EngineProcess } from './engine-process'
import { isTrustedFrame } from './window-guards'

/**
 * Hands each window its port to the engine: when it asks, and a new one whenever an engine has started. Windows are
 * told of every stop and start.
 */
export class EnginePorts {
  private readonly windows = new Set<WebContents>()
  private engine: EngineProcess | null = null

  constructor() {
    ipcMain.on('berth:connect', (event) => {
      if (!isTrustedFrame(event.senderFrame, event.sender)) return
      this.windows.add(event.sender)
      event.sender.once('destroyed', () => this.windows.delete(event.sender))
      this.offer(event.sender)
    })
  }

  /** From now on ports lead to this engine. */
  use(engine: EngineProcess): void {
    this.engine = engine
  }

  /** Passes the engine's status on, and ports to an engine that has just started. */
  tell(status: EngineStatus): void {
    for (const window of this.windows) {
      window.send('berth:engine-status', status)
      if (status.kind === 'running') this.offer(window)
    }
  }

  private offer(window: WebContents): void {
    const port = this.engine?.newPort() ?? null
    if (port !== null) window.postMessage('berth:engine-port', null, [port])
  }
}
