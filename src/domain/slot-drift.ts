import type { DerivedService } from './derive-service'
import { displayText } from './display-text'
import type { Drift, StrayUpstream } from './drift'
import type { Release } from './ledger/release'

/**
 * What differs between a slot's containers and the release that the ledger has last (nothing where there is none), and
 * proxies that do not lead to the containers that run now.
 */
export function slotDrift(
  services: readonly DerivedService[],
  left: Release | null,
  strays: readonly StrayUpstream[],
): readonly Drift[] {
  const running = new Set(services.flatMap(({ container }) => (container.status === 'running' ? container.id : [])))
  const astray = strays.filter(({ containerId }) => running.has(containerId)).map(({ drift }) => drift)
  return [...containerDrift(services, left), ...astray]
}

function containerDrift(services: readonly DerivedService[], left: Release | null): readonly Drift[] {
  if (left === null || services.length === 0) return []
  const differing = left.services.flatMap((entry): readonly Drift[] => {
    const service = displayText(entry.service)
    const now = services.find(({ view }) => view.name === entry.service)
    if (now === undefined) return [{ service, kind: 'gone' }]
    if (now.container.imageId !== entry.imageId) return [{ service, kind: 'image' }]
    return now.container.id === entry.containerId ? [] : [{ service, kind: 'recreated' }]
  })
  const known = new Set(left.services.map(({ service }) => service))
  const added = services.filter(({ view }) => !known.has(view.name))
  return [...differing, ...added.map(({ view }): Drift => ({ service: view.name, kind: 'added' }))]
}
