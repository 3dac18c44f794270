import { compareNames } from './board-patch'
import type { DeployableService, OrderableService } from './deployable-slot'
import type { WantedService, WantedSlot } from './plan-input'

/** A service as a plan sees it: what is there, what is wanted, or both. */
export type PlannedPlace = OrderableService & {
  readonly present: DeployableService | null
  readonly wanted: WantedService | null
  readonly containerName: string
}

/** All services of a slot, those that are there and those that are wanted. What is wanted decides what depends on what. */
export function plannedPlaces(
  present: readonly DeployableService[],
  wanted: WantedSlot | null,
): readonly PlannedPlace[] {
  const known = present.map((service): PlannedPlace => {
    const wish = wanted?.services.get(service.name) ?? null
    const { name, label, containerName } = service
    return { name, label, containerName, present: service, wanted: wish, dependencies: (wish ?? service).dependencies }
  })
  const names = new Set(present.map(({ name }) => name))
  const added = [...(wanted?.services ?? [])].flatMap(([name, wish]): readonly PlannedPlace[] =>
    names.has(name) ? [] : [{ ...wish, name, present: null, wanted: wish }],
  )
  return [...known, ...added].sort((a, b) => compareNames(a.name, b.name))
}
