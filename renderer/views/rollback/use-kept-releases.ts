import { useCallback, useEffect, useState } from 'react'
import type { KeptRelease, ReleaseComparison } from '../../../src/contract/kept-release'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'

/** What the host keeps of a slot, as far as it is known. */
export type KeptState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'found'; readonly releases: readonly KeptRelease[]; readonly diskBytes: number }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** See `KeptState`; read when the dialog opens and when it is asked for again. */
export function useKeptReleases({ hostId, slot }: SlotAddress): KeptState & { readonly retry: () => void } {
  const client = useClient()
  const [state, setState] = useState<KeptState>({ kind: 'loading' })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const reading = new AbortController()
    client.request('list-kept-releases', { hostId, slot }, reading.signal).then(
      (reply) => setState({ kind: 'found', ...reply }),
      (thrown: unknown) => !reading.signal.aborted && setState({ kind: 'failed', error: toErrorData(thrown) }),
    )
    return () => reading.abort()
  }, [client, hostId, slot, round])
  return { ...state, retry: useCallback(() => setRound((last) => last + 1), []) }
}

/** How a release's settings differ from those of now; null while they are compared. */
export type ComparisonState =
  | { readonly kind: 'found'; readonly comparison: ReleaseComparison }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** See `ComparisonState`. */
export function useComparison({ hostId, slot }: SlotAddress, releaseId: string | null): ComparisonState | null {
  const client = useClient()
  const [answer, setAnswer] = useState<{ readonly releaseId: string; readonly state: ComparisonState } | null>(null)
  useEffect(() => {
    if (releaseId === null) return undefined
    const comparing = new AbortController()
    const tell = (state: ComparisonState): void => {
      if (!comparing.signal.aborted) setAnswer({ releaseId, state })
    }
    client.request('compare-release', { hostId, slot, releaseId }, comparing.signal).then(
      (comparison) => tell({ kind: 'found', comparison }),
      (thrown: unknown) => tell({ kind: 'failed', error: toErrorData(thrown) }),
    )
    return () => comparing.abort()
  }, [client, hostId, slot, releaseId])
  return answer !== null && answer.releaseId === releaseId ? answer.state : null
}
