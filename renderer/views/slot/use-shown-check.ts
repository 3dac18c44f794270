import { useMemo, useState } from 'react'
import type { ServiceHealthView } from '../../../src/contract/health-contract'
import { type CheckPlace, checksInOrder, findCheck, firstShownCheck, nextFailedCheck, stepCheck } from './check-place'
import type { CheckActions } from './use-slot-keys'

/** The check whose output is shown: the one chosen, or where none is, the newest failed. */
export type ShownCheck = CheckActions & {
  readonly shown: CheckPlace | null
  readonly choose: (place: CheckPlace) => void
}

/** See `ShownCheck`. */
export function useShownCheck(services: readonly ServiceHealthView[]): ShownCheck {
  const [chosen, choose] = useState<CheckPlace | null>(null)
  const all = useMemo(() => checksInOrder(services), [services])
  const found = findCheck(all, chosen)
  const shown = found ?? firstShownCheck(all)
  return {
    shown,
    choose,
    step: (by) => choose(stepCheck(all, shown, by)),
    nextFailed: () => choose(nextFailedCheck(all, found) ?? shown),
  }
}
