import { useCallback, useEffect, useState } from 'react'
import type { KeptRelease, ReleaseComparison } from '../../../src/contract/kept-release'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'
import { canRollBackTo } from './kept-filter'

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

/** How a release's settings differ from those of now. */
export type ComparisonState =
  | { readonly kind: 'found'; readonly comparison: ReleaseComparison }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** What is known so far, by the release's id. */
export type Comparisons = ReadonlyMap<string, ComparisonState>

/**
 * The settings of each release that can be chosen against those of now, one after the other, the newest first: each is a
 * read on the host. Give `releases` one identity for as long as they are the same.
 */
export function useComparisons({ hostId, slot }: SlotAddress, releases: readonly KeptRelease[]): Comparisons {
  const client = useClient()
  const [known, setKnown] = useState<{ readonly of: readonly KeptRelease[]; readonly comparisons: Comparisons }>(none)
  useEffect(() => {
    const comparing = new AbortController()
    const compare = async (): Promise<void> => {
      const comparisons = new Map<string, ComparisonState>()
      for (const { releaseId } of releases.filter(canRollBackTo)) {
        const state = await client.request('compare-release', { hostId, slot, releaseId }, comparing.signal).then(
          (comparison): ComparisonState => ({ kind: 'found', comparison }),
          (thrown: unknown): ComparisonState => ({ kind: 'failed', error: toErrorData(thrown) }),
        )
        if (comparing.signal.aborted) return
        comparisons.set(releaseId, state)
        setKnown({ of: releases, comparisons: new Map(comparisons) })
      }
    }
    void compare()
    return () => comparing.abort()
  }, [client, hostId, slot, releases])
  return known.of === releases ? known.comparisons : none.comparisons
}

const none = { of: [], comparisons: new Map<string, ComparisonState>() }
