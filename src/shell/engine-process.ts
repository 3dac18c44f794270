import { randomUUID } from 'node:crypto'
import { MessageChannelMain, type MessagePortMain, utilityProcess, type UtilityProcess } from 'electron'
import type { EngineStatus } from '../contract/shell-contract'
import type { Notice } from '../domain/notice'
import type { TrayView } from '../domain/tray-view'
import enginePath from './engine-main?modulePath'
import type { NoticeSecrets } from './notice-secrets'
import {
  type LongWork,
  type RegistryLogin,
  type SecretQuestion,
  type ShellSettings,
  type ToEngine,
  type ToShell,
  toShellSchema,
} from './engine-channel'

/** What the shell does for the engine's process. */
export type EngineProcessHooks = {
  readonly onStatus: (status: EngineStatus) => void
  readonly presence: PresenceHooks
  readonly onSlotAddresses: (addresses: readonly string[]) => void
  readonly onComparePages: (pages: readonly string[]) => void
  readonly resolveSaveTarget: (token: string) => string | null
  readonly resolveOpenFile: (token: string) => string | null
  readonly secrets: SecretHooks
  readonly registryLogins: RegistryLoginHooks
  readonly notices: NoticeHooks
}

/** What the shell does about what the app is beside its window. */
export type PresenceHooks = {
  /** All work that is under way. */
  readonly onWork: (work: readonly LongWork[]) => void
  readonly onWorkEnded: (notice: Notice) => void
  readonly onSettings: (settings: ShellSettings) => void
  readonly onTray: (view: TrayView) => void
}

/** What the shell does about notices. */
export type NoticeHooks = {
  readonly show: (noticed: Extract<ToShell, { kind: 'notice' }>) => void
  /** Null: none are kept. Never rejects. */
  readonly secretsOf: (targetId: string) => Promise<NoticeSecrets | null>
}

/** What the shell does about logins for registries. */
export type RegistryLoginHooks = {
  readonly find: (registry: string) => Promise<RegistryLogin | null>
  readonly judged: (registry: string, isRight: boolean) => void
}

/** What the shell does about secrets. `id` is the question's within one life of the engine's process. */
export type SecretHooks = {
  /** Calls back once, unless the question was not needed any more. */
  readonly ask: (id: number, question: SecretQuestion, answer: (secret: string | null) => void) => void
  readonly notNeeded: (id: number) => void
  readonly judged: (secretId: string, isRight: boolean) => void
  /** The engine's process has ended: nobody waits for any answer. */
  readonly engineEnded: () => void
}

/** The engine's process, kept alive: it starts again after a crash, later and later while it keeps crashing. */
export type EngineProcess = {
  /** A port to the engine that runs now; null while none does (a new one is offered after the restart). */
  readonly newPort: () => MessagePortMain | null
  /** Tells the engine that a login for a registry is another by now. An engine that starts later asks anyway. */
  readonly registryLoginChanged: (registry: string) => void
  /** Ends the engine in order and waits for it, at most three seconds. */
  readonly close: () => Promise<void>
}

const firstRestartDelayMs = 200
const longestRestartDelayMs = 10_000
/** An engine that has lived this long counts as healthy: the next crash starts counting anew. */
const stableAfterMs = 30_000
const closeLimitMs = 3_000

/**
 * Starts the engine and restarts it whenever it ends without having been asked to. In a sample directory it is one of
 * the sample's hosts.
 */
export function startEngineProcess(hooks: EngineProcessHooks, sampleDirectory: string | null): EngineProcess {
  let child: UtilityProcess | null = null
  let closing = false
  const runId = randomUUID()
  let attempt = 0

  const start = (): void => {
    const startedAtMs = Date.now()
    const sample = sampleDirectory === null ? [] : [sampleDirectory]
    const engine = utilityProcess.fork(enginePath, [runId, ...sample], {
      serviceName: 'Berth engine',
      stdio: 'inherit',
    })
    child = engine
    engine.on('message', (message) => receive(engine, message, hooks))
    engine.once('spawn', () => hooks.onStatus({ kind: 'running' }))
    engine.once('exit', () => {
      child = null
      hooks.presence.onWork([])
      hooks.secrets.engineEnded()
      if (closing) return
      attempt = Date.now() - startedAtMs > stableAfterMs ? 1 : attempt + 1
      hooks.onStatus({ kind: 'restarting', attempt })
      setTimeout(start, Math.min(firstRestartDelayMs * 2 ** (attempt - 1), longestRestartDelayMs))
    })
  }
  start()

  return {
    newPort: () => {
      if (child === null) return null
      const { port1, port2 } = new MessageChannelMain()
      send(child, { kind: 'client' }, [port1])
      return port2
    },
    registryLoginChanged: (registry) => {
      if (child !== null) send(child, { kind: 'registry-login-changed', registry })
    },
    close: async () => {
      closing = true
      if (child !== null) await closeChild(child)
    },
  }
}

/** Resolves at the latest when the limit has passed: an engine that is only just starting may never hear the word. */
function closeChild(child: UtilityProcess): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      endAtOnce(child)
      resolve()
    }, closeLimitMs)
    child.once('exit', () => {
      clearTimeout(limit)
      resolve()
    })
    send(child, { kind: 'close' })
  })
}

function endAtOnce(child: UtilityProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch {
    // It has ended in this very moment.
  }
}

function receive(child: UtilityProcess, message: unknown, hooks: EngineProcessHooks): void {
  const parsed = toShellSchema.safeParse(message)
  if (!parsed.success) return
  const said: ToShell = parsed.data
  switch (said.kind) {
    case 'ready':
      return
    case 'work':
      return hooks.presence.onWork(said.work)
    case 'work-ended':
      return hooks.presence.onWorkEnded(said.notice)
    case 'settings':
      return hooks.presence.onSettings(said.settings)
    case 'tray':
      return hooks.presence.onTray(said.view)
    case 'slot-addresses':
      return hooks.onSlotAddresses(said.addresses)
    case 'compare-pages':
      return hooks.onComparePages(said.pages)
    case 'chosen-file': {
      const resolve = said.purpose === 'save' ? hooks.resolveSaveTarget : hooks.resolveOpenFile
      return send(child, { kind: 'chosen-file', id: said.id, path: resolve(said.token) })
    }
    case 'ask-secret':
      return hooks.secrets.ask(said.id, said.question, (secret) => send(child, { kind: 'secret', id: said.id, secret }))
    case 'ask-notice-secrets':
      return void hooks.notices
        .secretsOf(said.targetId)
        .then((secrets) => send(child, { kind: 'notice-secrets', id: said.id, secrets }))
    case 'notice':
      return hooks.notices.show(said)
    case 'ask-registry-login':
      return void hooks.registryLogins
        .find(said.registry)
        .catch(() => null)
        .then((login) => send(child, { kind: 'registry-login', id: said.id, login }))
    case 'registry-login-judged':
      return hooks.registryLogins.judged(said.registry, said.isRight)
    case 'secret-not-needed':
      return hooks.secrets.notNeeded(said.id)
    case 'secret-judged':
      return hooks.secrets.judged(said.secretId, said.isRight)
  }
}

function send(child: UtilityProcess, message: ToEngine, ports: MessagePortMain[] = []): void {
  child.postMessage(message, ports)
}
