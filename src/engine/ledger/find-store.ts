import { berthLabels } from '../../domain/label-names'
import type { DockerClient, ListedContainer, VolumeObservation } from '../ports'
import type { StoreKind } from './store-kind'

/** Where the records lie in a store's container: its volume. */
export const recordsDirectory = '/records'

/** One container with its volume: the store, or what a compaction that was cut off left of it. */
export type StorePlace = {
  readonly containerId: string
  /** Counts up with each compaction; part of the volume's name. */
  readonly generation: number
}

/** What a host has of a store. */
export type FoundStore = {
  /** The container under the lasting name; null where there is none (yet, or in the middle of a swap). */
  readonly present: StorePlace | null
  /** Other containers of the store, newest generation last: before and after a swap. */
  readonly others: readonly (StorePlace & { readonly isOld: boolean })[]
  /** Held while somebody compacts or repairs. */
  readonly lock: ListedContainer | null
}

export const lockNameOf = (kind: StoreKind): string => `${kind.name}-lock`
export const volumeNameOf = (kind: StoreKind, generation: number): string => `${kind.name}-${generation}`
export const newNameOf = (kind: StoreKind, generation: number): string => `${kind.name}.new-${generation}`
export const oldNameOf = (kind: StoreKind, generation: number): string => `${kind.name}.old-${generation}`

/** Looks what there is, in one call that changes nothing. */
export async function findStore(client: DockerClient, kind: StoreKind, signal: AbortSignal): Promise<FoundStore> {
  const listed = await client.listContainers(kind.label, signal)
  const places = listed.filter(({ labels }) => labels[kind.label] === '1')
  const present = places.find(({ name }) => name === kind.name)
  const others = places.filter(({ id }) => id !== present?.id)
  return {
    present: present === undefined ? null : placeOf(present),
    others: others
      .map((container) => ({ ...placeOf(container), isOld: container.name.startsWith(`${kind.name}.old-`) }))
      .sort((a, b) => a.generation - b.generation),
    lock: listed.find(({ name }) => name === lockNameOf(kind)) ?? null,
  }
}

/** Generations whose volume is there and whose container isn't: somebody pruned containers. Oldest first. */
export async function orphanVolumes(
  client: DockerClient,
  kind: StoreKind,
  found: FoundStore,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const used = new Set([found.present, ...found.others].flatMap((place) => place?.generation ?? []))
  const volumes = await client.listVolumes(`${kind.label}=1`, signal)
  return volumes
    .map((volume) => ({ name: volume.name, generation: generationOf(volume) }))
    .filter(({ generation, name }) => name === volumeNameOf(kind, generation) && !used.has(generation))
    .map(({ generation }) => generation)
    .sort((a, b) => a - b)
}

function placeOf(container: ListedContainer): StorePlace {
  return { containerId: container.id, generation: generationOf(container) }
}

function generationOf({ labels }: Pick<ListedContainer | VolumeObservation, 'labels'>): number {
  const generation = Number.parseInt(labels[berthLabels.storeGeneration] ?? '', 10)
  return Number.isSafeInteger(generation) && generation > 0 ? generation : 1
}
