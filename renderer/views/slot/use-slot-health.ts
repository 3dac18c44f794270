import { useEffect, useState } from 'react'
import type { SlotHealth } from '../../../src/contract/health-contract'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'

/** The spans a person can look at, and their length. */
export const healthSpans = { '30m': 1_800_000, '6h': 21_600_000, '24h': 86_400_000 } as const

/** See `healthSpans`. */
export type HealthSpan = keyof typeof healthSpans

/** A slot's strips as last read; null before they were. What was read stays where it can't be read again. */
export type SlotHealthState = { readonly health: SlotHealth | null; readonly error: BerthErrorData | null }

/** The strips move on though nothing happens, and the engine asks HTTP probes only for as long as somebody looks. */
const readEveryMs = 10_000

type Read = SlotHealthState & { readonly of: string }

/** See `SlotHealthState`; read again when more is recorded, and every few seconds. */
export function useSlotHealth(hostId: string, slot: string, span: HealthSpan): SlotHealthState {
  const client = useClient()
  const of = JSON.stringify([hostId, slot, span])
  const [read, setRead] = useState<Read>({ health: null, error: null, of })
  useEffect(() => {
    const leaving = new AbortController()
    let isReading = false
    let isDue = false
    const again = (): void => {
      isDue = isReading
      if (isReading) return
      isReading = true
      const body = { hostId, slot, spanMs: healthSpans[span], probes: 'keep' } as const
      client
        .request('read-health', body, leaving.signal)
        .then(
          (health) => setRead({ health, error: null, of }),
          (error: unknown) => !leaving.signal.aborted && setRead((known) => ({ ...known, error: toErrorData(error) })),
        )
        .finally(() => {
          isReading = false
          if (isDue && !leaving.signal.aborted) again()
        })
    }
    again()
    const timer = setInterval(again, readEveryMs)
    const endEvents = client.on('health-changed', (one) => one.hostId === hostId && one.slot === slot && again())
    const endConnects = client.onConnected(again)
    return () => {
      leaving.abort()
      clearInterval(timer)
      endEvents()
      endConnects()
    }
  }, [client, hostId, slot, span, of])
  return read.of === of ? read : { health: null, error: null }
}
