import { useEffect } from 'react'
import { useClient } from './client-context'

const everyMs = 60_000

/** Tells the engine that somebody looks, for as long as the window can be seen: only then registries are asked for new builds. */
export function useAttendBuilds(): void {
  const client = useClient()
  useEffect(() => {
    const attend = (): void => {
      // An engine that is away just now is told when it is back.
      if (!document.hidden) client.request('attend-builds', {}).catch(() => undefined)
    }
    attend()
    const timer = setInterval(attend, everyMs)
    const stop = client.onConnected(attend)
    document.addEventListener('visibilitychange', attend)
    return () => {
      clearInterval(timer)
      stop()
      document.removeEventListener('visibilitychange', attend)
    }
  }, [client])
}
