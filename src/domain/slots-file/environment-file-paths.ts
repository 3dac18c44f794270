import type { Position } from './file-node'
import { interpolateField } from './interpolate-node'
import { readEnvironmentFiles } from './read-environment'
import { readEntries } from './read-values'
import { createRemarks } from './remark'
import { openSource, slotLookup } from './slot-services'
import { sampleTag } from './read-slots-file'
import type { SlotsSource } from './slots-file'

/** An environment file that some slot's service names. */
export type EnvironmentFilePath = Position & {
  /** Relative to the compose file, without leaving its folder. */
  readonly path: string
  /** The key's place in words. */
  readonly place: string
}

/** All environment files that the services name, for every slot and colour; faults are told when the file is read. */
export function environmentFilePaths(source: SlotsSource): readonly EnvironmentFilePath[] {
  const remarks = createRemarks()
  const { root, extension } = openSource(source, remarks)
  const services = [...readEntries(readEntries(root).get('services')).values()]
  const fields = services.flatMap((service) => readEntries(service).get('env_file') ?? [])
  const paths = new Map<string, EnvironmentFilePath>()
  for (const entry of extension.slots) {
    for (const color of entry.hasColors ? (['blue', 'green'] as const) : [null]) {
      const lookup = slotLookup(source, entry, { tag: sampleTag, color }, remarks)
      for (const field of fields) {
        for (const { path, field: place } of readEnvironmentFiles(interpolateField(field, lookup))) {
          if (!paths.has(path)) paths.set(path, { path, ...place.at, place: place.path })
        }
      }
    }
  }
  return [...paths.values()]
}
