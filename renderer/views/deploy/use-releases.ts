import { useEffect, useState } from 'react'
import type { ReleaseOption } from '../../../src/contract/release-option'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'

/** What the host has to offer for a slot. */
export type Releases =
  | { readonly kind: 'loading' }
  | { readonly kind: 'found'; readonly releases: readonly ReleaseOption[] }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** See `Releases`; read once for each slot. */
export function useReleases({ hostId, slot }: SlotAddress): Releases {
  const client = useClient()
  const [state, setState] = useState<Releases>({ kind: 'loading' })
  useEffect(() => {
    const reading = new AbortController()
    client.request('list-releases', { hostId, slot }, reading.signal).then(
      ({ releases }) => setState({ kind: 'found', releases }),
      (thrown: unknown) => !reading.signal.aborted && setState({ kind: 'failed', error: toErrorData(thrown) }),
    )
    return () => reading.abort()
  }, [client, hostId, slot])
  return state
}
