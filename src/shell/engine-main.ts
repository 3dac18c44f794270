import { constants, homedir, setPriority } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../engine/create-engine'
import type { Engine } from '../engine/engine'
import type { EngineOptions } from '../engine/engine-options'
import { homeDirectory } from '../engine/home-directory'
import { serveClient } from '../engine/serve-client'
import { systemClock } from '../engine/system-clock'
import { useLinearExpressions } from '../engine/use-linear-expressions'
import { toEngineSchema, type ToShell } from './engine-channel'
import { countingSaves } from './counting-saves'
import { createNoticeSecretAsker } from './notice-secret-asker'
import { createRegistryLoginAsker } from './registry-login-asker'
import { createSecretAsker } from './secret-asker'
import { readSamplePreferences } from './sample-preferences'
import { tellNews } from './tell-news'

/** The engine's process: makes the engine, serves a port per window load, and asks the shell for what only it has. */
const { parentPort } = process
const tell = (message: ToShell): void => parentPort.postMessage(message)
const chosenFiles = new Map<number, (path: string | null) => void>()
const secretAsker = createSecretAsker(tell)
const registryLoginAsker = createRegistryLoginAsker(tell)
const noticeSecrets = createNoticeSecretAsker(tell)
const ownHome = homeDirectory(process.env, process.platform)
const sampleDirectory = process.argv[3] ?? null
let lastId = 0

useLinearExpressions()
// Where there is too little processor for both, the window comes first: a flood of lines may be late, a key may not.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

/** Where an engine finds what is somebody's own. */
type Places = Pick<
  EngineOptions,
  'homeDirectory' | 'dockerConfigDirectory' | 'environment' | 'personDirectory' | 'hosts'
>

const shared: Omit<EngineOptions, keyof Places> = {
  secrets: secretAsker,
  registryLogins: registryLoginAsker,
  askHostKey: null,
  noticeTargets: { kind: 'settings', secrets: noticeSecrets.ask },
  clock: systemClock,
  log: (level, message, details) => {
    if (level !== 'info') console.error(`[engine] ${level}: ${message}`, details ?? '')
  },
  isOneCommand: false,
  runId: process.argv[2] ?? '',
  resolveSaveTarget: (token) => askForPath('save', token),
  resolveOpenFile: (token) => askForPath('open', token),
}

void (sampleDirectory === null ? run(createEngine({ ...shared, ...ownPlaces() })) : runSample(sampleDirectory))

function ownPlaces(): Places {
  return {
    homeDirectory: ownHome,
    dockerConfigDirectory: process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
    environment: process.env,
    personDirectory: homedir(),
    hosts: null,
  }
}

/** The sample has nothing of the person's but how they want things to look; its code is loaded for it alone. */
async function runSample(directory: string): Promise<void> {
  const { openSample } = await import('./open-sample')
  const sample = await openSample(directory, await readSamplePreferences(ownHome), shared)
  const hosts = sample.hosts.map(({ name }) => name)
  const places = { homeDirectory: directory, dockerConfigDirectory: directory, personDirectory: directory }
  // What happens in a sample is nobody's news.
  const noticeTargets = { kind: 'given', targets: [] } as const
  run(createEngine({ ...shared, ...places, noticeTargets, environment: {}, hosts }))
}

function run(engine: Engine): void {
  const served = countingSaves(engine, tellNews(engine, tell))

  parentPort.on('message', ({ data, ports }) => {
    const parsed = toEngineSchema.safeParse(data)
    if (!parsed.success) return
    switch (parsed.data.kind) {
      case 'client':
        return serve(served, ports[0])
      case 'chosen-file':
        chosenFiles.get(parsed.data.id)?.(parsed.data.path)
        chosenFiles.delete(parsed.data.id)
        return
      case 'secret':
        return secretAsker.receive(parsed.data.id, parsed.data.secret)
      case 'registry-login':
        return registryLoginAsker.receive(parsed.data.id, parsed.data.login)
      case 'registry-login-changed':
        return registryLoginAsker.changed(parsed.data.registry)
      case 'notice-secrets':
        return noticeSecrets.receive(parsed.data.id, parsed.data.secrets)
      case 'close':
        void engine.close().finally(() => process.exit(0))
    }
  })
  tell({ kind: 'ready' })
}

function askForPath(purpose: 'save' | 'open', token: string): Promise<string | null> {
  return new Promise((resolve) => {
    const id = ++lastId
    chosenFiles.set(id, resolve)
    tell({ kind: 'chosen-file', id, purpose, token })
  })
}

function serve(engine: Engine, port: Electron.MessagePortMain | undefined): void {
  if (port === undefined) return
  serveClient(engine, {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  })
  port.start()
}
