import type { DeploymentResult } from '../domain/deployment'
import { composeLabels } from '../domain/label-names'
import type { Operation } from '../domain/operation'
import { createDeployer, type Deployer } from '../engine/deploy/deployer'
import { createInterruptions, type Interruptions } from '../engine/deploy/interruption/interruptions'
import type { DockerEvent } from '../engine/ports'
import { createFakeClock, type FakeClock } from './fake-clock'
import { createFakeLedgerAccess, type FakeLedgerAccess } from './fake-ledger-access'
import { createFakeDocker, type FakeDocker, type FakeImageInput } from './fake-docker'

/** What the slot runs. */
export const oldTag = 'kickoff-240510-dashboard'
/** What it is switched to. */
export const newTag = 'kickoff-240603-search'
/** A service’s image at a tag. */
export const reference = (service: string, tag: string): string => `registry.example.com/shop/${service}:${tag}`
/** An image whose check passes at once. */
export const healthy: FakeImageInput = { behaviour: { kind: 'checked', health: 'healthy' } }

type Listener = (event: DockerEvent) => void

/** A deployer on a fake engine with a clock that stands still. */
export type DeployWorld = {
  readonly clock: FakeClock
  readonly docker: FakeDocker
  readonly ledger: FakeLedgerAccess
  readonly deployer: Deployer
  readonly interruptions: Interruptions
  readonly close: () => void
}
/** A slot of api, admin and web on the old tag; `images` says what the new tag's images do. */
export function startWorld(
  images: Partial<Record<'api' | 'admin' | 'web', FakeImageInput>> = {},
  policy = 'unless-stopped',
): DeployWorld {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  for (const service of ['api', 'admin', 'web'] as const) {
    docker.control.addImage(reference(service, oldTag), healthy)
    docker.control.addRemoteImage(reference(service, newTag), images[service] ?? healthy)
    docker.control.addContainer(`dev1-${service}-1`, {
      Image: reference(service, oldTag),
      Labels: { [composeLabels.project]: 'dev1', [composeLabels.service]: service },
      HostConfig: { NetworkMode: 'dev1_default', RestartPolicy: { Name: policy } },
      NetworkingConfig: { EndpointsConfig: { dev1_default: { Aliases: [service] } } },
    })
  }
  return worldOf(clock, docker)
}

/** A deployer on a fake engine as it is; `ids` are the deployments it will make. */
export function worldOf(
  clock: FakeClock,
  docker: FakeDocker,
  ids = ['d1', 'd2', 'd3'],
  ledger = createFakeLedgerAccess(clock),
): DeployWorld {
  const events = new AbortController()
  const listeners = new Set<Listener>()
  const listen = async (): Promise<void> => {
    try {
      for await (const event of docker.events(events.signal)) for (const listener of listeners) listener(event)
    } catch {
      // The host went down: the deployment looks by itself.
    }
  }
  void listen()
  const remaining = [...ids]
  const parts = {
    hostAccess: {
      client: () => docker,
      onContainerEvent: (_: string, listener: Listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    credentials: { credentialsFor: async () => null },
    ledger,
    clock,
    log: () => undefined,
    newId: () => remaining.shift() ?? 'more',
  }
  const deployer = createDeployer(parts)
  const interruptions = createInterruptions({ ...parts, deployer, watchedLocks: () => [] })
  return { clock, docker, ledger, deployer, interruptions, close: () => events.abort() }
}

const never = new AbortController().signal

/** Begins an operation on the slot, as its plan says now. Answers with the deployment's ID. */
export async function beginDeployment({ deployer }: DeployWorld, operation: Operation, by = '정유진'): Promise<string> {
  const request = { hostId: 'h1', slot: 'dev1', operation, by }
  const { fingerprint } = await deployer.plan(request, never)
  return deployer.run({ ...request, fingerprint, over: null }, never)
}

/** Lets a deployment go on to its end, moving the clock as far as it needs. */
export async function finishDeployment({ clock, deployer }: DeployWorld, id: string): Promise<DeploymentResult> {
  const ended = deployer.waitFor(id, never)
  const hasEnded = (): boolean => deployer.deployments().some((one) => one.id === id && one.phase === 'ended')
  for (let round = 0; round < 1_000 && !hasEnded(); round += 1) await clock.advance(500)
  const { result } = await ended
  if (result === null) throw new Error('ended without a result')
  return result
}
