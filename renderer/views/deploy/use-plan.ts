import { useCallback, useEffect, useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Operation } from '../../../src/domain/operation'
import type { Plan } from '../../../src/domain/plan'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'

/** How far the plan is. `none`: nothing is chosen yet. */
export type PlanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'planning'; readonly sinceMs: number }
  | { readonly kind: 'ready'; readonly plan: Plan }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** Typing and arrow keys run through several choices: only one that lasts is asked for. */
const choicePauseMs = 250

/** The plan for an operation, made anew whenever the operation changes or `replan` is called. Memoise the operation. */
export function usePlan(address: SlotAddress, operation: Operation | null): { state: PlanState; replan: () => void } {
  const client = useClient()
  const { hostId, slot } = address
  const [round, setRound] = useState(0)
  const [state, setState] = useState<PlanState>({ kind: 'none' })
  useEffect(() => {
    if (operation === null) return setState({ kind: 'none' })
    const planning = new AbortController()
    setState({ kind: 'planning', sinceMs: Date.now() })
    const ask = (): void => {
      client.request('plan-operation', { hostId, slot, operation }, planning.signal).then(
        (plan) => setState({ kind: 'ready', plan }),
        (thrown: unknown) => !planning.signal.aborted && setState({ kind: 'failed', error: toErrorData(thrown) }),
      )
    }
    const timer = setTimeout(ask, choicePauseMs)
    return () => {
      clearTimeout(timer)
      planning.abort()
    }
  }, [client, hostId, slot, operation, round])
  return { state, replan: useCallback(() => setRound((last) => last + 1), []) }
}
