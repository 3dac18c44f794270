import type { DockerClient, NetworkObservation } from '../engine/ports'
import { type FakeParts, refused } from './fake-docker-parts'
import { containerOf, fakeId, type FakeState } from './fake-docker-state'

type NetworkCalls = Pick<
  DockerClient,
  'connectNetwork' | 'disconnectNetwork' | 'createNetwork' | 'inspectNetwork' | 'removeNetwork'
>

/** Networks by name. One that a container is on is there, whether anybody made it or not. */
export function fakeNetworkCalls({ state, calls, nextNumber }: FakeParts): NetworkCalls {
  return {
    connectNetwork: async (networkId, containerId, endpoint, signal) => {
      await calls.enter('connectNetwork', [networkId, containerId, endpoint], signal)
      const { networks } = containerOf(state, containerId)
      const name = nameOf(state, networkId)
      if (networks.has(name)) throw refused('connect network', `endpoint already exists in network ${name}`, 403)
      networks.set(name, endpoint)
    },
    disconnectNetwork: async (networkId, containerId, force, signal) => {
      await calls.enter('disconnectNetwork', [networkId, containerId, force], signal)
      containerOf(state, containerId).networks.delete(nameOf(state, networkId))
    },
    createNetwork: async (body, signal) => {
      await calls.enter('createNetwork', [body], signal)
      const observation = networkOf(body, fakeId(nextNumber()))
      if (state.networks.has(body.Name)) throw refused('create network', `network ${body.Name} already exists`, 409)
      state.networks.set(body.Name, observation)
      return observation.id
    },
    inspectNetwork: async (idOrName, signal) => {
      await calls.enter('inspectNetwork', [idOrName], signal)
      return observe(state, nameOf(state, idOrName))
    },
    removeNetwork: async (idOrName, signal) => {
      await calls.enter('removeNetwork', [idOrName], signal)
      const name = nameOf(state, idOrName)
      const used = (observe(state, name)?.containerIds ?? []).length > 0
      if (used) throw refused('remove network', `network ${name} has active endpoints`, 403)
      state.networks.delete(name)
    },
  }
}

function nameOf(state: FakeState, idOrName: string): string {
  return [...state.networks.values()].find(({ id }) => id === idOrName)?.name ?? idOrName
}

function observe(state: FakeState, name: string): NetworkObservation | null {
  const members = [...state.containers.values()].filter(({ networks }) => networks.has(name))
  const made = state.networks.get(name)
  if (made === undefined && members.length === 0) return null
  const running = members.filter(({ observation }) => observation.status === 'running')
  return {
    ...(made ?? networkOf({ Name: name }, name)),
    containerIds: running.map(({ observation }) => observation.id),
  }
}

function networkOf(
  body: Parameters<DockerClient['createNetwork']>[0],
  id: string,
): Omit<NetworkObservation, 'containerIds'> {
  const texts = (value: unknown): Record<string, string> => (value ?? {}) as Record<string, string>
  const configured = (body['IPAM'] as { Config?: readonly Record<string, string>[] } | undefined)?.Config ?? []
  return {
    id,
    name: body.Name,
    labels: texts(body['Labels']),
    driver: typeof body['Driver'] === 'string' ? body['Driver'] : 'bridge',
    options: texts(body['Options']),
    internal: body['Internal'] === true,
    attachable: body['Attachable'] === true,
    enableIpv6: body['EnableIPv6'] === true,
    ranges: configured.map(({ Subnet = '', Gateway = '', IPRange = '' }) => ({
      subnet: Subnet,
      gateway: Gateway,
      ipRange: IPRange,
    })),
  }
}
