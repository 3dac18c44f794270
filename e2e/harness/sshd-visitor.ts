import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { SshAddress } from '../../src/domain/host-address'
import type {
  HostKeyAnswer,
  HostKeyQuestion,
  HostQuestions,
  SecretQuestion,
} from '../../src/engine/transport/host-questions'
import type { Route } from '../../src/engine/transport/route'
import { createSshRoute, type SshRoute } from '../../src/engine/transport/ssh/ssh-route'
import type { SshLimits } from '../../src/engine/transport/ssh/ssh-route-options'
import type { SshStage } from '../../src/engine/transport/ssh/ssh-stage'
import { systemClock } from '../../src/engine/system-clock'
import type { Sshd } from './sshd'

/** Somebody at a machine of their own: a home with `.ssh` in it, and answers to what is asked. */
export type Visitor = {
  readonly home: string
  /** What was asked, in order. */
  readonly hostKeysAsked: readonly HostKeyQuestion[]
  readonly secretsAsked: readonly SecretQuestion[]
  readonly judgements: readonly boolean[]
  /** Asked, and neither answered nor taken back. */
  readonly openQuestions: () => number
  readonly stages: readonly SshStage[]
  readonly ownKnownHostsFile: string
  /** Writes a file below `.ssh`, for this user alone; answers with its path. */
  readonly write: (name: string, content: string) => string
  /** A route to a name of `.ssh/config`, or a host. Closed by `closeAll`. */
  readonly route: (host: string, further?: Partial<VisitorRoute>) => SshRoute
  readonly closeAll: () => void
}

/** What a test may set of a route. */
export type VisitorRoute = {
  readonly port: number
  readonly user: string
  readonly socketPath: string
  readonly keyFile: string
  readonly jumpHost: string
  readonly environment: Readonly<Record<string, string>>
  readonly limits: SshLimits
}

export type VisitorAnswers = {
  readonly hostKey?: HostKeyAnswer
  /** One after the other, null for every question after them; `never`: each is left open until it is taken back. */
  readonly secrets?: readonly string[] | 'never'
}

/** Makes a home below a directory. */
export function createVisitor(directory: string, { hostKey = 'refuse', secrets = [] }: VisitorAnswers = {}): Visitor {
  const home = join(directory, `home-${String((count += 1))}`)
  mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 })
  const left = secrets === 'never' ? [] : [...secrets]
  let openQuestions = 0
  const visitor = {
    hostKeysAsked: [] as HostKeyQuestion[],
    secretsAsked: [] as SecretQuestion[],
    judgements: [] as boolean[],
    stages: [] as SshStage[],
  }
  const questions: HostQuestions = {
    hostKey: (question) => {
      visitor.hostKeysAsked.push(question)
      return Promise.resolve(hostKey)
    },
    secret: async (question, signal) => {
      visitor.secretsAsked.push(question)
      if (secrets !== 'never') return left.shift() ?? null
      openQuestions += 1
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          openQuestions -= 1
          reject(signal.reason as Error)
        })
      })
    },
    judged: (_, isRight) => void visitor.judgements.push(isRight),
  }
  const routes: SshRoute[] = []
  const ownKnownHostsFile = join(home, 'berth', 'known_hosts')
  return {
    ...visitor,
    openQuestions: () => openQuestions,
    home,
    ownKnownHostsFile,
    write: (name, content) => {
      const file = join(home, '.ssh', name)
      writeFileSync(file, content, { mode: 0o600 })
      return file
    },
    route: (host, further = {}) => {
      const route = createSshRoute({
        address: addressOf(host, further),
        keyFile: further.keyFile ?? null,
        jumpHost: further.jumpHost ?? null,
        homeDirectory: home,
        environment: further.environment ?? {},
        // Not the machine's own: a test says all that counts.
        configFiles: [join(home, '.ssh', 'config')],
        ownKnownHostsFile,
        questions,
        clock: systemClock,
        onStage: (stage) => void visitor.stages.push(stage),
        ...(further.limits === undefined ? {} : { limits: further.limits }),
      })
      routes.push(route)
      return route
    },
    closeAll: () => routes.forEach((route) => route.close()),
  }
}

let count = 0

function addressOf(host: string, { port, user, socketPath }: Partial<VisitorRoute>): SshAddress {
  return {
    kind: 'ssh',
    host,
    user: user ?? null,
    port: port ?? null,
    socketPath: socketPath ?? null,
    text: `ssh://${host}`,
  }
}

/** Lines of ssh_config that lead to an sshd by its key. */
export function hostBlock(name: string, sshd: Sshd, ...further: readonly string[]): string {
  const lines = [`HostName 127.0.0.1`, `Port ${String(sshd.port)}`, `User ${sshd.user}`, `IdentityFile ${sshd.keyFile}`]
  return [`Host ${name}`, ...further, ...lines, 'GlobalKnownHostsFile none', ''].join('\n')
}

/** One request over a stream of its own; resolves with the body. */
export async function get(route: Route, path: string, signal = AbortSignal.timeout(20_000)): Promise<string> {
  const stream = await route.open(signal)
  return getOver(stream, path)
}

/** One request over a stream, which ends with it. */
export async function getOver(stream: Duplex, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ path, createConnection: () => stream, headers: { Connection: 'close' } }, (incoming) => {
      text(incoming).then(resolve, reject)
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** The code of what a promise rejects with; fails where it doesn't. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => 'nothing was thrown',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )
  return outcome
}
