import type { LayerProgress } from '../../domain/deployment'
import type { Plan } from '../../domain/plan'
import { isChange } from '../../domain/plan-deployment'
import type { ServiceActivity } from '../../domain/slot-activity'

/** What a service's cell says before anything has happened. */
export function firstActivities(plan: Plan): readonly (readonly [string, ServiceActivity])[] {
  return plan.services.map(({ name, change }) => [name, { kind: isChange(change) ? 'waiting' : 'unchanged' }])
}

/** A pull in bytes, over all layers that were not on the host. */
export function pullActivity(layers: readonly LayerProgress[]): ServiceActivity {
  const fetched = layers.filter(({ state }) => state !== 'exists')
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  return {
    kind: 'pulling',
    doneBytes: sum(fetched.map(({ doneBytes }) => doneBytes)),
    totalBytes: sum(fetched.map(({ totalBytes }) => totalBytes)),
  }
}
