import { useEffect, useState } from 'react'
import type { ReleaseOption, ReleaseSource } from '../../../src/contract/release-option'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'

/** What there is for a slot, and where it was looked for. */
export type Releases =
  | { readonly kind: 'loading' }
  | { readonly kind: 'found'; readonly releases: readonly ReleaseOption[]; readonly sources: readonly ReleaseSource[] }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** See `Releases`; read again whenever the engine knows more, one question at a time. */
export function useReleases({ hostId, slot }: SlotAddress): Releases {
  const client = useClient()
  const [state, setState] = useState<Releases>({ kind: 'loading' })
  useEffect(() => {
    const reading = new AbortController()
    let isReading = false
    let isWanted = false
    const read = async (): Promise<void> => {
      isWanted = true
      if (isReading) return
      isReading = true
      while (isWanted && !reading.signal.aborted) {
        isWanted = false
        try {
          const { releases, sources } = await client.request('list-releases', { hostId, slot }, reading.signal)
          setState({ kind: 'found', releases, sources })
        } catch (thrown) {
          // What was found stays; the next word of the engine is the next try.
          const failed = { kind: 'failed', error: toErrorData(thrown) } as const
          if (!reading.signal.aborted) setState((before) => (before.kind === 'found' ? before : failed))
        }
      }
      isReading = false
    }
    void read()
    const stop = client.on('releases-changed', () => void read())
    return () => {
      stop()
      reading.abort()
    }
  }, [client, hostId, slot])
  return state
}

/** Has the registries asked what the shown builds are; each once. */
export function useDescribed({ hostId, slot }: SlotAddress, shown: readonly ReleaseOption[]): void {
  const client = useClient()
  const tags = shown.filter(({ isDescribed }) => !isDescribed).map(({ tag }) => tag)
  const wanted = tags.join('\n')
  useEffect(() => {
    if (wanted === '') return undefined
    const asking = new AbortController()
    // While one types the list changes with every letter: only what stays is asked for.
    const timer = setTimeout(() => {
      const body = { hostId, slot, tags: wanted.split('\n').slice(0, mostAtOnce) }
      // The list itself says what is wrong with a registry.
      client.request('describe-releases', body, asking.signal).catch(() => undefined)
    }, settleMs)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [client, hostId, slot, wanted])
}

const settleMs = 120
const mostAtOnce = 60
