import { useMemo } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { useBoardStore } from '../../stores/board-store'
import type { SlotAddress } from '../../stores/navigation-store'

/** A slot as dialogs name it. `view` is undefined once it is off the board. */
export type SlotPlace = {
  readonly hostName: string
  /** `seoul-1 / dev1` */
  readonly name: string
  readonly view: SlotView | undefined
  readonly services: readonly string[]
}

/** See `SlotPlace`. */
export function useSlotPlace({ hostId, slot }: SlotAddress): SlotPlace {
  const entry = useBoardStore((state) => state.board.hosts.find(({ host }) => host.id === hostId))
  const hostName = entry?.host.name ?? hostId
  const view = entry?.slots.find(({ name }) => name === slot)
  const names = (view?.services ?? []).map((service) => service.name).join('\n')
  const services = useMemo(() => (names === '' ? [] : names.split('\n')), [names])
  return { hostName, name: `${hostName} / ${slot}`, view, services }
}
