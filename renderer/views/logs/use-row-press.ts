import { type RefObject, useEffect } from 'react'

/** A press of the pointer on a row: `extend` with Shift held, `menu` with the button for menus. */
export type RowPress = { readonly position: number; readonly extend: boolean; readonly menu: boolean }

/** Tells of presses on rows. Keys do the same: J and K go to a row, M opens its menu. */
export function useRowPress(scroller: RefObject<HTMLElement | null>, onPress: (press: RowPress) => void): void {
  useEffect(() => {
    const element = scroller.current
    const onClick = (event: MouseEvent): void => {
      // Marking text is not pressing.
      if (document.getSelection()?.isCollapsed !== false) tell(event, false)
    }
    const onMenu = (event: MouseEvent): void => tell(event, true)
    const tell = (event: MouseEvent, menu: boolean): void => {
      const position = pressedRow(event.target)
      if (position === null) return
      if (menu) event.preventDefault()
      onPress({ position, extend: event.shiftKey, menu })
    }
    element?.addEventListener('click', onClick)
    element?.addEventListener('contextmenu', onMenu)
    return () => {
      element?.removeEventListener('click', onClick)
      element?.removeEventListener('contextmenu', onMenu)
    }
  })
}

/** The position of the row that was pressed; null beside all rows, and on a button, which has a meaning of its own. */
function pressedRow(target: EventTarget | null): number | null {
  if (!(target instanceof Element) || target.closest('button') !== null) return null
  const row = target.closest<HTMLElement>('[data-row]')
  return row === null ? null : Number(row.dataset['row'])
}
