import { join } from 'node:path'
import type { EngineEvent } from '../../src/contract/events'
import type { LogViewState } from '../../src/contract/log-contract'
import type { Board, HostBoard, SlotView } from '../../src/domain/board'
import { applyBoardPatch, emptyBoard } from '../../src/domain/board-patch'
import type { Deployment } from '../../src/domain/deployment'
import { createEngine } from '../../src/engine/create-engine'
import type { Engine } from '../../src/engine/engine'
import { systemClock } from '../../src/engine/system-clock'
import { nobodyAsked } from '../../src/testing/nobody-asked'
import type { RoughLine } from '../harness/rough-line'
import type { Shop } from '../harness/shop'
import type { Sshd } from '../harness/sshd'
import { createVisitor, hostBlock, type Visitor } from '../harness/sshd-visitor'

const never = new AbortController().signal

/** Somebody who reaches the shop's engine by SSH over a rough line, with an engine of Berth of their own. */
export type FarPerson = {
  readonly engine: Engine
  readonly host: () => HostBoard
  readonly slot: (name: string) => SlotView
  readonly deployments: ReadonlyMap<string, Deployment>
  readonly logView: (viewId: string) => LogViewState | undefined
  /** Plans and begins; answers with the deployment's id. */
  readonly deploy: (slot: string, tag: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** Makes one; resolves once the host has answered or failed. */
export async function openFarPerson(shop: Shop, sshd: Sshd, line: RoughLine): Promise<FarPerson> {
  const visitor = createVisitor(sshd.directory, {})
  const behindLine = { ...sshd, port: line.port }
  visitor.write('config', hostBlock('far', behindLine))
  visitor.write('known_hosts', `${sshd.knownHost('ed25519').replace(String(sshd.port), String(line.port))}\n`)
  const engine = engineOf(visitor, [`ssh://far${shop.engine.socketPath}`], false)
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
  await engine.settled(never)
  return {
    engine,
    host,
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
    close: () => engine.close(),
  }
}

/** An engine of Berth with a visitor's home, on whose board the given hosts are. */
export function engineOf(visitor: Visitor, hosts: readonly string[], isOneCommand: boolean): Engine {
  return createEngine({
    ...nobodyAsked,
    personDirectory: visitor.home,
    homeDirectory: join(visitor.home, 'berth'),
    dockerConfigDirectory: visitor.home,
    environment: {},
    clock: systemClock,
    log: () => undefined,
    hosts,
    isOneCommand,
    resolveSaveTarget: async () => null,
    resolveOpenFile: async () => null,
  })
}
