import { useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Hold } from '../../../src/domain/hold'
import { useClient } from '../../client-context'
import { closeDialog, type SlotAddress } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'
import { offerUndo } from '../../stores/undo-store'

/** Lifting the holds on screen. `reason` may stay empty. */
export type Lift = {
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly isLifting: boolean
  readonly error: BerthErrorData | null
  readonly go: () => void
}

/** See `Lift`. The dialog closes once they are lifted. */
export function useLift({ hostId, slot }: SlotAddress, holds: readonly Hold[]): Lift {
  const client = useClient()
  const by = useSettingsStore((state) => state.settings.personName)
  const [reason, setReason] = useState('')
  const [isLifting, setLifting] = useState(false)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const go = (): void => {
    if (isLifting) return
    setLifting(true)
    setError(null)
    client
      .request('lift-holds', { hostId, slot, holdIds: holds.map(({ holdId }) => holdId), reason, by })
      .then(() => {
        closeDialog()
        const lifted = holds.map(({ tag, deploymentId }) => ({ tag, deploymentId }))
        // What was recorded stays: the way back is to hold it once more.
        offerUndo({ word: 'holdLifted', names: { slot } }, () =>
          client.request('hold-again', { hostId, slot, holds: lifted, by }),
        )
      })
      .catch((thrown: unknown) => setError(toErrorData(thrown)))
      .finally(() => setLifting(false))
  }
  return { reason, setReason, isLifting, error, go }
}
