import { useEffect, useState } from 'react'
import type { InterruptionView } from '../../../src/contract/interruption-view'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { SlotView } from '../../../src/domain/board'
import { useClient } from '../../client-context'
import { openDialog } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'

/** What is known of an interruption, and when it was read by this computer's clock. */
export type InterruptionState = {
  readonly view: InterruptionView | null
  readonly readAtMs: number
  readonly error: BerthErrorData | null
}

const readAgainMs = 5_000

/** See `InterruptionState`; read again while the page is open, as others may act and hearts may beat. */
export function useInterruption({ hostId, name, services, lock }: SlotView): InterruptionState {
  const client = useClient()
  const [state, setState] = useState<InterruptionState>({ view: null, readAtMs: 0, error: null })
  const [round, setRound] = useState(0)
  const containers = services.map(({ containerId, state: { kind } }) => `${containerId} ${kind}`).join('\n')
  const holder = lock?.deploymentId ?? ''
  useEffect(() => {
    const reading = new AbortController()
    client.request('read-interruption', { hostId, slot: name }, reading.signal).then(
      (view) => setState({ view, readAtMs: Date.now(), error: null }),
      (thrown: unknown) => !reading.signal.aborted && setState((last) => ({ ...last, error: toErrorData(thrown) })),
    )
    const timer = setTimeout(() => setRound((last) => last + 1), readAgainMs)
    return () => {
      clearTimeout(timer)
      reading.abort()
    }
  }, [client, hostId, name, containers, holder, round])
  return state
}

/** Taking a slot over. */
export type Takeover = {
  readonly take: (view: InterruptionView, choice: Choice, reason: string) => void
  /** When it was begun; null: it is not under way. */
  readonly sinceMs: number | null
  readonly error: BerthErrorData | null
}

/** One of the three ways on. */
export type Choice = InterruptionView['choices'][number]['choice']

/** See `Takeover`. The deployment that goes on takes over the screen. */
export function useTakeover(hostId: string): Takeover {
  const client = useClient()
  const by = useSettingsStore((state) => state.settings.personName)
  const [sinceMs, setSince] = useState<number | null>(null)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const take: Takeover['take'] = ({ slot, lockDeploymentId }, choice, reason) => {
    if (sinceMs !== null) return
    setSince(Date.now())
    setError(null)
    client
      .request('resolve-interruption', { hostId, slot, lockDeploymentId, choice, reason, by })
      .then(({ deploymentId }) => {
        if (deploymentId !== null) openDialog({ kind: 'deployment', deploymentId })
      })
      .catch((thrown: unknown) => setError(toErrorData(thrown)))
      .finally(() => setSince(null))
  }
  return { take, sinceMs, error }
}
