import { constants, homedir, setPriority } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../engine/create-engine'
import { homeDirectory } from '../engine/home-directory'
import { serveClient } from '../engine/serve-client'
import { systemClock } from '../engine/system-clock'
import { useLinearExpressions } from '../engine/use-linear-expressions'
import { toEngineSchema, type ToShell } from './engine-channel'
import { createSecretAsker } from './secret-asker'
import { onSlotAddresses } from './slot-addresses'

/** The engine's process: makes the engine, serves a port per window load, and asks the shell for what only it has. */
const { parentPort } = process
const tell = (message: ToShell): void => parentPort.postMessage(message)
const chosenFiles = new Map<number, (path: string | null) => void>()
const secretAsker = createSecretAsker(tell)
let lastId = 0

useLinearExpressions()
// Where there is too little processor for both, the window comes first: a flood of lines may be late, a key may not.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const engine = createEngine({
  homeDirectory: homeDirectory(process.env, process.platform),
  dockerConfigDirectory: process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
  environment: process.env,
  personDirectory: homedir(),
  secrets: secretAsker,
  askHostKey: null,
  clock: systemClock,
  log: (level, message, details) => {
    if (level !== 'info') console.error(`[engine] ${level}: ${message}`, details ?? '')
  },
  hosts: null,
  isOneCommand: false,
  resolveSaveTarget: (token) => askForPath('save', token),
  resolveOpenFile: (token) => askForPath('open', token),
})

const tellAddresses = onSlotAddresses((addresses) => tell({ kind: 'slot-addresses', addresses: [...addresses] }))

engine.subscribe((event) => {
  if (event.event === 'deployment-changed') tell({ kind: 'busy', busy: engine.busy() })
  if (event.event === 'compare-pages-named') tell({ kind: 'compare-pages', pages: event.payload.pages })
  if (event.event === 'board-changed') tellAddresses(event.payload.patches)
})

parentPort.on('message', ({ data, ports }) => {
  const parsed = toEngineSchema.safeParse(data)
  if (!parsed.success) return
  switch (parsed.data.kind) {
    case 'client':
      return serve(ports[0])
    case 'chosen-file':
      chosenFiles.get(parsed.data.id)?.(parsed.data.path)
      chosenFiles.delete(parsed.data.id)
      return
    case 'secret':
      return secretAsker.receive(parsed.data.id, parsed.data.secret)
    case 'close':
      void engine.close().finally(() => process.exit(0))
  }
})

function askForPath(purpose: 'save' | 'open', token: string): Promise<string | null> {
  return new Promise((resolve) => {
    const id = ++lastId
    chosenFiles.set(id, resolve)
    tell({ kind: 'chosen-file', id, purpose, token })
  })
}

function serve(port: Electron.MessagePortMain | undefined): void {
  if (port === undefined) return
  serveClient(engine, {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  })
  port.start()
}

tell({ kind: 'ready' })
