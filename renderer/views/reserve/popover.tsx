import { type ReactElement, type ReactNode, useCallback } from 'react'
import { Dialog } from '../../components/dialog'
import { closeDialog, type SlotAddress } from '../../stores/navigation-store'

const edge = 12

/** A small dialog beside the row it is about; in the middle where the row is out of sight. */
export function Popover({ hostId, slot, children }: SlotAddress & { readonly children: ReactNode }): ReactElement {
  // The dialog comes into the document later than this component, and what is in it may change its height.
  const follow = useCallback(
    (inside: HTMLElement | null) => {
      const dialog = inside?.closest<HTMLElement>('.dlg') ?? null
      if (dialog === null) return undefined
      const place = (): void => placeBeside(dialog, rowOf(hostId, slot))
      const sizes = new ResizeObserver(place)
      sizes.observe(dialog)
      place()
      return () => sizes.disconnect()
    },
    [hostId, slot],
  )
  return (
    <Dialog size="pop" onClose={closeDialog} closesOutside={false}>
      <div className="contents" ref={follow}>
        {children}
      </div>
    </Dialog>
  )
}

function rowOf(hostId: string, slot: string): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>('.board [data-row][data-slot]')]
  return rows.find((row) => row.dataset['hostId'] === hostId && row.dataset['slot'] === slot) ?? null
}

function placeBeside(dialog: HTMLElement, row: HTMLElement | null): void {
  const box = row?.getBoundingClientRect()
  const isInSight = box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight
  dialog.classList.toggle('beside', isInSight)
  if (!isInSight) return
  const middle = (box.top + box.bottom) / 2
  const lowest = window.innerHeight - dialog.offsetHeight - edge
  const top = Math.max(edge, Math.min(middle - dialog.offsetHeight / 2, lowest))
  dialog.style.setProperty('--top', `${top}px`)
  dialog.style.setProperty('--tip', `${middle - top - 7}px`)
}
