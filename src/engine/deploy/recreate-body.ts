import { berthLabels, composeLabels } from '../../domain/label-names'
import type { ContainerCreateBody, RawInspect } from '../ports'
import { carriedMounts } from './carried-mounts'
import { containerNetworks, type NetworkConnection } from './container-networks'
import { hostConfigOf, readImageDefaults, readRawContainer, type RawContainer } from './raw-container'
import { subtractImageDefaults } from './subtract-image-defaults'

/** What the new container is to be. */
export type Wanted = {
  readonly reference: string
  readonly imageId: string
  /** The name it has in the end. */
  readonly lastingName: string
  /** Berth's own labels. */
  readonly labels: Readonly<Record<string, string>>
  /** New containers of this deployment by the ID of the old one they replace. */
  readonly replacements: ReadonlyMap<string, string>
}

/** How to make a container like another one. */
export type Recreation = {
  readonly body: ContainerCreateBody
  /** To be connected after it was created and before it is started. */
  readonly otherNetworks: readonly NetworkConnection[]
}

/**
 * The body for a container like `old` on another image: what `old` has from its image alone is left out (`oldImage` is
 * the whole inspect of the image it runs), what Docker made up for it (names, addresses) as well. Pure.
 */
export function recreateBody(old: RawInspect, oldImage: RawInspect, wanted: Wanted): Recreation {
  const container = readRawContainer(old)
  const config = subtractImageDefaults(withoutOwnHostname(container).Config, readImageDefaults(oldImage))
  const { first, others } = containerNetworks(container, wanted.lastingName)
  const body = {
    ...config,
    Image: wanted.reference,
    Labels: { ...carriedLabels(config['Labels'] as Record<string, string>), ...newLabels(container, wanted) },
    HostConfig: hostConfig(container, hostConfigOf(old), wanted),
    ...(first === null ? {} : { NetworkingConfig: { EndpointsConfig: { [first.network]: first.endpoint } } }),
  }
  return { body, otherNetworks: others }
}

/** Docker names a container's host after its ID, or after the container whose network it uses. */
function withoutOwnHostname(container: RawContainer): RawContainer {
  const { Config, HostConfig, Id } = container
  const isMadeUp = Config.Hostname === Id.slice(0, 12) || HostConfig.NetworkMode.startsWith('container:')
  return isMadeUp ? { ...container, Config: { ...Config, Hostname: '' } } : container
}

/** What told of the old container's image does not tell of the new one's. */
function carriedLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== berthLabels.reference))
}

/** Compose's label of the image follows the image; its others stay. */
function newLabels(container: RawContainer, wanted: Wanted): Readonly<Record<string, string>> {
  const known = container.Config.Labels[composeLabels.image] !== undefined
  return { ...(known ? { [composeLabels.image]: wanted.imageId } : {}), ...wanted.labels }
}

function hostConfig(
  container: RawContainer,
  raw: Readonly<Record<string, unknown>>,
  { replacements }: Wanted,
): Readonly<Record<string, unknown>> {
  const { VolumesFrom: _from, ContainerIDFile: _file, ...kept } = raw
  const { Links } = container.HostConfig
  return {
    ...kept,
    ...Object.fromEntries(
      ['NetworkMode', 'IpcMode', 'PidMode'].flatMap((key) => followed(key, raw[key], replacements)),
    ),
    ...(Links === null ? {} : { Links: Links.map(asGiven) }),
    Mounts: carriedMounts(container),
  }
}

/** Modes that name a container that is replaced as well name the new one. */
function followed(
  key: string,
  mode: unknown,
  replacements: Wanted['replacements'],
): readonly (readonly [string, string])[] {
  if (typeof mode !== 'string' || !mode.startsWith('container:')) return []
  const id = mode.slice('container:'.length)
  return [[key, `container:${replacements.get(id) ?? id}`]]
}

/** Inspect shows `/other:/this/alias` for a link that was given as `other:alias`. */
function asGiven(link: string): string {
  const [target = '', alias = ''] = link.split(':')
  return `${target.replace(/^\//, '')}:${alias.slice(alias.lastIndexOf('/') + 1)}`
}
