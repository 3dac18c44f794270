import { BerthError } from '../domain/berth-error'
import type { DockerClient, DockerEvent, ListedContainer, LogChunk } from '../engine/ports'
import { createAsyncQueue } from './async-queue'
import { create, publishedPorts, rawContainer, rawImage } from './fake-docker-inspect'
import { fakeFileCalls } from './fake-docker-files'
import { fakeMetricsCalls } from './fake-docker-metrics'
import { fakeNetworkCalls } from './fake-docker-networks'
import { type FakeParts, refused } from './fake-docker-parts'
import { fakeProcessCalls } from './fake-docker-processes'
import * as engine from './fake-docker-state'
import { fakeVolumeCalls } from './fake-docker-volumes'

/** The port on top of the state: each operation is recorded, may be scripted to fail or wait, then does its work. */
export function createFakeClient(parts: FakeParts): DockerClient {
  return {
    address: parts.address,
    connect: async (signal) => {
      await parts.calls.enter('connect', [], signal)
      return {
        engineVersion: '20.10.24',
        apiVersion: '1.41',
        platform: 'linux/amd64',
        imageStore: 'classic',
        access: 'full',
        insecureRegistries: { names: [], ranges: [] },
      }
    },
    ping: async (signal) => {
      await parts.calls.enter('ping', [], signal)
      return 1
    },
    ...reading(parts),
    ...changing(parts),
    ...creating(parts),
    ...images(parts),
    ...tags(parts),
    engineId: async (signal) => {
      await parts.calls.enter('engineId', [], signal)
      return parts.address
    },
    systemTimeMs: async (signal) => {
      await parts.calls.enter('systemTimeMs', [], signal)
      return parts.state.nowMs()
    },
    ...fakeFileCalls(parts),
    ...fakeNetworkCalls(parts),
    ...fakeVolumeCalls(parts),
    ...fakeProcessCalls(parts),
    ...fakeMetricsCalls(parts),
    ...streams(parts),
    outlet: () => null,
    close: () => {
      for (const listener of parts.state.listeners) listener.end()
    },
  }
}

function reading({
  state,
  calls,
}: FakeParts): Pick<DockerClient, 'listContainers' | 'observeContainer' | 'inspectContainer'> {
  return {
    listContainers: async (label, signal) => {
      await calls.enter('listContainers', [label], signal)
      return [...state.containers.values()].filter((container) => carries(container, label)).map(listed)
    },
    observeContainer: async (id, signal) => {
      await calls.enter('observeContainer', [id], signal)
      return state.containers.get(id)?.observation ?? null
    },
    inspectContainer: async (id, signal) => {
      await calls.enter('inspectContainer', [id], signal)
      const container = engine.containerOf(state, id)
      return rawContainer(container, state.images.get(container.observation.imageId))
    },
  }
}

function creating({ state, calls, nextNumber }: FakeParts): Pick<DockerClient, 'createContainer' | 'setRestartPolicy'> {
  return {
    createContainer: async (name, body, signal) => {
      await calls.enter('createContainer', [name, body], signal)
      return create(state, name, body, nextNumber()).observation.id
    },
    setRestartPolicy: async (id, policy, signal) => {
      await calls.enter('setRestartPolicy', [id, policy], signal)
      const container = engine.containerOf(state, id)
      const restartPolicy = policy.name as typeof container.observation.restartPolicy
      container.observation = { ...container.observation, restartPolicy }
    },
  }
}

function changing({
  state,
  calls,
}: FakeParts): Pick<DockerClient, 'startContainer' | 'stopContainer' | 'renameContainer' | 'removeContainer'> {
  return {
    startContainer: async (id, signal) => {
      await calls.enter('startContainer', [id], signal)
      engine.start(state, engine.containerOf(state, id))
    },
    stopContainer: async (id, graceSeconds, signal) => {
      await calls.enter('stopContainer', [id, graceSeconds], signal)
      engine.stop(state, engine.containerOf(state, id))
    },
    renameContainer: async (id, name, signal) => {
      await calls.enter('renameContainer', [id, name], signal)
      const container = engine.containerOf(state, id)
      const taken = [...state.containers.values()].some(
        (other) => other !== container && other.observation.name === name,
      )
      if (taken) throw refused('rename container', `The name "/${name}" is already in use`, 409)
      engine.rename(state, container, name)
    },
    removeContainer: async (id, options, signal) => {
      await calls.enter('removeContainer', [id, options], signal)
      const container = state.containers.get(id)
      if (container === undefined) return
      const running = container.observation.status === 'running'
      if (running && !options.force) throw refused('remove container', 'You cannot remove a running container', 409)
      engine.exit(state, container, 137)
      if (state.containers.has(id)) engine.remove(state, container)
    },
  }
}

function images({
  state,
  calls,
  nextNumber,
}: FakeParts): Pick<
  DockerClient,
  'observeImage' | 'inspectImage' | 'listImages' | 'resolveRemote' | 'pull' | 'createEmptyImage'
