import { useEffect, useState } from 'react'
import type { HostMetrics } from '../../../src/contract/metrics-contract'
import { useClient } from '../../client-context'
import { useVisible } from './use-visible'

/** What a host's machine says of itself, asked for as long as the component is on screen and the window is visible; null: nothing yet. */
export function useHostMetrics(hostId: string): HostMetrics | null {
  const client = useClient()
  const isVisible = useVisible()
  const [metrics, setMetrics] = useState<HostMetrics | null>(null)
  useEffect(() => {
    if (!isVisible) return undefined
    let looking = new AbortController()
    let viewId = ''
    const look = (): void => {
      looking.abort()
      looking = new AbortController()
      viewId = crypto.randomUUID()
      // It ends with the look; where it is refused, nothing is known.
      client.request('watch-host-metrics', { viewId, hostId }, looking.signal).catch(() => undefined)
    }
    const stops = [
      client.on('host-metrics-changed', (next) => next.viewId === viewId && setMetrics(next)),
      client.onConnected(look),
    ]
    look()
    return () => {
      for (const stop of stops) stop()
      looking.abort()
    }
  }, [client, hostId, isVisible])
  return metrics
}
