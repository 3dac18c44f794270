import { createOptionMemory, type OptionMemory } from './option-memory'
import type { SlotAddress } from './list-releases'
import { createToldReleases, type ToldReleases } from './told-releases'

/** What is remembered of a slot's list between two questions for it. */
export type SlotList = { readonly memory: OptionMemory; readonly told: ToldReleases }

/** Ten thousand builds take some 20 MB: nobody looks at more lists than these at a time. */
const most = 3

/** Those of the slots that were asked for last. */
export function createSlotLists(): (address: SlotAddress) => SlotList {
  const known = new Map<string, SlotList>()
  return ({ hostId, slot }) => {
    const key = JSON.stringify([hostId, slot])
    const list = known.get(key) ?? { memory: createOptionMemory(), told: createToldReleases() }
    known.delete(key)
    known.set(key, list)
    if (known.size > most) known.delete(known.keys().next().value ?? '')
    return list
  }
}
