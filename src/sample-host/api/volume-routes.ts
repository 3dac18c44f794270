import { textIn } from '../engine/fields'
import { ensureVolume, getVolume, removeVolume, shownVolume } from '../engine/volumes'
import { randomId, type World } from '../engine/world'
import { hasLabel } from './container-routes'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'
import { readFilters } from './system-routes'

/** Volumes. */
export const volumeRoutes: readonly RouteEntry[] = [
  ['GET', '/volumes', listVolumes],
  ['POST', '/volumes/create', create],
  ['GET', '/volumes/:', (world, { answer }, [name = '']) => answer(200, shownVolume(getVolume(world, name)))],
  ['DELETE', '/volumes/:', remove],
]

function listVolumes(world: World, { query, answer }: Exchange): void {
  const { label = [] } = readFilters(query)
  const found = [...world.volumes.values()].filter(({ labels }) => label.every((wanted) => hasLabel(labels, wanted)))
  answer(200, { Volumes: found.map(shownVolume), Warnings: null })
}

async function create(world: World, { readJson, answer }: Exchange): Promise<void> {
  const body = await readJson()
  answer(201, shownVolume(ensureVolume(world, textIn(body, 'Name') || randomId(), body)))
}

function remove(world: World, { answer }: Exchange, [name = '']: readonly string[]): void {
  removeVolume(world, name)
  answer(204)
}
