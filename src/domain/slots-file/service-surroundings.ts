import type { VariableLookup } from './interpolate-text'
import type { NetworkSpec, VolumeSpec } from './network-and-volume-spec'
import type { EnvironmentFile } from './parse-environment-file'

/** What the reading of a service needs to know beside the service itself. */
export type ServiceSurroundings = {
  readonly slot: string
  readonly lookup: VariableLookup
  /** One of the bundle's files, read for this slot; null where there is none of that relative path. */
  readonly environmentFile: (path: string) => EnvironmentFile | null
  /** `x-berth.directory`: where relative bind paths begin on the host. */
  readonly directory: string | null
  readonly volumes: ReadonlyMap<string, VolumeSpec>
  readonly networks: ReadonlyMap<string, NetworkSpec>
}
