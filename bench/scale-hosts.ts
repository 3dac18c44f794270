import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Container } from '../src/sample-host/engine/container'
import { eventAttributes } from '../src/sample-host/engine/container'
import { RemoteImages } from '../src/sample-host/engine/remote-images'
import { createWorld, type World } from '../src/sample-host/engine/world'
import { kickoffs, type KickoffName, services } from '../src/sample-host/data/kickoffs'
import { placeContainer, runSince } from '../src/sample-host/data/place-slot'
import { type SampleHost, startSampleHost } from '../src/sample-host/start-sample-host'

type Placed = { readonly world: World; readonly container: Container }

/** Hosts in this process, all of their containers still: nothing happens but what is told. */
export type ScaleHosts = {
  readonly addresses: readonly string[]
  /** Turns the health of one container after the other, and tells it as Docker does. */
  readonly change: () => void
  readonly close: () => Promise<void>
}

/** Starts them, each with its slots of three services. */
export async function startScaleHosts(hostCount: number, slotCount: number): Promise<ScaleHosts> {
  const directory = mkdtempSync(join(tmpdir(), 'berth-scale-'))
  const worlds = Array.from({ length: hostCount }, (_, index) => worldOf(`host-${String(index + 1)}`))
  const placed = worlds.flatMap((world) => fill(world, slotCount))
  const hosts: SampleHost[] = []
  const addresses: string[] = []
  for (const [index, world] of worlds.entries()) {
    const socketPath = join(directory, `${String(index)}.sock`)
    hosts.push(await startSampleHost(world, socketPath))
    addresses.push(`unix://${socketPath}`)
  }
  let next = 0
  return {
    addresses,
    change: () => {
      // A prime with no common factor: neighbours in time are not neighbours on the board.
      next = (next + 101) % placed.length
      const one = placed[next]
      if (one !== undefined) turn(one)
    },
    close: async () => {
      await Promise.all(hosts.map((host) => host.close()))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** As teams have it. The sample's own checks come every two seconds, and are looked at as often. */
const everyTenSeconds = { Test: ['CMD', 'true'], Interval: 10_000_000_000, Timeout: 3_000_000_000, Retries: 3 }

function worldOf(hostName: string): World {
  return createWorld({
    hostName,
    remote: new RemoteImages(),
    pullBytesPerSecond: 16_000_000,
    processors: 4,
    memoryBytes: 17_179_869_184,
  })
}

function fill(world: World, slotCount: number): readonly Placed[] {
  const names = Object.keys(kickoffs) as KickoffName[]
  const nowMs = Date.now()
  const atMs = nowMs - 3_600_000
  return Array.from({ length: slotCount }, (_, index) => index).flatMap((index) =>
    services.map((service) => {
      const kickoff = names[index % names.length] ?? 'dashboard'
      const own = {
        slot: `dev${String(index + 1)}`,
        service,
        kickoff,
        deploymentId: 'scale',
        by: '정유진',
        atMs,
        nowMs,
      }
      const container = placeContainer(world, { ...own, repository: `registry.example.com/shop/${service}` })
      Object.assign(container.config, { Healthcheck: everyTenSeconds })
      runSince(world, container, atMs, nowMs)
      // Its checks and its log would be changes of their own.
      container.run?.abort()
      return { world, container }
    }),
  )
}

function turn({ world, container }: Placed): void {
  if (container.health === null) return
  const status = container.health.status === 'healthy' ? 'unhealthy' : 'healthy'
  container.health = { ...container.health, status, failingStreak: status === 'healthy' ? 0 : 3 }
  world.events.tell('container', `health_status: ${status}`, container.id, eventAttributes(container))
}
