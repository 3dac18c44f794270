import { useCallback, useEffect, useState } from 'react'
import type { SlotDetails } from '../../../src/contract/slot-details'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { SlotView } from '../../../src/domain/board'
import { useClient } from '../../client-context'

/** A slot's settings as its containers have them. The last known ones stay while they are read again. */
export type SlotDetailsState = {
  readonly details: SlotDetails | null
  readonly error: BerthErrorData | null
  readonly retry: () => void
}

/** See `SlotDetailsState`; read again when containers are replaced. */
export function useSlotDetails(slot: SlotView): SlotDetailsState {
  const client = useClient()
  const [state, setState] = useState<Omit<SlotDetailsState, 'retry'>>({ details: null, error: null })
  const [round, setRound] = useState(0)
  const containers = slot.services.map((service) => service.containerId).join(' ')
  const { hostId, name } = slot
  useEffect(() => {
    if (containers === '') return undefined
    const reading = new AbortController()
    client.request('read-slot-details', { hostId, slot: name }, reading.signal).then(
      (details) => setState({ details, error: null }),
      (thrown: unknown) =>
        !reading.signal.aborted && setState(({ details }) => ({ details, error: toErrorData(thrown) })),
    )
    return () => reading.abort()
  }, [client, hostId, name, containers, round])
  const known = containers === '' ? { details: null, error: null } : state
  return { ...known, retry: useCallback(() => setRound((last) => last + 1), []) }
}
