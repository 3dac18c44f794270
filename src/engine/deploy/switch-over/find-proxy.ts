import { z } from 'zod'
import { BerthError } from '../../../domain/berth-error'
import { displayText } from '../../../domain/display-text'
import { composeLabels } from '../../../domain/label-names'
import type { SwitchOverSpec } from '../../../domain/slots-file/service-spec'
import type { DockerClient, ListedContainer, RawInspect } from '../../ports'
import { parseInspect } from './parse-inspect'

/** The container that passes requests on, and where its upstream file lies. */
export type Proxy = {
  readonly id: string
  readonly name: string
  readonly isRunning: boolean
  /** The volume or bind mount that the file lies in, and the file's path below it. */
  readonly mountedAt: string
  readonly fileName: string
  /** Names of its networks; null: it uses the host's own and reaches them all. */
  readonly networks: readonly string[] | null
}

/** What a look for the proxy finds. */
export type ProxyLook =
  | { readonly kind: 'found'; readonly proxy: Proxy }
  | { readonly kind: 'missing' | 'file-not-mounted' | 'file-mounted-alone' | 'file-read-only' }

const inspectSchema = z.object({
  Id: z.string().min(1),
  Name: z.string(),
  State: z.looseObject({ Status: z.string() }),
  Mounts: z.array(z.looseObject({ Type: z.string(), Destination: z.string(), RW: z.boolean() })),
  HostConfig: z.looseObject({ NetworkMode: z.string(), Tmpfs: z.record(z.string(), z.unknown()).nullish() }),
  NetworkSettings: z.looseObject({ Networks: z.record(z.string(), z.unknown()).nullish() }),
})

/** Looks for the proxy: a container of the name, else the running container of the slot's service of that name. */
export async function findProxy(
  client: DockerClient,
  spec: Pick<SwitchOverSpec, 'container' | 'file'>,
  project: string,
  signal: AbortSignal,
): Promise<ProxyLook> {
  const listed = await client.listContainers(null, signal)
  const candidates = listed
    .filter((container) => isNamed(container, spec.container, project))
    .sort((one, other) => Number(other.name === spec.container) - Number(one.name === spec.container))
  const found = await Promise.all(candidates.map(({ id }) => inspectOrNull(client, id, signal)))
  const present = found.filter((inspect) => inspect !== null)
  const inspect = present.find(isRunning) ?? present[0]
  return inspect === undefined ? { kind: 'missing' } : proxyOf(inspect, spec.file)
}

/** Why nothing can be switched over through this proxy; null: it can. */
export function proxyProblem(look: ProxyLook, spec: Pick<SwitchOverSpec, 'container' | 'file'>): BerthError | null {
  const details = { proxy: displayText(spec.container, 80), file: displayText(spec.file, 160) }
  switch (look.kind) {
    case 'found':
      return look.proxy.isRunning ? null : new BerthError('proxy-stopped', details)
    case 'missing':
      return new BerthError('proxy-missing', details)
    case 'file-not-mounted':
      return new BerthError('proxy-file-not-mounted', details)
    case 'file-mounted-alone':
      return new BerthError('proxy-file-mounted-alone', details)
    case 'file-read-only':
      return new BerthError('proxy-file-read-only', details)
  }
}

function isNamed({ name, labels }: ListedContainer, wanted: string, project: string): boolean {
  const isService = labels[composeLabels.project] === project && labels[composeLabels.service] === wanted
  return name === wanted || (isService && labels[composeLabels.oneOff] !== 'True')
}

async function inspectOrNull(client: DockerClient, id: string, signal: AbortSignal): Promise<RawInspect | null> {
  try {
    return await client.inspectContainer(id, signal)
  } catch (error) {
    if (error instanceof BerthError && error.code === 'container-gone') return null
    throw error
  }
}

function isRunning(inspect: RawInspect): boolean {
  const parsed = inspectSchema.safeParse(inspect)
  return parsed.success && parsed.data.State.Status === 'running'
}

function proxyOf(inspect: RawInspect, file: string): ProxyLook {
  const { Id, Name, State, Mounts, HostConfig, NetworkSettings } = parseInspect(inspectSchema, inspect, 'inspect proxy')
  const memoryOnly = Object.keys(HostConfig.Tmpfs ?? {}).map((Destination) => ({
    Type: 'tmpfs',
    Destination,
    RW: true,
  }))
  const [mount] = [...Mounts, ...memoryOnly]
    .filter(({ Destination }) => file === Destination || file.startsWith(withSlash(Destination)))
    .sort((one, other) => other.Destination.length - one.Destination.length)
  if (mount === undefined || (mount.Type !== 'volume' && mount.Type !== 'bind')) return { kind: 'file-not-mounted' }
  if (mount.Destination === file) return { kind: 'file-mounted-alone' }
  if (!mount.RW) return { kind: 'file-read-only' }
  const proxy = {
    id: Id,
    name: Name.replace(/^\//, ''),
    isRunning: State.Status === 'running',
    mountedAt: mount.Destination,
    fileName: file.slice(withSlash(mount.Destination).length),
    networks: HostConfig.NetworkMode === 'host' ? null : Object.keys(NetworkSettings.Networks ?? {}),
  }
  return { kind: 'found', proxy }
}

function withSlash(directory: string): string {
  return directory.endsWith('/') ? directory : `${directory}/`
}
