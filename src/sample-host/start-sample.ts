import type { HostMemory } from './data/host-memory'
import { createSampleHosts, sampleRemote } from './data/sample-hosts'
import { startSampleRegistry } from './registry/start-sample-registry'
import { type SampleHost, startSampleHost } from './start-sample-host'

/** The sample as it runs: two hosts behind sockets, and the registry that their images come from. */
export type Sample = {
  readonly hosts: readonly StartedHost[]
  readonly close: () => Promise<void>
}

/** One of its hosts. `memory` is to be written into its ledger by whoever started it. */
export type StartedHost = {
  readonly name: string
  readonly socketPath: string
  readonly memory: HostMemory
  readonly host: SampleHost
}

/** Starts the sample. `socketPathOf` says where each host listens: a Unix socket, or a named pipe of Windows. */
export async function startSample(socketPathOf: (hostName: string) => string): Promise<Sample> {
  const registry = await startSampleRegistry()
  const prefix = `${registry.address}/shop`
  const nowMs = Date.now()
  const remote = sampleRemote(prefix, nowMs)
  registry.serve(remote)
  const hosts = await Promise.all(
    createSampleHosts(remote, prefix, nowMs).map(async ({ name, world, memory }) => {
      const socketPath = socketPathOf(name)
      return { name, socketPath, memory, host: await startSampleHost(world, socketPath) }
    }),
  )
  return {
    hosts,
    close: async () => {
      await Promise.all([...hosts.map(({ host }) => host.close()), registry.close()])
    },
  }
}
