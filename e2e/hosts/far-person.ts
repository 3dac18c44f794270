import { join } from 'node:path'
import type { EngineEvent } from '../../src/contract/events'
import type { LogViewState } from '../../src/contract/log-contract'
import type { Board, HostBoard, SlotView } from '../../src/domain/board'
import { applyBoardPatch, emptyBoard } from '../../src/domain/board-patch'
import type { Deployment, DeploymentResult } from '../../src/domain/deployment'
import type { PlanStep } from '../../src/domain/plan'
import { createEngine } from '../../src/engine/create-engine'
import type { Engine } from '../../src/engine/engine'
import type { Clock } from '../../src/engine/ports'
import { systemClock } from '../../src/engine/system-clock'
import { nobodyAsked } from '../../src/testing/nobody-asked'
import type { RoughLine } from '../harness/rough-line'
import type { Shop } from '../harness/shop'
import type { Sshd } from '../harness/sshd'
import { createVisitor, hostBlock, type Visitor } from '../harness/sshd-visitor'
import { waitUntil } from '../harness/wait-until'

const never = new AbortController().signal

/** Somebody who reaches the shop's engine by SSH over a rough line, with an engine of Berth of their own. */
export type FarPerson = {
  readonly engine: Engine
  readonly host: () => HostBoard
  readonly connection: () => HostBoard['host']['connection']['kind']
  /** Within 5 s, the promise to everybody whose host is back, unless it says something else. */
  readonly untilConnected: (limitMs?: number) => Promise<unknown>
  readonly untilAway: (limitMs?: number) => Promise<unknown>
  readonly slot: (name: string) => SlotView
  readonly deployments: ReadonlyMap<string, Deployment>
  readonly logView: (viewId: string) => LogViewState | undefined
  /** Plans and begins; answers with the deployment's id. */
  readonly deploy: (slot: string, tag: string) => Promise<string>
  /** Whether a step of that kind is under way in a deployment. */
  readonly isAtStep: (deploymentId: string, kind: PlanStep['kind']) => boolean
  /** Waits for the end of a deployment. */
  readonly resultOf: (deploymentId: string) => Promise<DeploymentResult>
  readonly close: () => Promise<void>
}

/** Makes one; resolves once the host has answered or failed. `clock` is their machine's. */
export async function openFarPerson(
  shop: Pick<Shop, 'engine'>,
  sshd: Sshd,
  line: RoughLine,
  clock: Clock = systemClock,
): Promise<FarPerson> {
  const visitor = createVisitor(sshd.directory, {})
  const behindLine = { ...sshd, port: line.port }
  visitor.write('config', hostBlock('far', behindLine))
  visitor.write('known_hosts', `${sshd.knownHost('ed25519').replace(String(sshd.port), String(line.port))}\n`)
  const engine = engineOf(visitor, [`ssh://far${shop.engine.socketPath}`], false, clock)
  let board: Board = emptyBoard
  const deployments = new Map<string, Deployment>()
  const views = new Map<string, LogViewState>()
  engine.subscribe((event: EngineEvent) => {
    if (event.event === 'board-changed') board = event.payload.patches.reduce(applyBoardPatch, board)
    if (event.event === 'deployment-changed') deployments.set(event.payload.deployment.id, event.payload.deployment)
    if (event.event === 'log-view-changed') views.set(event.payload.viewId, event.payload)
  })
  const host = (): HostBoard => {
    const entry = board.hosts[0]
    if (entry === undefined) throw new Error('no host on the board')
    return entry
  }
  const connection = (): ReturnType<FarPerson['connection']> => host().host.connection.kind
  await engine.settled(never)
  return {
    engine,
    host,
    connection,
    untilConnected: (limitMs = 5_000) => waitUntil('the host to be live', limitMs, () => connection() === 'connected'),
    untilAway: (limitMs = 5_000) => waitUntil('the break to be seen', limitMs, () => connection() === 'unreachable'),
    deployments,
    slot: (name) => {
      const found = host().slots.find((slot) => slot.name === name)
      if (found === undefined) throw new Error(`no slot ${name} on the board`)
      return found
    },
    logView: (viewId) => views.get(viewId),
    deploy: async (slot, tag) => {
      const operation = { kind: 'deploy', tag, services: null, recreate: 'changed' } as const
      const address = { hostId: host().host.id, slot }
      const { fingerprint } = await engine.request('plan-operation', { ...address, operation }, never)
      const body = { ...address, operation, fingerprint, by: '정유진' }
      return (await engine.request('run-operation', body, never)).deploymentId
    },
    isAtStep: (id, kind) => {
      const deployment = deployments.get(id)
      return (
        deployment?.plan.steps.some((step, index) => {
          return step.kind === kind && deployment.steps[index]?.state === 'running'
        }) ?? false
      )
    },
    resultOf: (id) =>
      waitUntil('the deployment to end', 150_000, () => {
        const deployment = deployments.get(id)
        return deployment?.phase === 'ended' ? deployment.result : null
      }),
    close: () => engine.close(),
  }
}

/** An engine of Berth with a visitor's home, on whose board the given hosts are. */
export function engineOf(
  visitor: Visitor,
  hosts: readonly string[],
  isOneCommand: boolean,
  clock: Clock = systemClock,
): Engine {
  return createEngine({
    ...nobodyAsked,
    personDirectory: visitor.home,
    homeDirectory: join(visitor.home, 'berth'),
    dockerConfigDirectory: visitor.home,
    environment: {},
    clock,
    log: () => undefined,
    hosts,
    isOneCommand,
    resolveSaveTarget: async () => null,
    resolveOpenFile: async () => null,
  })
}
