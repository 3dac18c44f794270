import type { SlotAddress } from '../../stores/navigation-store'

/** A slot's address as one string, for React keys and for finding its row. */
export function slotKey(address: SlotAddress): string {
  return `${address.hostId}/${address.slot}`
}

/** The row attribute that carries the address. */
export function rowAddress(row: HTMLElement): SlotAddress | null {
  const { hostId, slot } = row.dataset
  return hostId === undefined || slot === undefined ? null : { hostId, slot }
}
