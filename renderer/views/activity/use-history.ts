import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { HistoryFilter } from '../../../src/contract/history'
import { useClient } from '../../client-context'
import { HistorySession, type HistorySnapshot } from './history-session'

/** Follows the history under a filter for as long as the component shows it. Give `filter` one identity while it means the same. */
export function useHistory(filter: HistoryFilter): { session: HistorySession; snapshot: HistorySnapshot } {
  const client = useClient()
  const [first] = useState(filter)
  const session = useMemo(() => new HistorySession(client, first), [client, first])
  useEffect(() => session.start(), [session])
  useEffect(() => session.setFilter(filter), [session, filter])
  return { session, snapshot: useSyncExternalStore(session.subscribe, session.snapshot) }
}
