import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { LogFilter, LogSource } from '../../../src/contract/log-contract'
import { useClient } from '../../client-context'
import { LogSession, type LogSnapshot } from './log-session'

/** Rows are cut to this for display; copying and saving take them whole. */
const displayLength = 4_000

/**
 * The newest lines a container (null: all), not older than a moment of the host's clock (null: however old), and which of
 * them are shown at first (null: all).
 */
type Beginning = { readonly tail: number | null; readonly sinceMs: number | null; readonly filter: LogFilter | null }

/**
 * Opens a log for as long as the component shows it. Give `source` and `filter` one identity for as long as they mean the
 * same; without services to follow nothing is opened.
 */
export function useLogSession(
  source: LogSource,
  { tail, sinceMs, filter }: Beginning,
): { session: LogSession; snapshot: LogSnapshot } {
  const client = useClient()
  const session = useMemo(
    () => new LogSession(client, source, { tail, sinceMs, filter, follow: true, maxLength: displayLength }),
    [client, source, tail, sinceMs, filter],
  )
  useEffect(() => (source.services?.length === 0 ? undefined : session.start()), [session, source])
  return { session, snapshot: useSyncExternalStore(session.subscribe, session.snapshot) }
}
