import type { HostView, ServiceView, SlotView } from '../domain/board'
import { defaultKickoffPattern, kickoffReader } from '../domain/kickoff'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const readKickoff = kickoffReader(defaultKickoffPattern)

/** A service as the board shows it: healthy, `kickoff-240517-checkout-retry`, up for two hours; `over` changes what a test is about. */
export function sampleService(nowMs: number, name: string, over: Partial<ServiceView> = {}): ServiceView {
  const tag = over.tag ?? 'kickoff-240517-checkout-retry'
  const startedAtMs = over.startedAtMs ?? nowMs - 129 * minuteMs
  return {
    name,
    state: { kind: 'healthy' },
    image: `registry.example.com/shop/${name}:${tag}`,
    tag,
    digest: `sha256:${'4be1c07'.repeat(9)}0`,
    revision: '4be1c07d2f6a5b1c8e90',
    version: '1.3.11',
    builtAtMs: nowMs - 3 * hourMs,
    kickoff: readKickoff(tag),
    health: 'healthy',
    checks: [],
    startPeriodMs: null,
    restarts: 0,
    exitCode: null,
    outOfMemory: false,
    containerId: `${name}-0123456789ab`,
    containerName: `dev1-${name}-1`,
    containers: 1,
    createdAtMs: startedAtMs,
    startedAtMs,
    finishedAtMs: null,
    ...over,
  }
}

/** A slot of the given services; what follows from them (kickoff, tag, version, mixed) is taken from the first. */
export function sampleSlot(
  hostId: string,
  name: string,
  services: readonly ServiceView[],
  over: Partial<SlotView> = {},
): SlotView {
  const first = services[0]
  return {
    hostId,
    name,
    state: 'healthy',
    sinceMs: first?.startedAtMs ?? null,
    kickoff: first?.kickoff ?? null,
    tag: first?.tag ?? null,
    version: first?.version ?? null,
    platform: null,
    revision: first?.revision ?? null,
    mixed: services.some((service) => service.tag !== first?.tag),
    deployedBy: null,
    deployedAtMs: null,
    lock: null,
    newBuild: null,
    activity: null,
    reservation: null,
    holds: [],
    drift: [],
    lastReleaseId: null,
    urls: {},
    services: [...services],
    ...over,
  }
}

/** A host that answers. */
export function sampleHost(nowMs: number, id: string, over: Partial<HostView> = {}): HostView {
  return {
    id,
    name: id,
    address: 'unix:///var/run/docker.sock',
    connection: { kind: 'connected', sinceMs: nowMs - dayMs, latencyMs: 12 },
    engineVersion: '26.1.3',
    apiVersion: '1.45',
    access: 'full',
    isPlainText: false,
    ...over,
  }
}
