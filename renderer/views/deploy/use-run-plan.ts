import { useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Operation } from '../../../src/domain/operation'
import type { Plan } from '../../../src/domain/plan'
import { useClient } from '../../client-context'
import { openDialog } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'

/** Carrying out the plan on screen. `isOutdated`: the slot had changed, and the plan shown now is a new one. */
export type PlanRun = {
  readonly run: (plan: Plan) => void
  readonly isStarting: boolean
  readonly isOutdated: boolean
  readonly error: BerthErrorData | null
}

/** See `PlanRun`. Once the deployment has an id its dialog takes over; an outdated plan is made anew and asked for again. */
export function useRunPlan(operation: Operation | null, replan: () => void): PlanRun {
  const client = useClient()
  const by = useSettingsStore((state) => state.settings.personName)
  const [isStarting, setStarting] = useState(false)
  const [refusal, setRefusal] = useState<{
    readonly operation: Operation | null
    readonly error: BerthErrorData
  } | null>(null)
  const run = (plan: Plan): void => {
    if (isStarting) return
    setStarting(true)
    setRefusal(null)
    const { hostId, slot, fingerprint } = plan
    client
      .request('run-operation', { hostId, slot, operation: plan.operation, fingerprint, by })
      .then(({ deploymentId }) => openDialog({ kind: 'deployment', deploymentId }))
      .catch((thrown: unknown) => {
        const error = toErrorData(thrown)
        setRefusal({ operation, error })
        if (error.code === 'plan-outdated') replan()
      })
      .finally(() => setStarting(false))
  }
  // What was said about one operation says nothing about the next.
  const error = refusal !== null && refusal.operation === operation ? refusal.error : null
  const isOutdated = error?.code === 'plan-outdated'
  return { run, isStarting, isOutdated, error: isOutdated ? null : error }
}
