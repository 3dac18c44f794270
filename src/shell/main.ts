import { app, BrowserWindow, ipcMain, Menu } from 'electron'
import { join } from 'node:path'
import type { EngineStatus } from '../contract/shell-contract'
import { homeDirectory } from '../engine/home-directory'
import { registerAppScheme, serveApp } from './app-protocol'
import { openAppWindow } from './app-window'
import { pictureWhenLive } from './board-picture'
import { type EngineProcess, startEngineProcess } from './engine-process'
import { QuitGuard } from './quit-guard'
import { SaveTargets } from './save-targets'
import { answerShellRequests } from './shell-requests'
import { readStartOptions } from './start-options'
import { guardSession, guardWebContents, isTrustedFrame } from './window-guards'
import { readWindowStart } from './window-start'

const options = readStartOptions(process.argv)
const home = homeDirectory(process.env, process.platform)
app.setPath('userData', home)
registerAppScheme()
guardWebContents()

const saveTargets = new SaveTargets()
const quitGuard = new QuitGuard()
let onPainted: (live: boolean) => void = () => undefined

// The engine process reads its home folder from the environment, so both always mean the same one.
process.env['BERTH_HOME'] = home

async function run(): Promise<void> {
  const starting = readWindowStart(home, app.getPreferredSystemLanguages()[0] ?? 'en')
  await app.whenReady()
  serveApp(join(import.meta.dirname, '../renderer'))
  guardSession()
  const engine = startEngineProcess({
    onStatus: tellWindows,
    onBusy: (busy) => quitGuard.setBusy(busy),
    resolveSaveTarget: (token) => saveTargets.take(token),
  })
  connectWindows(engine)
  answerShellRequests(saveTargets, (live) => onPainted(live))
  const start = await starting
  ipcMain.on('berth:window-start', (event) => {
    event.returnValue = isTrustedFrame(event.senderFrame, event.sender) ? start : null
  })
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  open(start, engine)
}

function open(start: Awaited<ReturnType<typeof readWindowStart>>, engine: EngineProcess): void {
  const window = openAppWindow(start)
  quitGuard.watch(window, start.systemLanguage.startsWith('ko'))
  const picture = options.screenshotFile === null ? null : pictureWhenLive(window, options.screenshotFile)
  onPainted = (live) => {
    if (options.traceStart) process.stdout.write(`berth ${live ? 'live' : 'painted'}\n`)
    picture?.(live)
  }
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => {
    void engine.close().then(() => app.quit())
  })
}

function connectWindows(engine: EngineProcess): void {
  ipcMain.on('berth:connect', (event) => {
    if (!isTrustedFrame(event.senderFrame, event.sender)) return
    const port = engine.newPort()
    if (port !== null) event.sender.postMessage('berth:engine-port', null, [port])
  })
}

function tellWindows(status: EngineStatus): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send('berth:engine-status', status)
}

if (app.requestSingleInstanceLock()) void run()
else app.quit()
