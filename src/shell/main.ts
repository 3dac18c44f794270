import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, Menu, screen } from 'electron'
import type { WindowStart } from '../contract/shell-contract'
import { linearEngineFlags } from '../domain/linear-engine-flags'
import { releaseFileName } from '../domain/release-file'
import { homeDirectory } from '../engine/home-directory'
import { registerAppScheme, serveApp } from './app-protocol'
import { askReleases } from './ask-releases'
import { AppPresence } from './app-presence'
import { openAppWindow } from './app-window'
import { pictureWhenLive } from './board-picture'
import { EnginePorts } from './engine-ports'
import { type EngineProcess, type EngineProcessHooks, type NoticeHooks, startEngineProcess } from './engine-process'
import { NoticeSecretDesk } from './notice-secrets'
import { openDesktopNotices } from './open-desktop-notices'
import { OpenableAddresses } from './openable-addresses'
import { ChosenFiles, type FileTokens } from './chosen-files'
import { RegistryLogins } from './registry-logins'
import { systemCipher } from './secret-cipher'
import { SecretDesk } from './secret-desk'
import { SecretStore } from './secret-store'
import { SecretWindows } from './secret-windows'
import { answerShellRequests } from './shell-requests'
import { SampleMode } from './sample-mode'
import { readStartOptions, type StartOptions } from './start-options'
import { VersionCheck } from './version-check'
import { guardSession, guardWebContents, isTrustedFrame } from './window-guards'
import { keepWindowBounds, readWindowBounds } from './window-bounds'
import { readWindowStart } from './window-start'

/** The engine starts once the last known board is on the screen, or after this time: both at once would only delay the paint. */
const engineStartLimitMs = 1_500
/** A newer version is asked for once a host has answered, or after this time where none does. */
const versionStartLimitMs = 60_000

async function run(home: string, options: StartOptions): Promise<void> {
  const starting = readWindowStart(home, app.getPreferredSystemLanguages()[0] ?? 'en')
  // The window judges patterns as they are typed, and must not hang on one.
  app.commandLine.appendSwitch('js-flags', linearEngineFlags.join(' '))
  await app.whenReady()
  serveApp(join(import.meta.dirname, '../renderer'))
  guardSession()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  const start = await starting
  const files = { save: new ChosenFiles(), open: new ChosenFiles() }
  const ports = new EnginePorts()
  const openable = new OpenableAddresses()
  const store = new SecretStore(join(home, 'secrets.json'), systemCipher)
  const secrets = openSecretDesk(store)
  const noticeSecrets = new NoticeSecretDesk({ store, cipher: systemCipher, report: reportSecret })
  let opened: BrowserWindow | null = null
  const desktopNotices = openDesktopNotices(() => opened, start.systemLanguage)
  const notices: NoticeHooks = {
    show: (noticed) => desktopNotices.receive(noticed),
    secretsOf: (targetId) => noticeSecrets.find(targetId),
  }
  const versions = openVersionCheck(() => opened, openable, start.platform)
  const presence = new AppPresence({
    window: () => opened,
    systemLanguage: start.systemLanguage,
    isSample: () => sample.isShown(),
    desktopNotices,
    onReleasesAddress: (address) => versions.setAddress(address),
  })
  const registryLogins = openRegistryLogins(home, (registry) => engine.registryLoginChanged(registry))
  const engine = startOnce((sampleDirectory) =>
    startEngine(ports, files, openable, { secrets, notices, registryLogins, presence }, sampleDirectory),
  )
  const sample = new SampleMode(start, {
    home,
    restartEngine: engine.restart,
    reload: () => opened?.webContents.reload(),
  })
  answerWindowStart(() => sample.start())
  const onPainted = paintedListener(options, engine.start, () => versions.start())
  const noticeParts = { noticeSecrets, secretQuality: systemCipher.quality, desktopNotices }
  answerShellRequests({
    files,
    openable,
    secrets,
    registryLogins,
    sample,
    versions,
    ...noticeParts,
    onPainted: (live, slots) => onPainted.tell(live, slots),
  })
  opened = openWhereItWas(home, start)
  onPainted.window = opened
  setTimeout(engine.start, engineStartLimitMs)
  setTimeout(() => versions.start(), versionStartLimitMs)
  presence.watch(opened)
  closeInOrder(() => engine.close().then(() => sample.end()))
}

function openWhereItWas(home: string, start: WindowStart): BrowserWindow {
  const boundsFile = join(home, 'window.json')
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = openAppWindow(start, readWindowBounds(boundsFile, screens))
  keepWindowBounds(boundsFile, window)
  return window
}

