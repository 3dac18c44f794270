import { posix } from 'node:path'
import type { Container } from './container'
import { mergedConfig } from './container-config'
import { tell } from './container-life'
import { createContainerLog } from './container-log'
import { joinNetwork } from './container-networks'
import { type Fields, fieldsOf, listIn, textIn, textsIn } from './fields'
import { FileTree } from './file-tree'
import type { Mount } from './mounted-files'
import { Refusal } from './refusal'
import { ensureVolume } from './volumes'
import { findNetwork, randomId, type World } from './world'

/** Makes a container that does not run yet. */
export function createContainer(world: World, asked: string, body: Fields, createdAtMs = Date.now()): Container {
  const id = randomId()
  const name = nameOf(world, asked, id)
  const reference = textIn(body, 'Image')
  const { image } = world.images.get(reference)
  const config = mergedConfig(body, image.defaults, id)
  const hostConfig = hostConfigOf(fieldsOf(body['HostConfig']))
  const container: Container = {
    id,
    name,
    image,
    reference,
    createdAtMs,
    config,
    hostConfig,
    networks: new Map(),
    mounts: mountsOf(world, hostConfig, fieldsOf(image.defaults['Volumes'])),
    files: new FileTree(),
    log: createContainerLog(),
    status: 'created',
    health: null,
    pid: 0,
    exitCode: 0,
    isOutOfMemory: false,
    startedAtMs: null,
    finishedAtMs: null,
    restartCount: 0,
    startError: '',
    run: null,
    workers: [],
  }
  joinFirst(world, container, body)
  world.containers.set(id, container)
  tell(world, container, 'create')
  return container
}

/** The name is what makes a container a lock: of two at once one is refused. */
function nameOf(world: World, asked: string, id: string): string {
  const name = asked.replace(/^\//, '') || `sample_${id.slice(0, 8)}`
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
    throw new Refusal(400, `Invalid container name (${asked}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`)
  }
  refuseTaken(world, name)
  return name
}

/** Refused with 409 where a container has the name. */
export function refuseTaken(world: World, name: string): void {
  const holder = [...world.containers.values()].find((container) => container.name === name)
  if (holder === undefined) return
  const what = `The container name "/${name}" is already in use by container "${holder.id}"`
  throw new Refusal(
    409,
    `Conflict. ${what}. You have to remove (or rename) that container to be able to reuse that name.`,
  )
}

function hostConfigOf(asked: Fields): Fields {
  const policy = fieldsOf(asked['RestartPolicy'])
  const RestartPolicy = { Name: textIn(policy, 'Name'), MaximumRetryCount: policy['MaximumRetryCount'] ?? 0 }
  return {
    Memory: 0,
    LogConfig: { Type: 'json-file', Config: {} },
    AutoRemove: false,
    Binds: null,
    PortBindings: {},
    ...asked,
    NetworkMode: textIn(asked, 'NetworkMode') || 'default',
    RestartPolicy,
  }
}

function joinFirst(world: World, container: Container, body: Fields): void {
  const mode = textIn(container.hostConfig, 'NetworkMode')
  if (body['NetworkDisabled'] === true || mode.startsWith('container:')) return
  const endpoints = Object.entries(fieldsOf(fieldsOf(body['NetworkingConfig'])['EndpointsConfig']))
  const [name, settings] = endpoints[0] ?? [mode === 'default' ? 'bridge' : mode, {}]
  const network = findNetwork(world, name)
  // Docker finds out as it starts.
  if (network !== null) joinNetwork(world, container, network, fieldsOf(settings))
  else if (endpoints.length > 0) throw new Refusal(404, `network ${name} not found`)
}

function mountsOf(world: World, hostConfig: Fields, ofImage: Fields): readonly Mount[] {
  const named = listIn(hostConfig, 'Mounts')
    .filter((mount) => textIn(mount, 'Type') === 'volume')
    .map((mount) => mountOf(textIn(mount, 'Source'), textIn(mount, 'Target'), mount['ReadOnly'] === true))
  const bound = (textsIn(hostConfig, 'Binds') ?? []).flatMap((bind) => {
    const [source = '', target = '', mode = ''] = bind.split(':')
    return source.startsWith('/') ? [] : [mountOf(source, target, mode.split(',').includes('ro'))]
  })
  const given = [...named, ...bound]
  const left = Object.keys(ofImage).filter((target) =>
    given.every((mount) => mount.target !== posix.resolve('/', target)),
  )
  const mounts = [...given, ...left.map((target) => mountOf('', target, false))]
  for (const { volume } of mounts) ensureVolume(world, volume, {})
  return mounts
}

function mountOf(source: string, target: string, isReadOnly: boolean): Mount {
  const isAnonymous = source === ''
  return { volume: isAnonymous ? randomId() : source, target: posix.resolve('/', target), isReadOnly, isAnonymous }
}
