import { useEffect, useMemo, useState } from 'react'
import { hearReleases, type HeardReleases, nothingHeard } from '../../../src/contract/heard-releases'
import type { KickoffReading, ReleaseOption, ReleaseSource } from '../../../src/contract/release-option'
import { orderReleases } from '../../../src/contract/release-order'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { ReleaseOrder } from '../../../src/domain/settings'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'

type Found = {
  readonly kind: 'found'
  readonly heard: HeardReleases
  readonly sources: readonly ReleaseSource[]
  readonly kickoffs: KickoffReading | null
}

/** What there is for a slot, where it was looked for, and how tags are read. */
export type Releases =
  | { readonly kind: 'loading' }
  | (Omit<Found, 'heard'> & { readonly releases: readonly ReleaseOption[] })
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

type State = Exclude<Releases, { kind: 'found' }> | Found

/** See `Releases`; what changed is asked for whenever the engine knows more, one question at a time. */
export function useReleases({ hostId, slot }: SlotAddress, order: ReleaseOrder): Releases {
  const client = useClient()
  const [state, setState] = useState<State>({ kind: 'loading' })
  useEffect(() => {
    const reading = new AbortController()
    let isReading = false
    let isWanted = false
    let heard = nothingHeard
    let repositories: readonly string[] | null = null
    const read = async (): Promise<void> => {
      isWanted = true
      if (isReading) return
      isReading = true
      while (isWanted && !reading.signal.aborted) {
        isWanted = false
        try {
          const body = { hostId, slot, since: heard.mark }
          const answer = await client.request('list-releases', body, reading.signal)
          heard = hearReleases(heard, answer)
          repositories = answer.sources.map(({ repository }) => repository)
          setState({ kind: 'found', heard, sources: answer.sources, kickoffs: answer.kickoffs })
        } catch (thrown) {
          // What was found stays; the next word of the engine is the next try.
          const failed = { kind: 'failed', error: toErrorData(thrown) } as const
          if (!reading.signal.aborted) setState((before) => (before.kind === 'found' ? before : failed))
        }
      }
      isReading = false
    }
    void read()
    const stop = client.on('releases-changed', (changed) => {
      const concerns = changed.repositories.some((one) => repositories?.includes(one) !== false)
      if (concerns) void read()
    })
    return () => {
      stop()
      reading.abort()
    }
  }, [client, hostId, slot])
  const known = state.kind === 'found' ? state.heard.releases : null
  const releases = useMemo(() => orderReleases([...(known?.values() ?? [])], order), [known, order])
  return useMemo(() => (state.kind === 'found' ? { ...state, releases } : state), [state, releases])
}
