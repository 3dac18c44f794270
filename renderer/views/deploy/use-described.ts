import { useEffect, useRef } from 'react'
import type { ReleaseOption } from '../../../src/contract/release-option'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'

/** Has the registries asked what builds are, each once while the list is open: tags of branches move. */
export function useDescribed({ hostId, slot }: SlotAddress, wanted: readonly string[]): void {
  const client = useClient()
  const asked = useRef(new Set<string>())
  const key = wanted.join('\n')
  useEffect(() => {
    if (key === '') return undefined
    const asking = new AbortController()
    const ask = async (): Promise<void> => {
      for (let tags = nextOf(key, asked.current); tags.length > 0; tags = nextOf(key, asked.current)) {
        for (const tag of tags) asked.current.add(tag)
        // The list itself says what is wrong with a registry.
        await client.request('describe-releases', { hostId, slot, tags }, asking.signal).catch(() => undefined)
        if (!asking.signal.aborted) continue
        for (const tag of tags) asked.current.delete(tag)
        return
      }
    }
    // While one types the list changes with every letter: only what stays is asked for.
    const timer = setTimeout(() => void ask(), settleMs)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [client, hostId, slot, key])
}

const settleMs = 120
const mostAtOnce = 60

function nextOf(key: string, asked: ReadonlySet<string>): string[] {
  return key
    .split('\n')
    .filter((tag) => !asked.has(tag))
    .slice(0, mostAtOnce)
}

/** So many builds that are out of sight are asked for when one searches, as only labels and digests tell what they are. */
const mostOutOfSight = 500

/** The tags to be asked for: those in sight, and while one searches the first of the others that nobody asked for yet. */
export function wantedTags(
  shown: readonly ReleaseOption[],
  all: readonly ReleaseOption[],
  isSearching: boolean,
): readonly string[] {
  const inSight = shown.map(({ tag }) => tag)
  if (!isSearching) return inSight
  const others = all.slice(0, mostOutOfSight).filter(({ isDescribed, keptAtMs }) => !isDescribed || keptAtMs !== null)
  return [...new Set([...inSight, ...others.map(({ tag }) => tag)])]
}
