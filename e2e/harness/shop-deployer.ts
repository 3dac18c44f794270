import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BerthError } from '../../src/domain/berth-error'
import type { DeploymentResult } from '../../src/domain/deployment'
import type { Operation } from '../../src/domain/operation'
import type { Plan } from '../../src/domain/plan'
import { createDeployer, type Deployer } from '../../src/engine/deploy/deployer'
import { createInterruptions, type Interruptions } from '../../src/engine/deploy/interruption/interruptions'
import { createSlotsFileSettings } from '../../src/engine/deploy/spec-body/slots-file-settings'
import type { Patience } from '../../src/engine/deploy/steady-host'
import type { TakeoverTimes } from '../../src/engine/deploy/take-over-lock'
import { socketRoute } from '../../src/testing/socket-route'
import { createDockerClient } from '../../src/engine/docker/create-docker-client'
import type { Clock, DockerClient, DockerEvent } from '../../src/engine/ports'
import type { HostAccess } from '../../src/engine/host-access'
import type { LedgerAccess } from '../../src/engine/ledger-access'
import { createLedgerAccess } from '../../src/engine/ledger/create-ledger-access'
import { systemClock } from '../../src/engine/system-clock'
import type { DockerEngine } from './docker-engine'
import { waitUntil } from './wait-until'

/** One person's Berth on a shop's host, without a board: what deploys, and nothing else. */
export type ShopDeployer = {
  readonly client: DockerClient
  readonly ledger: LedgerAccess
  readonly deployer: Deployer
  readonly interruptions: Interruptions
  readonly plan: (slot: string, operation: Operation) => Promise<Plan>
  /** Plans and begins; resolves with the deployment's id. */
  readonly begin: (slot: string, operation: Operation) => Promise<string>
  readonly result: (id: string) => Promise<DeploymentResult>
  readonly run: (slot: string, operation: Operation) => Promise<DeploymentResult>
  /** The code an operation is refused with. */
  readonly refusal: (slot: string, operation: Operation) => Promise<string>
  readonly close: () => Promise<void>
}

const never = new AbortController().signal

/** Opens one; `by` stands in the labels and in the lock. */
export function openShopDeployer(
  shop: { readonly engine: Pick<DockerEngine, 'address'> },
  by: string,
  patience?: Patience,
  clock: Clock = systemClock,
  /** How it takes over; without it as in earnest. */
  takeover: { readonly clock?: Clock; readonly takeoverTimes?: TakeoverTimes } = {},
): ShopDeployer {
  const client = createDockerClient(socketRoute(shop.engine.address), { clock })
  const listeners = new Set<(event: DockerEvent) => void>()
  const ending = new AbortController()
  const listening = listen(client, listeners, ending.signal)
  const hostAccess: HostAccess = {
    client: () => client,
    observation: () => null,
    lookAgain: () => Promise.reject(new Error('a deployer without a board was asked for one')),
    onContainerEvent: (_, listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onObservation: () => () => undefined,
    onConnection: () => () => undefined,
    connection: () => ({ kind: 'connected', sinceMs: 0, latencyMs: 0 }),
    rights: () => 'full',
    insecureRegistries: () => null,
    hostName: () => 'shop',
  }
  const homeDirectory = mkdtempSync(join(tmpdir(), 'berth-deployer-'))
  const ledger = createLedgerAccess({ hostAccess, clock, log: () => undefined, homeDirectory, isOneCommand: false })
  const parts = {
    hostAccess,
    ledger,
    slotsFileSettings: createSlotsFileSettings(ledger),
    credentials: { credentialsFor: async () => null },
    clock,
    log: () => undefined,
    ...(patience === undefined ? {} : { patience }),
  }
  const deployer = createDeployer(parts)
  const interruptions = createInterruptions({ ...parts, deployer, watchedLocks: () => [], ...takeover })
  const plan = (slot: string, operation: Operation): Promise<Plan> =>
    deployer.plan({ hostId: 'h1', slot, operation, by }, never)
  const begin = async (slot: string, operation: Operation): Promise<string> => {
    const { fingerprint } = await plan(slot, operation)
    return deployer.run({ hostId: 'h1', slot, operation, fingerprint, by, over: null }, never)
  }
  const result = async (id: string): Promise<DeploymentResult> => {
    const ended = await deployer.waitFor(id, never)
    if (ended.result === null) throw new Error('a deployment ended without a result')
    return ended.result
  }
  return {
    client,
    ledger,
    deployer,
    interruptions,
    plan,
    begin,
    result,
    run: async (slot, operation) => result(await begin(slot, operation)),
    refusal: async (slot, operation) => {
      try {
        await plan(slot, operation)
      } catch (error) {
        if (error instanceof BerthError) return error.code
        throw error
      }
      return 'not refused'
    },
    close: async () => {
      ending.abort()
      await deployer.close()
      await ledger.close()
      await listening
      rmSync(homeDirectory, { recursive: true, force: true })
      client.close()
    },
  }
}

/** Waits until the deployment waits for the gate of a service. */
export async function untilGate({ deployer }: ShopDeployer, id: string, service: string): Promise<void> {
  await waitUntil(`the gate of ${service}`, 60_000, () => {
    const deployment = deployer.deployments().find((one) => one.id === id)
    if (deployment?.phase === 'ended') throw new Error(`ended before: ${JSON.stringify(deployment.result)}`)
    return deployment?.gate?.service === service
  })
}

async function listen(
  client: DockerClient,
  listeners: ReadonlySet<(event: DockerEvent) => void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of client.events(signal)) for (const listener of listeners) listener(event)
    } catch {
      await systemClock.sleep(100, signal).catch(() => undefined)
    }
  }
}
