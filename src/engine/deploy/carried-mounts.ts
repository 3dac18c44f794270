import type { RawContainer, RawMount } from './raw-container'

/** A volume that nobody named: Docker gave it 64 digits. */
const anonymousName = /^[0-9a-f]{64}$/

/** How many of a container's volumes have no name of their own. */
export function countAnonymousVolumes(container: RawContainer): number {
  return container.Mounts.filter(({ Type, Name }) => Type === 'volume' && anonymousName.test(Name)).length
}

/** A container's volumes without a name, by their places in it. */
export function anonymousVolumeNames(container: RawContainer): ReadonlyMap<string, string> {
  const nameless = container.Mounts.filter(({ Type, Name }) => Type === 'volume' && anonymousName.test(Name))
  return new Map(nameless.map(({ Destination, Name }) => [Destination, Name]))
}

/**
 * `HostConfig.Mounts` of the new container: the old one's, and by name whatever else is mounted in it in fact: volumes
 * without a name, and what came from other containers (`volumes_from`), which may be gone when it is made.
 */
export function carriedMounts(container: RawContainer): readonly RawMount[] {
  const { Binds, Mounts, Tmpfs } = container.HostConfig
  const declared = Mounts.map((mount) => {
    const isNameless = mount.Type === 'volume' && mount.Source === ''
    const actual = container.Mounts.find(({ Type, Destination }) => Type === 'volume' && Destination === mount.Target)
    return isNameless && actual !== undefined ? { ...mount, Source: actual.Name } : mount
  })
  const covered = new Set([
    ...Mounts.map(({ Target }) => Target),
    ...(Binds ?? []).map(bindTarget),
    ...Object.keys(Tmpfs),
  ])
  const more = container.Mounts.filter(({ Destination }) => !covered.has(Destination)).flatMap(asMount)
  return [...declared, ...more]
}

function asMount({ Type, Name, Source, Destination, RW }: RawContainer['Mounts'][number]): readonly RawMount[] {
  if (Type !== 'volume' && Type !== 'bind') return []
  const readOnly = RW === false ? { ReadOnly: true } : {}
  return [{ Type, Source: Type === 'volume' ? Name : Source, Target: Destination, ...readOnly }]
}

/** `source:target[:options]` or a target alone. */
function bindTarget(bind: string): string {
  const [first = '', second] = bind.split(':')
  return second ?? first
}
