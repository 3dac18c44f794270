import { useEffect, useState } from 'react'
import type { PlanComparison } from '../../../src/contract/plan-comparison'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Operation } from '../../../src/domain/operation'
import type { Plan } from '../../../src/domain/plan'
import { useClient } from '../../client-context'
import type { PlanState } from './use-plan'

/** What is known of what a plan changes. `none`: there is no plan that makes new containers. */
export type ComparisonState =
  | { readonly kind: 'none' }
  | { readonly kind: 'comparing' }
  | { readonly kind: 'found'; readonly comparison: PlanComparison }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

const none: ComparisonState = { kind: 'none' }

/** Compares once the plan is there: it waits for nobody, and nobody waits for the comparison. */
export function useComparison(operation: Operation | null, state: PlanState): ComparisonState {
  const client = useClient()
  const plan = state.kind === 'ready' ? state.plan : null
  const isWanted = makesNew(plan)
  const [answer, setAnswer] = useState<{ readonly of: object; readonly state: ComparisonState } | null>(null)
  useEffect(() => {
    if (plan === null || operation === null || !isWanted) return undefined
    const comparing = new AbortController()
    const { hostId, slot } = plan
    const tell = (next: ComparisonState): void => {
      if (!comparing.signal.aborted) setAnswer({ of: plan, state: next })
    }
    client.request('compare-operation', { hostId, slot, operation }, comparing.signal).then(
      (comparison) => tell({ kind: 'found', comparison }),
      (thrown: unknown) => tell({ kind: 'failed', error: toErrorData(thrown) }),
    )
    return () => comparing.abort()
  }, [client, operation, plan, isWanted])
  if (plan === null || !isWanted) return none
  return answer?.of === plan ? answer.state : { kind: 'comparing' }
}

/** Compares what a deployment that is over came from with what it brought, as far as that was recorded. */
export function usePastComparison(hostId: string, deploymentId: string, plan: Plan | null): ComparisonState {
  const client = useClient()
  const isWanted = makesNew(plan)
  const [answer, setAnswer] = useState<{ readonly of: string; readonly state: ComparisonState } | null>(null)
  useEffect(() => {
    if (!isWanted) return undefined
    const comparing = new AbortController()
    const tell = (state: ComparisonState): void => {
      if (!comparing.signal.aborted) setAnswer({ of: deploymentId, state })
    }
    client.request('compare-deployment', { hostId, deploymentId }, comparing.signal).then(
      (comparison) => tell({ kind: 'found', comparison }),
      (thrown: unknown) => tell({ kind: 'failed', error: toErrorData(thrown) }),
    )
    return () => comparing.abort()
  }, [client, hostId, deploymentId, isWanted])
  if (!isWanted) return none
  return answer?.of === deploymentId ? answer.state : { kind: 'comparing' }
}

function makesNew(plan: Plan | null): boolean {
  return plan?.services.some(({ change }) => change.kind === 'replace' || change.kind === 'create') === true
}

/** The comparison, where there is one. */
export function comparisonIn(state: ComparisonState): PlanComparison | null {
  return state.kind === 'found' ? state.comparison : null
}
