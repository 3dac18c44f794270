import { userInfo } from 'node:os'
import type { Duplex } from 'node:stream'
import { BerthError, type ErrorDetails } from '../../../domain/berth-error'
import { reasonDetails } from '../../../domain/error-reasons'
import { displayText } from '../../../domain/display-text'
import type { Route } from '../route'
import { defaultConfigFiles, resolveSshHost, type SshSurroundings } from './config/resolve-ssh-host'
import { readDestination } from './config/read-destination'
import type { SshDestination, SshHost } from './config/ssh-host'
import { type AwayHost, createAwayHost } from './connection/away-host'
import { connectThrough, type Hop } from './connection/connect-host'
import { createTrustKeeper, type TrustKeeper } from './connection/host-trust'
import { openOutlet } from './connection/open-outlet'
import type { LinkFacts, SshLink } from './connection/ssh-link'
import { type DockerWay, findDockerWay } from './docker-way/docker-way'
import { machineCommand, readMachineOutput } from './docker-way/machine-command'
import { jumpHosts } from './jump-hosts'
import { createSharedOpening } from './shared-opening'
import { loadSshLibrary } from './ssh-library'
import { type SshRouteOptions, usualLimits } from './ssh-route-options'
import { createStageTeller } from './ssh-stage'

/** What a checklist shows of a connection. */
export type SshFacts = Omit<LinkFacts, 'jumpName'> & {
  readonly way: DockerWay['kind']
  readonly socketPath: string
}

/** The way to an engine on a host one can log in to: one connection that carries every stream. */
export type SshRoute = Route & {
  /** Null: not connected. */
  readonly facts: () => SshFacts | null
}

/** A connection in use. */
type Connected = { readonly link: SshLink; readonly way: DockerWay }

/**
 * Makes the route; nothing is opened, read or asked before the first stream. Concurrent `open`s share the login. When the
 * connection ends, its streams fail with `host-unreachable` and the next `open` logs in anew: there is no retry here.
 */
export function createSshRoute(options: SshRouteOptions): SshRoute {
  const trust = createTrustKeeper(options.ownKnownHostsFile, options.questions)
  const away = createAwayHost(options.clock, (options.limits ?? usualLimits).connectTimeoutMs)
  const shared = createSharedOpening(
    async (signal) => {
      await away.knock(signal)
      return connect(options, trust, away, signal)
    },
    ({ link }) => link.end(),
  )
  let streamLimit: number | null = null
  const connected = async (signal: AbortSignal): Promise<Connected> => {
    for (;;) {
      const connection = await shared.get(signal)
      if (!connection.link.ended.aborted) return connection
      shared.forget(connection)
    }
  }
  return {
    address: options.address.text,
    ready: async (signal) => void (await connected(signal)),
    open: async (signal): Promise<Duplex> => {
      const { way } = await connected(signal)
      streamLimit = way.streamLimit
      return way.open(signal)
    },
    streamLimit: () => streamLimit,
    readMachine: async (diskPath, signal) => {
      const { way } = await connected(signal)
      const result = await way.run(machineCommand(diskPath), signal)
      return result === null ? null : readMachineOutput(result.output)
    },
    outlet: () => async (host, port, signal) => {
      const link = shared.current()?.link ?? null
      if (link === null) throw new BerthError('host-unreachable', notConnected(options))
      return openOutlet(link, { host, port }, options.address.text, options.clock, signal)
    },
    facts: () => factsOf(shared.current()),
    close: () => {
      const closed = new BerthError('host-unreachable', { address: options.address.text, ...reasonDetails('closed') })
      shared.reset(closed)?.link.end()
    },
  }
}

function notConnected({ address }: SshRouteOptions): ErrorDetails {
  return { address: address.text, ...reasonDetails('connection-closed') }
}

function factsOf(connection: Connected | null): SshFacts | null {
  if (connection === null || connection.link.ended.aborted) return null
  const { link, way } = connection
  const { jumpName: _, ...facts } = link.facts
  return { ...facts, way: way.kind, socketPath: way.socketPath }
}

async function connect(
  options: SshRouteOptions,
  trust: TrustKeeper,
  away: AwayHost,
  signal: AbortSignal,
): Promise<Connected> {
  const { clock, questions, onStage, limits = usualLimits } = options
  const { text: address, socketPath } = options.address
  const hops = await hopsOf(options)
  const ssh = await loadSshLibrary()
  signal.throwIfAborted()
  const link = await connectThrough(hops, { ssh, questions, clock, trust, onStage, ...limits }, signal).catch(
    (error: unknown) => {
      away.failed(error, hops)
      throw error
    },
  )
  const stages = createStageTeller(null, clock, onStage)
  try {
    stages.begin('docker-socket')
    const way = await findDockerWay({ link, socketPath, address, clock }, signal)
    stages.pass('docker-socket', { kind: 'docker', way: way.kind, socketPath: way.socketPath })
    return { link, way }
  } catch (error) {
    link.end()
    throw error
  }
}

async function hopsOf(options: SshRouteOptions): Promise<readonly Hop[]> {
  const { keyFile, homeDirectory, environment } = options
  const { host: name, user, port, text: address } = options.address
  const { platform } = process
  const configFiles = options.configFiles ?? defaultConfigFiles({ homeDirectory, environment, platform })
  const localUser = userInfo().username
  const surroundings: SshSurroundings = { homeDirectory, environment, platform, localUser, configFiles }
  const ownJumps = options.jumpHost === null ? null : readJumps(options.jumpHost)
  const configured = await resolveSshHost({ name, user, port }, surroundings, ownJumps)
  const host = keyFile === null ? configured : withKeyFile(configured, keyFile)
  const jumps = await jumpHosts(host, surroundings)
  return [
    ...jumps.map((jump) => ({ host: jump, jump: jump.name, address: addressOf(jump) })),
    { host, jump: null, address },
  ]
}

function withKeyFile(host: SshHost, keyFile: string): SshHost {
  return { ...host, identityFiles: [keyFile, ...host.identityFiles], firstIdentity: keyFile }
}

function readJumps(jumpHost: string): readonly SshDestination[] {
  return jumpHost.split(',').map((written) => {
    const jump = readDestination(written)
    if (jump === null) throw new BerthError('address-unsupported', { address: displayText(written) })
    return jump
  })
}

function addressOf({ name, port }: SshHost): string {
  return port === 22 ? `ssh://${name}` : `ssh://${name}:${String(port)}`
}
