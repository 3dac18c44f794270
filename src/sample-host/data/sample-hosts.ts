import { RemoteImages } from '../engine/remote-images'
import { createWorld, type World } from '../engine/world'
import { buildSlot } from './build-slot'
import type { HostMemory } from './host-memory'
import { imageOf } from './images'
import { kickoffs, type KickoffName, services, tagOf } from './kickoffs'
import { placeProxy } from './sample-proxy'
import { hostNames, type SampleHostName, slots } from './slots'
import { publishedFile } from './slots-file'

/** A host of the sample, and what it is to remember. */
export type SampleHostData = { readonly name: SampleHostName; readonly world: World; readonly memory: HostMemory }

const sizes: Readonly<Record<SampleHostName, { readonly processors: number; readonly memoryBytes: number }>> = {
  'seoul-1': { processors: 8, memoryBytes: 34_359_738_368 },
  'seoul-2': { processors: 4, memoryBytes: 17_179_869_184 },
}
const pullBytesPerSecond = 16_000_000

/** What the sample's registry has: every branch, and newer builds of some. */
export function sampleRemote(prefix: string, nowMs: number): RemoteImages {
  const remote = new RemoteImages()
  for (const name of Object.keys(kickoffs) as KickoffName[]) {
    for (const service of services) {
      const isNewer = slots.some(
        ({ past, newBuildOf }) => past.at(-1)?.kickoff === name && newBuildOf?.includes(service),
      )
      remote.push(`${prefix}/${service}`, tagOf(kickoffs[name], nowMs), imageOf(name, service, nowMs, isNewer ? 1 : 0))
    }
  }
  return remote
}

/** Both hosts, alive as of now. `prefix` stands in front of the names of all images: `localhost:49152/shop`. */
export function createSampleHosts(remote: RemoteImages, prefix: string, nowMs: number): readonly SampleHostData[] {
  return hostNames.map((name) => {
    const world = createWorld({ hostName: name, remote, pullBytesPerSecond, ...sizes[name] })
    const ground = { world, hostId: name, nowMs, prefix }
    const own = slots.filter(({ host }) => host === name)
    const built = own.map((slot) => buildSlot(ground, slot))
    const proxied = own.filter(({ isBlueGreen }) => isBlueGreen)
    if (proxied.length > 0) placeProxy(world, proxied, prefix.split('/')[0] ?? '', nowMs)
    const memory = {
      records: built.flatMap(({ records }) => records).sort((a, b) => a.atMs - b.atMs),
      settings: built.flatMap(({ settings }) => settings),
      slotsFile: publishedFile(name, prefix, nowMs),
    }
    return { name, world, memory }
  })
}
