import { create } from 'zustand'
import type { SlotAddress } from './navigation-store'

/** The slot whose addresses are offered in a menu now; null: none. A key opens it from anywhere on the row. */
export const useAddressMenuStore = create<{ readonly slot: SlotAddress | null }>(() => ({ slot: null }))

/** Offers a slot's addresses; its button must be on the screen. */
export function showAddressMenu(slot: SlotAddress): void {
  useAddressMenuStore.setState({ slot })
}

/** Puts the menu away. */
export function hideAddressMenu(): void {
  useAddressMenuStore.setState({ slot: null })
}
