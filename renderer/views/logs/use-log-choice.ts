import { useMemo, useState } from 'react'
import type { LogSource } from '../../../src/contract/log-contract'
import type { SlotView } from '../../../src/domain/board'
import { useBoardStore } from '../../stores/board-store'
import type { LogTarget } from '../../stores/navigation-store'
import { findSlot } from './slot-chooser'

/** Which of a slot's services the log page shows. */
export type LogChoice = {
  /** Undefined once the slot is off the board. */
  readonly slot: SlotView | undefined
  readonly hostName: string
  readonly services: readonly string[]
  readonly shown: readonly string[]
  readonly source: LogSource
  readonly toggle: (service: string) => void
}

/** See `LogChoice`. */
export function useLogChoice(target: LogTarget): LogChoice {
  const { hostId, slot: slotName } = target
  const slot = useBoardStore((state) => findSlot(state.board, hostId, slotName))
  const hostName = useBoardStore((state) => state.board.hosts.find(({ host }) => host.id === hostId)?.host.name)
  const services = useLastKnown((slot?.services ?? []).map((service) => service.name))
  const [chosen, setChosen] = useState(target.services)
  const source = useMemo(
    () => ({ hostId, slot: slotName, services: chosen === null ? null : [...chosen] }),
    [hostId, slotName, chosen],
  )
  const shown = chosen ?? services
  const toggle = (service: string): void => {
    const next = shown.includes(service) ? shown.filter((name) => name !== service) : [...shown, service]
    setChosen(services.every((name) => next.includes(name)) ? null : services.filter((name) => next.includes(name)))
  }
  return { slot, hostName: hostName ?? hostId, services, shown, source, toggle }
}

/** Keeps the last names that were known: a slot that leaves the board does not take its buttons along. */
function useLastKnown(names: readonly string[]): readonly string[] {
  const [known, setKnown] = useState(names)
  const isNew = names.length > 0 && names.join('\n') !== known.join('\n')
  if (isNew) setKnown(names)
  return isNew ? names : known
}
