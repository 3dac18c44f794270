import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useClient } from '../../client-context'
import { MetricsSession, type MetricsSnapshot } from './metrics-session'
import { useVisible } from './use-visible'

/** What a slot's services use, measured for as long as the component is on screen and the window is visible. */
export function useSlotMetrics(hostId: string, slot: string): MetricsSnapshot {
  const client = useClient()
  const isVisible = useVisible()
  const session = useMemo(() => new MetricsSession(client, { hostId, slot }), [client, hostId, slot])
  useEffect(() => (isVisible ? session.start() : undefined), [session, isVisible])
  return useSyncExternalStore(session.subscribe, session.snapshot)
}
