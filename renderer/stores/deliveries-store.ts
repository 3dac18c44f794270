import { create } from 'zustand'
import type { Delivery } from '../../src/contract/notice-requests'

/** How the last message to each target went, as the engine told it. */
export const useDeliveriesStore = create<{ readonly deliveries: readonly Delivery[] }>(() => ({ deliveries: [] }))
