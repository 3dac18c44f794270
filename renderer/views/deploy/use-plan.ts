import { useCallback, useEffect, useMemo, useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Operation } from '../../../src/domain/operation'
import type { Plan } from '../../../src/domain/plan'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import type { SlotAddress } from '../../stores/navigation-store'

/** How far the plan is. `none`: nothing is chosen yet. */
export type PlanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'planning' }
  | { readonly kind: 'ready'; readonly plan: Plan }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** Typing and arrow keys run through several choices: only one that lasts is asked for. */
const choicePauseMs = 250

/** The plan for an operation, made anew whenever the operation changes or `replan` is called. Memoise the operation. */
export function usePlan(address: SlotAddress, operation: Operation | null): { state: PlanState; replan: () => void } {
  const client = useClient()
  const { hostId, slot } = address
  const [round, setRound] = useState(0)
  const asked = useMemo(() => ({ hostId, slot, operation, round }), [hostId, slot, operation, round])
  const [answer, setAnswer] = useState<{ readonly asked: object; readonly state: PlanState } | null>(null)
  useEffect(() => {
    const { operation: wanted } = asked
    if (wanted === null) return undefined
    const planning = new AbortController()
    const ask = (): void => {
      const body = { hostId: asked.hostId, slot: asked.slot, operation: wanted }
      client
        .request('plan-operation', body, planning.signal)
        .then((plan): PlanState => ({ kind: 'ready', plan }))
        .catch((thrown: unknown): PlanState => ({ kind: 'failed', error: toErrorData(thrown) }))
        .then((state) => !planning.signal.aborted && setAnswer({ asked, state }))
        .catch(reportError)
    }
    const timer = setTimeout(ask, choicePauseMs)
    return () => {
      clearTimeout(timer)
      planning.abort()
    }
  }, [client, asked])
  const state: PlanState = answer?.asked === asked ? answer.state : { kind: operation === null ? 'none' : 'planning' }
  return { state, replan: useCallback(() => setRound((last) => last + 1), []) }
}
