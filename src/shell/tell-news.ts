import type { Engine } from '../engine/engine'
import type { Board } from '../domain/board'
import { applyBoardPatch, emptyBoard } from '../domain/board-patch'
import type { Deployment } from '../domain/deployment'
import { displayText } from '../domain/display-text'
import { deploymentNotice } from '../domain/notice-of-deployment'
import { sameData } from '../domain/same-data'
import { type Settings, settingsSchema } from '../domain/settings'
import { trayView } from '../domain/tray-view'
import type { LongWork, ShellSettings, ToShell } from './engine-channel'
import { onSlotAddresses } from './slot-addresses'

/**
 * Tells the shell what it goes by of all that the engine's clients are told: each only when it is another than before, and the
 * tray only while the settings want one. Call the result with how many files are being written.
 */
export function tellNews(
  engine: Pick<Engine, 'subscribe' | 'running'>,
  tell: (message: ToShell) => void,
): (saves: number) => void {
  let board = emptyBoard
  let settings = settingsSchema.parse({})
  let saves = 0
  const tellChanged = onlyChanges(tell)
  const tellAddresses = onSlotAddresses((addresses) => tell({ kind: 'slot-addresses', addresses: [...addresses] }))
  const tellTray = (): void => {
    if (settings.showsTray) tellChanged({ kind: 'tray', view: trayView(board, settings) })
  }
  const tellWork = (): void => tellChanged({ kind: 'work', work: workOf(engine.running(), board, saves) })
  engine.subscribe(({ event, payload }) => {
    switch (event) {
      case 'settings-changed':
        settings = payload.settings
        tellChanged({ kind: 'settings', settings: shellSettings(settings) })
        return tellTray()
      case 'board-changed':
        board = payload.patches.reduce(applyBoardPatch, board)
        tellAddresses(board)
        return tellTray()
      case 'deployment-changed':
        if (payload.deployment.phase === 'ended') tellChanged(ended(payload.deployment, board))
        return tellWork()
      case 'noticed':
        return tell({ kind: 'notice', ...payload, language: settings.language })
      case 'compare-pages-named':
        return tell({ kind: 'compare-pages', pages: payload.pages })
      default:
        return
    }
  })
  return (count) => {
    saves = count
    tellWork()
  }
}

function onlyChanges(tell: (message: ToShell) => void): (message: ToShell) => void {
  const told = new Map<ToShell['kind'], ToShell>()
  return (message) => {
    if (sameData(told.get(message.kind), message)) return
    told.set(message.kind, message)
    tell(message)
  }
}

function workOf(deployments: readonly Deployment[], board: Board, saves: number): LongWork[] {
  const running = deployments.map(({ id, plan }): LongWork => ({
    kind: 'deployment',
    id,
    operation: plan.operation.kind,
    slot: displayText(plan.slot),
    host: displayText(hostName(board, plan.hostId)),
  }))
  return [...running, ...Array.from({ length: saves }, (): LongWork => ({ kind: 'save' }))]
}

function ended(deployment: Deployment, board: Board): ToShell {
  return { kind: 'work-ended', notice: deploymentNotice(deployment, hostName(board, deployment.plan.hostId)) }
}

function hostName(board: Board, hostId: string): string {
  return board.hosts.find(({ host }) => host.id === hostId)?.host.name ?? ''
}

function shellSettings({ language, desktopNotices, showsTray, staysInTray, releasesAddress }: Settings): ShellSettings {
  return { language, desktopNotices, showsTray, staysInTray, releasesAddress }
}
