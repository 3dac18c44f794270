import { useEffect, useMemo, useState } from 'react'
import type { HistoryEntry } from '../../../src/contract/history'
import type { Reply } from '../../../src/contract/requests'
import type { Client } from '../../client'
import { useClient } from '../../client-context'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { useSampleStore } from '../../stores/sample-store'
import { boardItems, branchItems } from './board-items'
import { historyItems } from './history-items'
import type { PaletteItem } from './palette-item'
import { windowItems } from './window-items'

const mostEntries = 200

/** Everything that can be found, and what it lacks. */
export type PaletteItems = {
  readonly items: readonly PaletteItem[]
  /** Whether builds and history are still being read. */
  readonly isReading: boolean
  /** How many hosts did not tell their builds. */
  readonly hostsNotAsked: number
  /** How many builds there are beyond those that are held. */
  readonly leftOut: number
}

export function usePaletteItems(): PaletteItems {
  const board = useBoardStore((state) => state.board)
  const { t } = useTranslation(['palette', 'states'])
  const { t: tActivity } = useTranslation('activity')
  const language = useLanguage()
  const isSample = useSampleStore((state) => state.isSample)
  const { builds, entries, isReading, readAtMs } = useRead()
  const items = useMemo(() => {
    const names = new Map(board.hosts.map(({ host }) => [host.id, host.name]))
    return [
      ...boardItems(board, t),
      ...windowItems(t, isSample),
      ...branchItems(builds.branches, board, t),
      ...historyItems(entries, (hostId) => names.get(hostId) ?? hostId, tActivity, language, readAtMs),
    ]
  }, [board, isSample, builds, entries, readAtMs, t, tActivity, language])
  return { items, isReading, hostsNotAsked: builds.hostsNotAsked.length, leftOut: builds.leftOut }
}

type Read = {
  readonly builds: Reply<'list-branches'>
  readonly entries: readonly HistoryEntry[]
  readonly isReading: boolean
  /** Times are told as of then; 0 before. */
  readonly readAtMs: number
}

/** What the engine knows beside the board, as it is when the palette opens. What can't be read is left out: its own page says why. */
function useRead(): Read {
  const client = useClient()
  const [read, setRead] = useState<Read>({
    builds: { branches: [], hostsNotAsked: [], leftOut: 0 },
    entries: [],
    isReading: true,
    readAtMs: 0,
  })
  useEffect(() => {
    const closing = new AbortController()
    const reading = Promise.all([readBranches(client, closing.signal), readEntries(client, closing.signal)])
    void reading.then(([builds, entries]) => {
      if (!closing.signal.aborted) setRead({ builds, entries, isReading: false, readAtMs: Date.now() })
    })
    return () => closing.abort()
  }, [client])
  return read
}

async function readBranches(client: Client, signal: AbortSignal): Promise<Reply<'list-branches'>> {
  return client.request('list-branches', {}, signal).catch(() => ({ branches: [], hostsNotAsked: [], leftOut: 0 }))
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
