import { BerthError } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import type { HostAccess } from '../host-access'
import type { DockerClient } from '../ports'
import type { OpenStream, RegistryClient } from '../registry/registry-port'

/** One client for each host that registries are asked from: no two hosts share a connection, a token or an answer. */
export type HostRegistries = {
  /** Made when it is first wanted, and anew where the host has another address by now. Throws `host-unknown`. */
  readonly clientOf: (hostId: string) => RegistryClient
  /** See `RegistryClient.forgetLogin`; of all of them. */
  readonly forgetLogin: (registry: string) => void
  readonly close: () => Promise<void>
}

/** What they are made of. */
export type HostRegistriesParts = {
  readonly hostAccess: Pick<HostAccess, 'client'>
  /** A client that asks over streams of the host of that ID. */
  readonly createThrough: (openStream: OpenStream, hostId: string) => RegistryClient
}

type HostRegistry = { readonly docker: DockerClient; readonly registry: RegistryClient }

/** See `HostRegistries`. */
export function openHostRegistries({ hostAccess, createThrough }: HostRegistriesParts): HostRegistries {
  const known = new Map<string, HostRegistry>()
  const isThere = (hostId: string, { docker }: HostRegistry): boolean => {
    try {
      return hostAccess.client(hostId) === docker
    } catch {
      return false
    }
  }
  // Its connections ended with the host's own; what is left is what it knew.
  const closeGone = (): void => {
    for (const [hostId, one] of known) {
      if (isThere(hostId, one)) continue
      known.delete(hostId)
      one.registry.close().catch(() => undefined)
    }
  }
  return {
    clientOf: (hostId) => {
      closeGone()
      const there = known.get(hostId)
      if (there !== undefined) return there.registry
      const docker = hostAccess.client(hostId)
      const registry = createThrough((host, port, signal) => openFrom(docker, host, port, signal), hostId)
      known.set(hostId, { docker, registry })
      return registry
    },
    forgetLogin: (name) => {
      for (const { registry } of known.values()) registry.forgetLogin(name)
    },
    close: async () => {
      await Promise.all([...known.values()].map(({ registry }) => registry.close()))
    },
  }
}

async function openFrom(docker: DockerClient, host: string, port: number, signal: AbortSignal) {
  const outlet = docker.outlet()
  // A context may lead elsewhere by now.
  if (outlet === null) {
    throw new BerthError('host-unreachable', { address: docker.address, ...reasonDetails('connection-closed') })
  }
  return outlet(host, port, signal)
}
