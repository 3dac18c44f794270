import { useCallback } from 'react'
import { BerthError } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import { showAddressMenu } from '../../stores/address-menu-store'
import type { SlotAddress } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { findSlot, openSlot } from './slot-actions'

/** Has the shell open an address in the person's browser, and says where it would not. */
export function useOpenAddress(): (address: string) => void {
  const client = useClient()
  return useCallback(
    (address) => {
      const tell = ({ opened }: { readonly opened: boolean }): void => {
        if (!opened) reportError(new BerthError('address-not-opened', { address }))
      }
      client.ask('open-address', { address }).then(tell, reportError)
    },
    [client],
  )
}

/** For a key: opens the slot's one address, or offers the several; false where none is known. */
export function useOpenSlotAddress(): (slot: SlotAddress) => boolean {
  const open = useOpenAddress()
  return useCallback(
    (slot) => {
      const urls = Object.values(findSlot(slot)?.slot.urls ?? {})
      const [first, second] = urls
      if (first === undefined) return false
      if (second === undefined) open(first)
      else offer(slot)
      return true
    },
    [open],
  )
}

/** Where no button of the slot is on the screen (the board by kickoff, a host out of reach), its page has one. */
function offer(slot: SlotAddress): void {
  if (document.querySelector(`[data-addresses="${CSS.escape(`${slot.hostId}/${slot.slot}`)}"]`) === null) openSlot(slot)
  showAddressMenu(slot)
}
