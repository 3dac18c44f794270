import type { ReactElement } from 'react'

/** The page of one slot. */
export function SlotView({ hostId, slot }: { readonly hostId: string; readonly slot: string }): ReactElement {
  return (
    <h1>
      {hostId} {slot}
    </h1>
  )
}