function startEngine(
  ports: EnginePorts,
  files: FileTokens,
  openable: OpenableAddresses,
  hooks: Pick<EngineProcessHooks, 'secrets' | 'notices' | 'registryLogins' | 'presence'>,
  sampleDirectory: string | null,
): EngineProcess {
  const engineHooks: EngineProcessHooks = {
    onStatus: (status) => ports.tell(status),
    onSlotAddresses: (addresses) => openable.replace(addresses),
    onComparePages: (pages) => openable.replaceComparePages(pages),
    resolveSaveTarget: (token) => files.save.take(token),
    resolveOpenFile: (token) => files.open.take(token),
    ...hooks,
  }
  const engine = startEngineProcess(engineHooks, sampleDirectory)
  ports.use(engine)
  return engine
}

function openSecretDesk(store: SecretStore): SecretDesk {
  const windows = new SecretWindows()
  return new SecretDesk({
    store,
    cipher: systemCipher,
    tell: (questions) => windows.tell(questions),
    report: reportSecret,
  })
}

function openVersionCheck(
  window: () => BrowserWindow | null,
  openable: OpenableAddresses,
  platform: WindowStart['platform'],
): VersionCheck {
  return new VersionCheck({
    running: app.getVersion(),
    file: releaseFileName(platform, process.arch),
    ask: askReleases,
    nowMs: Date.now,
    later: (delayMs, work) => void setTimeout(work, delayMs),
    tell: (view) => window()?.webContents.send('berth:version-view', view),
    onFolder: (folder) => openable.replaceReleases(folder),
  })
}

function openRegistryLogins(home: string, onChange: (registry: string) => void): RegistryLogins {
  return new RegistryLogins({
    // Apart from the hosts': what forgets those leaves these.
    store: new SecretStore(join(home, 'registry-logins.json'), systemCipher),
    cipher: systemCipher,
    nowMs: Date.now,
    onChange,
    report: reportSecret,
  })
}

function reportSecret(error: unknown): void {
  process.stderr.write(`[shell] a secret could not be kept or forgotten: ${messageOf(error)}\n`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

type StartedOnce = Pick<EngineProcess, 'registryLoginChanged' | 'close'> & {
  readonly start: () => void
  readonly restart: (sampleDirectory: string | null) => Promise<void>
}

/** Starts the engine at the first call, and closes it if it was started. */
function startOnce(start: (sampleDirectory: string | null) => EngineProcess): StartedOnce {
  let engine: EngineProcess | null = null
  return {
    start: () => {
      engine ??= start(null)
    },
    restart: async (sampleDirectory) => {
      await engine?.close()
      engine = start(sampleDirectory)
    },
    registryLoginChanged: (registry) => engine?.registryLoginChanged(registry),
    close: () => engine?.close() ?? Promise.resolve(),
  }
}

/** What happens when the window says that its board is painted: the engine starts, traces are printed, the picture is taken. */
function paintedListener(options: StartOptions, startTheEngine: () => void, onLive: () => void) {
  let picture: ((live: boolean) => void) | null = null
  return {
    set window(window: BrowserWindow) {
      if (options.screenshotFile !== null) picture = pictureWhenLive(window, options.screenshotFile)
    },
    tell: (live: boolean, slots: number): void => {
      startTheEngine()
      if (live) onLive()
      if (options.traceStart) process.stdout.write(`berth ${live ? 'live' : 'painted'} ${slots}\n`)
      picture?.(live)
    },
  }
}

/** However the app is asked to end, the engine ends first: it saves the board and lets go of the hosts. */
function closeInOrder(closeEngine: () => Promise<void>): void {
  let closed = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void closeEngine().then(() => {
      closed = true
      // Not at once: where no engine runs yet this is still within the event, and a quit within a quit is ignored.
      setImmediate(() => app.quit())
    })
  })
}

function answerWindowStart(start: () => WindowStart): void {
  ipcMain.on('berth:window-start', (event) => {
    event.returnValue = isTrustedFrame(event.senderFrame, event.sender) ? start() : null
  })
}

const home = homeDirectory(process.env, process.platform)
app.setPath('userData', home)
// Windows shows notifications of apps that it knows by this name alone; electron-builder.yml gives it to the shortcut.
if (process.platform === 'win32') app.setAppUserModelId('app.berth.desktop')
// The engine process reads its home folder from the environment, so that both always mean the same one.
process.env['BERTH_HOME'] = home
registerAppScheme()
guardWebContents()
if (app.requestSingleInstanceLock()) void run(home, readStartOptions(process.argv))
else app.quit()
