import { BerthError } from '../../domain/berth-error'
import { isUp } from '../../domain/deployable-slot'
import type { ContainerCreateBody, DockerClient } from '../ports'
import type { NetworkConnection } from './container-networks'
import { readRawContainer } from './raw-container'
import type { Seen, SteadyHost } from './steady-host'

/** A restart policy as Docker takes it. */
export type RestartPolicy = { readonly name: string; readonly maximumRetries: number }

/** Everything a deployment does to containers; each change is made once and, where its answer is lost, looked for. */
export type ContainerChanges = {
  /** `label` (`name=value`) is one that the new container has, and no other of that name would. */
  readonly create: (name: string, label: string, body: ContainerCreateBody) => Promise<string>
  readonly connect: (id: string, connection: NetworkConnection) => Promise<void>
  readonly start: (id: string) => Promise<void>
  /** `graceSeconds` null: the container's own. */
  readonly stop: (id: string, graceSeconds: number | null) => Promise<void>
  readonly rename: (id: string, name: string) => Promise<void>
  readonly setRestartPolicy: (id: string, policy: RestartPolicy) => Promise<void>
  /** Removes a container that stands still, and none of its volumes. */
  readonly removeOld: (id: string) => Promise<void>
  /** Removes a container that this deployment made, running or not, with the nameless volumes that it alone has. */
  readonly discardNew: (id: string) => Promise<void>
}

const done: Seen<void> = { kind: 'done', result: undefined }
const notDone = { kind: 'not-done' } as const

/** See `ContainerChanges`. */
export function containerChanges(client: DockerClient, host: SteadyHost): ContainerChanges {
  const lookAt =
    (id: string, isDone: (seen: Awaited<ReturnType<DockerClient['observeContainer']>>) => boolean) =>
    async (signal: AbortSignal): Promise<Seen<void>> =>
      isDone(await client.observeContainer(id, signal)) ? done : notDone
  return {
    ...creating(client, host),
    start: (id) =>
      host.change(
        (signal) => client.startContainer(id, signal),
        lookAt(id, (seen) => seen !== null && isUp(seen)),
      ),
    stop: (id, graceSeconds) =>
      host.change(
        (signal) => client.stopContainer(id, graceSeconds, signal),
        lookAt(id, (seen) => seen === null || !isUp(seen)),
      ),
    rename: (id, name) =>
      host.change(
        (signal) => client.renameContainer(id, name, signal),
        lookAt(id, (seen) => seen?.name === name),
      ),
    setRestartPolicy: (id, policy) =>
      host.change(
        (signal) => client.setRestartPolicy(id, policy, signal),
        lookAt(id, (seen) => seen?.restartPolicy === policy.name),
      ),
    removeOld: (id) =>
      host.change(
        (signal) => client.removeContainer(id, { force: false }, signal),
        lookAt(id, (seen) => seen === null),
      ),
    discardNew: (id) =>
      host.change(
        (signal) => client.removeContainer(id, { force: true, anonymousVolumes: true }, signal),
        lookAt(id, (seen) => seen === null),
      ),
  }
}

function creating(client: DockerClient, host: SteadyHost): Pick<ContainerChanges, 'create' | 'connect'> {
  return {
    create: async (name, label, body) => {
      const find = async (signal: AbortSignal): Promise<Seen<string>> => {
        const own = await client.listContainers(label, signal)
        const found = own.find((container) => container.name === name)
        return found === undefined ? notDone : { kind: 'done', result: found.id }
      }
      try {
        return await host.change((signal) => client.createContainer(name, body, signal), find)
      } catch (error) {
        // A create whose answer came too late may have been made between the look and the second try.
        const found = isNameTaken(error) ? await host.read(find) : notDone
        if (found.kind === 'done') return found.result
        throw error
      }
    },
    connect: (id, { network, endpoint }) =>
      host.change(
        (signal) => client.connectNetwork(network, id, endpoint, signal),
        async (signal) => {
          const { NetworkSettings } = readRawContainer(await client.inspectContainer(id, signal))
          const isThere = Object.entries(NetworkSettings).some(
            ([name, { NetworkID }]) => name === network || NetworkID === network,
          )
          return isThere ? done : notDone
        },
      ),
  }
}

/** Whether Docker refused because another container has the name. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof BerthError && error.code === 'docker-refused' && error.data.details['status'] === 409
}
