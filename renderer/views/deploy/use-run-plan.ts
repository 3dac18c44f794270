import { useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Operation } from '../../../src/domain/operation'
import type { Plan } from '../../../src/domain/plan'
import { useClient } from '../../client-context'
import { openDialog } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'
import type { PlanState } from './use-plan'

/** Carrying out the plan on screen. `isOutdated`: the slot had changed, and the plan shown now is a new one. */
export type PlanRun = {
  readonly run: (plan: Plan) => void
  readonly isStarting: boolean
  readonly isOutdated: boolean
  readonly error: BerthErrorData | null
  readonly consent: Consent
  readonly setConsent: (consent: Consent) => void
  /** Whether what is held since a rollback is deployed knowingly. */
  readonly isLifting: boolean
  readonly setLifting: (isLifting: boolean) => void
  /** What a knowing yes still lacks; null: nothing, or none is needed. `lift`: the one to what is held. */
  readonly missing: 'tick' | 'reason' | 'lift' | null
}

/** The yes to going over somebody else's reservation, and why. */
export type Consent = { readonly ticked: boolean; readonly reason: string }

const noConsent: Consent = { ticked: false, reason: '' }

/** See `PlanRun`. Once the deployment has an id its dialog takes over; an outdated plan is made anew and asked for again. */
export function useRunPlan(operation: Operation | null, state: PlanState, replan: () => void): PlanRun {
  const client = useClient()
  const by = useSettingsStore((state) => state.settings.personName)
  const [isStarting, setStarting] = useState(false)
  const [refusal, setRefusal] = useState<{
    readonly operation: Operation | null
    readonly error: BerthErrorData
  } | null>(null)
  const reservationId = reservationIn(state)
  const [given, setGiven] = useState<{ readonly reservationId: string | null; readonly consent: Consent } | null>(null)
  // A yes to one reservation is none to the next.
  const consent = given !== null && given.reservationId === reservationId ? given.consent : noConsent
  const over = reservationId === null ? null : { reservationId, reason: consent.reason.trim() }
  const { isLifting, setLifting, holdIds } = useLifting(state)
  const lift = holdIds.length === 0 || !isLifting ? null : { holdIds: [...holdIds], reason: '' }
  const run = (plan: Plan): void => {
    if (isStarting) return
    setStarting(true)
    setRefusal(null)
    const { hostId, slot, fingerprint } = plan
    client
      .request('run-operation', { hostId, slot, operation: plan.operation, fingerprint, by, over, lift })
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
  return {
    run,
    isStarting,
    isOutdated,
    error: isOutdated ? null : error,
    consent,
    setConsent: (next) => setGiven({ reservationId, consent: next }),
    isLifting,
    setLifting,
    missing: (reservationId === null ? null : missingOf(consent)) ?? (holdIds.length > 0 && !isLifting ? 'lift' : null),
  }
}

/** The yes to deploying what is held: to those holds that were on screen, and to no others. */
function useLifting(
  state: PlanState,
): Pick<PlanRun, 'isLifting' | 'setLifting'> & { readonly holdIds: readonly string[] } {
  const [given, setGiven] = useState<string | null>(null)
  const holdIds =
    state.kind === 'ready' ? state.plan.warnings.flatMap((one) => (one.kind === 'held' ? one.holdIds : [])) : []
  const asked = holdIds.join(' ')
  return {
    isLifting: given === asked,
    setLifting: (isLifting) => setGiven(isLifting ? asked : null),
    holdIds,
  }
}

function reservationIn(state: PlanState): string | null {
  if (state.kind !== 'ready') return null
  const warning = state.plan.warnings.find(({ kind }) => kind === 'reserved')
  return warning?.kind === 'reserved' ? warning.reservationId : null
}

function missingOf({ ticked, reason }: Consent): PlanRun['missing'] {
  if (!ticked) return 'tick'
  return reason.trim() === '' ? 'reason' : null
}
