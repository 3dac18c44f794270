import type { Duplex } from 'node:stream'
import type { Algorithms, Client } from 'ssh2'
import { displayText } from '../../../../domain/display-text'
import type { HostQuestions } from '../../host-questions'
import type { Clock } from '../../../ports'
import type { SshHost } from '../config/ssh-host'
import { keyCandidates, type KeyOffer } from '../keys/key-candidates'
import { type KeyAgent, openKeyAgent } from '../keys/key-agent'
import { fingerprintOf, type HostKey, hostKeyAlgorithms, keyTypeName, readHostKey } from '../known-hosts/host-key'
import { createLogin, type Login } from '../login/login'
import { createSecretAsker } from '../login/secret-asker'
import type { SshLibrary } from '../ssh-library'
import type { StageTeller } from '../ssh-stage'
import { failedLogin, type LoginProgress } from './failed-login'
import { openLink } from './open-link'
import { openPatience, type Patience } from './patience'
import type { LinkFacts, SshLink } from './ssh-link'

/** What a login over an open stream is made with. */
export type LogInParts = {
  readonly host: SshHost
  readonly address: string
  readonly ssh: SshLibrary
  readonly questions: HostQuestions
  readonly clock: Clock
  readonly stages: StageTeller
  readonly patience: Patience
  /** Types of keys that the host is known by: it is asked for these first. */
  readonly knownTypes: ReadonlySet<string>
  /** Whether the key that the host shows may be trusted; throws why not. Called again whenever keys are renewed. */
  readonly checkHostKey: (key: HostKey) => void
  readonly keepAliveMs: number
}

/** Speaks SSH over a stream until the user is in. The stream is destroyed where that fails, for the reason it rejects with. */
export function logIn(stream: Duplex, parts: LogInParts): Promise<SshLink> {
  const client = new parts.ssh.Client()
  const login = prepareLogin(parts)
  const seen: Seen = { phase: 'handshake', greeting: '', version: '', key: null, refusal: null }
  const outcome = awaitLogin(client, stream, login, seen, parts)
  try {
    client.connect({
      ...fixedSettings,
      sock: stream as never,
      username: parts.host.user,
      algorithms: algorithmsFor(parts.knownTypes),
      keepaliveInterval: parts.keepAliveMs,
      authHandler: login.handler,
      hostVerifier: (blob: Buffer) => verify(blob, seen, parts),
    })
    stream.prependListener('data', (bytes: Buffer) => hear(bytes, seen, parts.stages))
  } catch (error) {
    client.emit('error', error as Error)
  }
  return outcome
}

/** What the connection has come to. */
type Seen = {
  phase: LoginProgress['phase']
  greeting: string
  version: string
  key: HostKey | null
  refusal: unknown
}

function awaitLogin(client: Client, stream: Duplex, login: Login, seen: Seen, parts: LogInParts): Promise<SshLink> {
  const { address, stages, patience } = parts
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      if (seen.phase === 'in') return
      patience.signal.removeEventListener('abort', giveUp)
      stream.destroy()
      reject(error)
    }
    const giveUp = (): void => fail(patience.signal.reason as Error)
    patience.signal.addEventListener('abort', giveUp, { once: true })
    client.on('error', (error) => {
      // A key that did not sign: the login goes on with the next one.
      if (error.level !== 'agent') fail(failedLogin(error, seen, login, address))
    })
    client.on('close', () => fail(failedLogin(new Error('connection closed'), seen, login, address)))
    // A password that has run out; a new one is for the host's own tools to set.
    client.on('change password', () => fail(login.failure()))
    client.on('handshake', () => {
      if (seen.phase !== 'handshake') return
      seen.phase = 'login'
      stages.begin('login')
    })
    client.on('ready', () => {
      if (patience.signal.aborted || seen.key === null) return
      seen.phase = 'in'
      patience.signal.removeEventListener('abort', giveUp)
      resolve(openLink(client, stream, factsOf(seen.key, seen, login, parts), parts))
    })
  })
}

function factsOf(key: HostKey, { version }: Seen, login: Login, { host, stages }: LogInParts): LinkFacts {
  const method = login.succeeded()
  stages.pass('login', { kind: 'login', user: host.user, method })
  return {
    serverVersion: version,
    hostKeyType: keyTypeName(key.type),
    hostKeyFingerprint: fingerprintOf(key),
    user: host.user,
    method,
    jumpName: host.name,
  }
}

/** Limits and signs of life are Berth's own: the library's clock would run while a person reads a question. */
const fixedSettings = { readyTimeout: 0, keepaliveCountMax: 1_000_000, strictVendor: false } as const

/** Nothing with SHA-1, and no compression: bytes that are guessed by their length. */
function algorithmsFor(knownTypes: ReadonlySet<string>): Algorithms {
  return {
    serverHostKey: [...hostKeyAlgorithms(knownTypes)],
    hmac: { remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'], append: [], prepend: [] },
    compress: ['none'],
  }
}

/** An agent that doesn't say what it has is passed over; one that signs may have to ask its person first. */
const agentMs = 3_000

function prepareLogin({ host, address, ssh, questions, clock, patience }: LogInParts): Login {
  const asked = { user: host.user, host: host.knownName, mayAsk: host.mayAsk }
  const asker = createSecretAsker(asked, questions, patience)
  const keys = async (): Promise<KeyOffer> => {
    const soon = <Result>(ask: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
      const short = openPatience(agentMs, new Error('the agent does not answer'), clock, patience.signal)
      return ask(short.signal).finally(() => short.release())
    }
    const agent = await soon((signal) => openKeyAgent(host.agent, ssh, signal))
    patience.signal.throwIfAborted()
    const sign: KeyAgent['sign'] = (key, data, hash, signal) =>
      patience.whileAsking(() => agent?.sign(key, data, hash, signal) ?? Promise.reject(new Error('no agent')))
    const limited = agent === null ? null : { ...agent, sign, unusable: () => soon(agent.unusable) }
    return keyCandidates(host, { ssh, agent: limited, asker })
  }
  return createLogin({ host, address, ssh, keys, asker, signal: patience.signal })
}

function hear(bytes: Buffer, seen: Seen, stages: StageTeller): void {
  if (seen.greeting !== '') return
  seen.greeting = bytes.toString('latin1', 0, 1_024)
  const banner = /^SSH-2\.0-([^\r\n]*)/m.exec(seen.greeting)?.[1]
  if (banner === undefined) return
  seen.version = displayText(banner, 80)
  stages.pass('reach-port', { kind: 'server', software: seen.version })
  stages.begin('host-key')
}

function verify(blob: Buffer, seen: Seen, { checkHostKey, stages }: LogInParts): boolean {
  const key = readHostKey(blob)
  // A host that renews the keys of a connection shows the same key again.
  if (seen.key !== null) return seen.key.blob.equals(blob)
  if (key === null) return false
  try {
    checkHostKey(key)
  } catch (error) {
    seen.refusal = error
    return false
  }
  seen.key = key
  stages.pass('host-key', { kind: 'host-key', keyType: keyTypeName(key.type), fingerprint: fingerprintOf(key) })
  return true
}
