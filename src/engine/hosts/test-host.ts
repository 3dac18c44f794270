import { lookup } from 'node:dns/promises'
import { connect, isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { HostFact, HostTest, HostTestStep } from '../../contract/host-test'
import { displayText } from '../../domain/display-text'
import type { HostAddress } from '../../domain/host-address'
import { composeLabels } from '../../domain/label-names'
import { isSlotMember } from '../../domain/slot-containers'
import type { Clock, DockerClient, EngineInfo } from '../ports'
import { failedConnection } from '../transport/failed-connection'
import { expectAddress, type RouteSetting } from '../transport/open-route'
import { readySocket } from '../transport/ready-socket'
import { defaultTcpPort, openTls, refusePlainText, withinConnectLimit } from '../transport/tcp-route'
import { createHostTestSteps, type HostTestSteps } from './host-test-steps'

/** Goes to a host step by step; never rejects but for its signal: what fails is part of the answer. */
export type TestHost = (testId: string, setting: RouteSetting, signal: AbortSignal) => Promise<HostTest>

/** What tests are made of. */
export type TestHostParts = {
  readonly clock: Clock
  readonly onChange: (testId: string, test: HostTest) => void
  /** Where a context leads now. Throws `context-unknown` and `context-unusable`. */
  readonly resolve: (setting: RouteSetting) => Promise<RouteSetting>
  /** A client of its own, whose way tells of its steps and asks its questions by way of `steps`. */
  readonly openClient: (setting: RouteSetting, steps: HostTestSteps) => OpenedClient
}

/** A client with what is known of the way it took. */
export type OpenedClient = {
  readonly client: DockerClient
  readonly way: () => Extract<HostFact, { kind: 'docker' }>['way']
}

type StepKind = HostTestStep['kind']

const atLast: readonly StepKind[] = ['talk-to-docker', 'find-slots', 'rights']

/** See `TestHost`. */
export function createTestHost(parts: TestHostParts): TestHost {
  return async (testId, asked, signal) => {
    const onChange = (test: HostTest): void => parts.onChange(testId, test)
    const opened = { target: asked.address, kinds: atLast }
    let steps = createHostTestSteps(opened, parts.clock, onChange)
    try {
      const setting = await parts.resolve(asked)
      const address = expectAddress(setting.address)
      steps = createHostTestSteps(
        { target: targetOf(address), kinds: kindsOf(address, setting) },
        parts.clock,
        onChange,
      )
      if (address.kind === 'tcp') await reachByTcp(steps, address, setting, parts.clock, signal)
      steps.end(await talk(steps, parts.openClient(setting, steps), signal))
    } catch (error) {
      if (signal.aborted) throw error
      steps.fail(error)
      steps.end(null)
    }
    return steps.test()
  }
}

function targetOf(address: HostAddress): string {
  switch (address.kind) {
    case 'tcp':
    case 'ssh':
      return address.host
    case 'unix':
    case 'npipe':
      return address.path
    case 'context':
      return address.name
  }
}

function kindsOf(address: HostAddress, { tls }: RouteSetting): readonly StepKind[] {
  switch (address.kind) {
    case 'ssh':
      return ['find-name', 'reach-port', 'host-key', 'log-in', ...atLast]
    case 'tcp':
      return ['find-name', 'reach-port', ...(tls === undefined ? [] : (['certificate'] as const)), ...atLast]
    case 'unix':
    case 'npipe':
    case 'context':
      return atLast
  }
}

/** Each layer by itself, so that the one that fails is named. */
async function reachByTcp(
  steps: HostTestSteps,
  { host, port, text }: Extract<HostAddress, { kind: 'tcp' }>,
  { tls, acceptsPlainText }: RouteSetting,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const target = { host, port, tls: tls ?? null, acceptsPlainText: acceptsPlainText === true }
  const limited = <Result>(work: (inner: AbortSignal) => Promise<Result>): Promise<Result> =>
    withinConnectLimit(clock, signal, work).catch((error: unknown) => {
      throw signal.aborted ? error : failedConnection(error, text)
    })
  refusePlainText(target, text)
  await steps.run('find-name', async () => {
    const { address } = await limited(() => lookup(host))
    return [null, isIP(host) === 0 ? { kind: 'address', address } : null]
  })
  await steps.run('reach-port', async () => {
    const at = { host, port: port ?? defaultTcpPort(target) }
    const socket = await limited((inner) => readySocket(connect(at), 'connect', inner))
    socket.destroy()
    return [null, null]
  })
  if (tls === undefined) return
  await steps.run('certificate', async () => {
    const socket = await limited((inner) => openTls(target, tls, clock, inner))
    const fact = certificateFact(socket)
    socket.destroy()
    return [null, fact]
  })
}

function certificateFact(socket: TLSSocket): HostFact {
  const { issuer, valid_to: until } = socket.getPeerCertificate()
  return { kind: 'certificate', issuer: displayText(String(issuer.CN ?? issuer.O ?? '')), untilMs: Date.parse(until) }
}

async function talk(steps: HostTestSteps, { client, way }: OpenedClient, signal: AbortSignal): Promise<number> {
  try {
    // By SSH the way itself tells of the steps up to this one.
    const isTold = steps.test().steps.some(({ kind }) => kind === 'log-in')
    if (!isTold) steps.begin('talk-to-docker')
    const info = await client.connect(signal)
    const latencyMs = await medianPing(client, signal)
    const { engineVersion, apiVersion } = info
    steps.pass('talk-to-docker', { kind: 'docker', engineVersion, apiVersion, way: way() })
    await findSlots(steps, client, signal)
    await steps.run('rights', async () => [null, rightsOf(info)])
    return latencyMs
  } finally {
    client.close()
  }
}

function rightsOf({ access }: EngineInfo): HostFact {
  return { kind: 'rights', access }
}

async function medianPing(client: DockerClient, signal: AbortSignal): Promise<number> {
  const times: number[] = []
  while (times.length < 3) times.push(await client.ping(signal))
  return times.sort((a, b) => a - b)[1] ?? 0
}

const namesShown = 10

function findSlots(steps: HostTestSteps, client: DockerClient, signal: AbortSignal): Promise<null> {
  return steps.run('find-slots', async () => {
    const members = (await client.listContainers(null, signal)).filter(({ labels }) => isSlotMember(labels))
    const names = [...new Set(members.map(({ labels }) => displayText(labels[composeLabels.project] ?? '')))].sort()
    return [null, { kind: 'slots', count: names.length, names: names.slice(0, namesShown) }]
  })
}