> {
  return {
    observeImage: async (reference, signal) => {
      await calls.enter('observeImage', [reference], signal)
      return engine.imageOf(state, reference) ?? null
    },
    inspectImage: async (reference, signal) => {
      await calls.enter('inspectImage', [reference], signal)
      const image = engine.imageOf(state, reference)
      if (image === undefined) throw refused('inspect image', `No such image: ${reference}`, 404)
      return rawImage(image)
    },
    listImages: async (signal) => {
      await calls.enter('listImages', [], signal)
      return [...state.images.values()]
    },
    resolveRemote: async (reference, _credentials, signal) => {
      await calls.enter('resolveRemote', [reference], signal)
      const image = engine.registryImage(state, reference)
      const digest = image?.digests[0]?.split('@')[1]
      return image === undefined || digest === undefined ? null : { digest, platforms: [image.platform] }
    },
    pull: async (reference, _credentials, onLayers, signal) => {
      await calls.enter('pull', [reference], signal)
      const image = engine.registryImage(state, reference)
      if (image === undefined) throw new BerthError('image-not-found', { reference })
      const layer = { id: 'a1b2c3d4e5f6', totalBytes: image.sizeBytes }
      onLayers([{ ...layer, state: 'downloading', doneBytes: 0 }])
      if (reference.includes('@')) state.images.set(image.id, { ...image, tags: [], ...state.images.get(image.id) })
      else engine.tagImage(state, reference, image)
      onLayers([{ ...layer, state: 'done', doneBytes: image.sizeBytes }])
    },
    createEmptyImage: async (repository, tag, signal) => {
      await calls.enter('createEmptyImage', [repository, tag], signal)
      const id = `sha256:${engine.fakeId(nextNumber())}`
      const plain = { labels: {}, createdAtMs: null, sizeBytes: 0, platform: 'linux/amd64', config: {} }
      engine.tagImage(state, `${repository}:${tag}`, {
        id,
        tags: [],
        digests: [],
        behaviour: { kind: 'runs' },
        ...plain,
      })
      return id
    },
  }
}

function tags({ state, calls }: FakeParts): Pick<DockerClient, 'tagImage' | 'removeImageTag'> {
  return {
    tagImage: async (imageId, repository, tag, signal) => {
      await calls.enter('tagImage', [imageId, repository, tag], signal)
      const image = engine.imageOf(state, imageId)
      if (image === undefined) throw refused('tag image', `No such image: ${imageId}`, 404)
      engine.tagImage(state, `${repository}:${tag}`, image)
    },
    removeImageTag: async (reference, signal) => {
      await calls.enter('removeImageTag', [reference], signal)
      const image = [...state.images.values()].find(({ tags }) => tags.includes(reference))
      if (image === undefined) return false
      const used = [...state.containers.values()].some(({ observation }) => observation.imageId === image.id)
      if (used && image.tags.length === 1) throw refused('remove tag', 'a container is using its image', 409)
      engine.untagImage(state, reference, image)
      return true
    },
  }
}

function streams({ state, calls }: FakeParts): Pick<DockerClient, 'events' | 'logs'> {
  return {
    async *events(signal) {
      try {
        await calls.enter('events', [], signal)
      } catch (error) {
        if (signal.aborted) return
        throw error
      }
      const queue = createAsyncQueue<DockerEvent>(signal, () => state.listeners.delete(queue))
      state.listeners.add(queue)
      queue.push({ kind: 'daemon', action: 'subscribed', id: '', attributes: {}, timeMs: state.nowMs() })
      yield* queue.values
    },
    async *logs(containerId, options, signal) {
      await calls.enter('logs', [containerId, options], signal)
      const container = engine.containerOf(state, containerId)
      const since = options.since
      const matching = container.log.filter((line) => since === null || line.timestamp >= since)
      const tailed =
        options.tail === null || since !== null ? matching : matching.slice(Math.max(0, matching.length - options.tail))
      const until = options.until ?? null
      const past = tailed.filter((line) => until === null || line.timestamp <= until)
      const queue = createAsyncQueue<LogChunk>(signal, () => container.followers.delete(queue))
      for (const line of past) queue.push(engine.logChunk(line))
      container.followers.add(queue)
      if (!options.follow || container.observation.status !== 'running') queue.end()
      yield* queue.values
    },
  }
}

function carries(container: engine.FakeContainer, label: string | null): boolean {
  if (label === null) return true
  const [name = '', ...value] = label.split('=')
  const own = container.observation.labels[name]
  return own !== undefined && (value.length === 0 || own === value.join('='))
}

function listed(container: engine.FakeContainer): ListedContainer {
  const { id, name, labels, imageId, createdAtMs, status } = container.observation
  return { id, name, labels, imageId, createdAtMs, ports: status === 'running' ? publishedPorts(container) : [] }
}
