import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../../src/contract/history'
import type { ReleaseOption } from '../../../src/contract/release-option'
import type { Board } from '../../../src/domain/board'
import type { Client } from '../../client'
import { useClient } from '../../client-context'
import { useLanguage } from '../../i18n/use-language'
import { useBoardStore } from '../../stores/board-store'
import { boardItems, branchItems } from './board-items'
import { historyItems } from './history-items'
import type { PaletteItem } from './palette-item'
import { windowItems } from './window-items'

const mostHosts = 8
const mostEntries = 200

/** Everything that can be found, and whether builds and history are still being read. */
export function usePaletteItems(): { readonly items: readonly PaletteItem[]; readonly isReading: boolean } {
  const board = useBoardStore((state) => state.board)
  const { t } = useTranslation(['palette', 'states'])
  const { t: tActivity } = useTranslation('activity')
  const language = useLanguage()
  const { releases, entries, isReading, readAtMs } = useRead(board)
  const items = useMemo(() => {
    const names = new Map(board.hosts.map(({ host }) => [host.id, host.name]))
    return [
      ...boardItems(board, t),
      ...windowItems(t),
      ...branchItems(releases, board, t),
      ...historyItems(entries, (hostId) => names.get(hostId) ?? hostId, tActivity, language, readAtMs),
    ]
  }, [board, releases, entries, readAtMs, t, tActivity, language])
  return { items, isReading }
}

type Read = {
  readonly releases: readonly ReleaseOption[]
  readonly entries: readonly HistoryEntry[]
  readonly isReading: boolean
  /** Times are told as of then; 0 before. */
  readonly readAtMs: number
}

/** What the engine knows beside the board, as it is when the palette opens. What can't be read is left out: its own page says why. */
function useRead(board: Board): Read {
  const client = useClient()
  const [first] = useState(board)
  const [read, setRead] = useState<Read>({ releases: [], entries: [], isReading: true, readAtMs: 0 })
  useEffect(() => {
    const closing = new AbortController()
    const reading = Promise.all([readReleases(client, first, closing.signal), readEntries(client, closing.signal)])
    void reading.then(([releases, entries]) => {
      if (!closing.signal.aborted) setRead({ releases, entries, isReading: false, readAtMs: Date.now() })
    })
    return () => closing.abort()
  }, [client, first])
  return read
}

/** One slot speaks for its host: slots of one team have the same repositories. */
async function readReleases(client: Client, { hosts }: Board, signal: AbortSignal): Promise<readonly ReleaseOption[]> {
  const connected = hosts.filter(({ host }) => host.connection.kind === 'connected').slice(0, mostHosts)
  const answers = connected.map(async ({ host, slots }) => {
    const slot = slots.find(({ services }) => services.length > 0)?.name ?? slots[0]?.name
    if (slot === undefined) return []
    const body = { hostId: host.id, slot }
    return client.request('list-releases', body, signal).then(
      ({ releases }) => releases,
      () => [],
    )
  })
  const byTag = new Map<string, ReleaseOption>()
  for (const release of (await Promise.all(answers)).flat()) {
    if (!byTag.has(release.tag)) byTag.set(release.tag, release)
  }
  return [...byTag.values()]
}

const everything = {
  hostId: null,
  slot: null,
  by: null,
  kinds: null,
  results: null,
  sinceMs: null,
  untilMs: null,
  text: '',
}

async function readEntries(client: Client, signal: AbortSignal): Promise<readonly HistoryEntry[]> {
  return client.request('read-history', { filter: everything, first: 0, count: mostEntries }, signal).then(
    ({ entries }) => entries,
    () => [],
  )
}
