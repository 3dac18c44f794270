import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { LogSource } from '../../../src/contract/log-contract'
import { useClient } from '../../client-context'
import { LogSession, type LogSnapshot } from './log-session'

/** Rows are cut to this for display; copying and saving take them whole. */
const displayLength = 4_000

/** The newest lines a container (null: all), and not older than a moment of the host's clock (null: however old). */
type Beginning = { readonly tail: number | null; readonly sinceMs: number | null }

/**
 * Opens a log for as long as the component shows it. Give `source` one identity for as long as it means the same;
 * without services to follow nothing is opened.
 */
export function useLogSession(
  source: LogSource,
  { tail, sinceMs }: Beginning,
): { session: LogSession; snapshot: LogSnapshot } {
  const client = useClient()
  const session = useMemo(
    () => new LogSession(client, source, { tail, sinceMs, follow: true, maxLength: displayLength }),
    [client, source, tail, sinceMs],
  )
  useEffect(() => (source.services?.length === 0 ? undefined : session.start()), [session, source])
  return { session, snapshot: useSyncExternalStore(session.subscribe, session.snapshot) }
}
