import type { PlannedService } from './plan'
import type { PlanInput } from './plan-input'
import type { PlannedPlace } from './planned-places'
import { runningImage } from './running-image'
import { productServices } from './slot-release'

/**
 * The tags that a rollback goes away from, and that are held from then on: of the product's services that give way. The same
 * tag's older image is gone back to as well: the next build of that branch would undo it. Putting back what was deployed
 * last is no going back.
 */
export function plannedHolds(
  planned: readonly PlannedService[],
  places: readonly PlannedPlace[],
  { operation, currentReleaseId, images, readKickoff }: PlanInput,
): readonly string[] {
  if (operation.kind !== 'rollback' || operation.releaseId === currentReleaseId) return []
  const replaced = new Set(planned.flatMap(({ name, change }) => (change.kind === 'replace' ? name : [])))
  const leaving = places.flatMap(({ name, present }) => {
    if (present === null || !replaced.has(name)) return []
    const { container } = present
    return [{ container, image: runningImage(container, images.get(container.imageId), readKickoff) }]
  })
  return [...new Set(productServices(leaving).flatMap(({ image }) => image.tag ?? []))]
}
