import { app, dialog, powerSaveBlocker, type BrowserWindow } from 'electron'

/** Keeps the machine awake while deployments run, and asks before closing the app over them. */
export class QuitGuard {
  private busy = false
  private confirmed = false
  private blocker: number | null = null

  /** Told by the engine whenever a deployment begins or ends. */
  setBusy(busy: boolean): void {
    this.busy = busy
    if (busy && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!busy && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = null
    }
  }

  /** Makes closing the window wait for a yes while a deployment runs. */
  watch(window: BrowserWindow, korean: boolean): void {
    window.on('close', (event) => {
      if (!this.busy || this.confirmed) return
      event.preventDefault()
      void this.ask(window, korean)
    })
  }

  private async ask(window: BrowserWindow, korean: boolean): Promise<void> {
    const text = korean ? textKo : textEn
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: text.message,
      detail: text.detail,
      buttons: [text.stay, text.leave],
      defaultId: 0,
      cancelId: 0,
    })
    if (response !== 1) return
    this.confirmed = true
    app.quit()
  }
}

const textEn = {
  message: 'A deployment is under way.',
  detail:
    'If Berth is closed now, the slot stays as it is: the old containers are kept and can be started, and the slot stays locked.',
  stay: 'Keep Berth open',
  leave: 'Close anyway',
}
const textKo: typeof textEn = {
  message: '배포가 진행 중입니다.',
  detail:
    '지금 닫으면 슬롯은 현재 상태로 남습니다. 이전 컨테이너는 보존되어 다시 시작할 수 있고, 슬롯은 잠긴 채로 남습니다.',
  stay: '계속 열어 두기',
  leave: '그래도 닫기',
}
