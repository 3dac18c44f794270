import { useMemo, useState } from 'react'
import type { LogSource } from '../../../src/contract/log-contract'
import type { HostConnection, SlotView } from '../../../src/domain/board'
import { useBoardStore } from '../../stores/board-store'
import type { LogTarget } from '../../stores/navigation-store'
import { findSlot } from './slot-chooser'

/** Which log the page shows, and what the board knows of its slot. */
export type LogChoice = {
  /** Undefined once the slot is off the board. */
  readonly slot: SlotView | undefined
  readonly hostName: string
  /** Undefined once the host is off the board. */
  readonly connection: HostConnection | undefined
  readonly services: readonly string[]
  readonly source: LogSource
}

/** See `LogChoice`. */
export function useLogChoice(target: LogTarget): LogChoice {
  const { hostId, slot: slotName } = target
  const slot = useBoardStore((state) => findSlot(state.board, hostId, slotName))
  const host = useBoardStore((state) => state.board.hosts.find(({ host: one }) => one.id === hostId)?.host)
  const services = useLastKnown((slot?.services ?? []).map((service) => service.name))
  const source = useMemo(() => ({ hostId, slot: slotName, services: null }), [hostId, slotName])
  return { slot, hostName: host?.name ?? hostId, connection: host?.connection, services, source }
}

/** Keeps the last names that were known: a slot that leaves the board does not take its buttons along. */
function useLastKnown(names: readonly string[]): readonly string[] {
  const [known, setKnown] = useState(names)
  const isNew = names.length > 0 && names.join('\n') !== known.join('\n')
  if (isNew) setKnown(names)
  return isNew ? names : known
}
