import { useMemo } from 'react'
import { isTyping, type KeyMap, useKeys } from './keys'
import { goBack, openDialog, openView, useNavigationStore } from './stores/navigation-store'
import { openLogsOfFocus } from './stores/open-logs'
import { takeBack } from './stores/undo-store'

/** The keys that work on every page, as long as no dialog is open. */
export function useAppKeys(): void {
  const noDialog = useNavigationStore((state) => state.dialog.kind === 'none')
  const map = useMemo<KeyMap>(
    () => ({
      '?': () => openDialog({ kind: 'keys' }),
      'Ctrl+1': () => openView({ kind: 'board' }),
      'Ctrl+2': () => openView({ kind: 'activity' }),
      'Ctrl+3': openLogsOfFocus,
      'Ctrl+4': () => openView({ kind: 'hosts' }),
      'Ctrl+5': () => openView({ kind: 'settings' }),
      'Ctrl+K': () => openDialog({ kind: 'palette' }),
      'Ctrl+Z': undo,
      Escape: escape,
    }),
    [],
  )
  useKeys(map, noDialog)
}

/** The id of the search field in the top bar. */
export const searchFieldId = 'board-search'

/** Puts the cursor into the search field, on the board where it searches. */
export function focusSearch(): void {
  if (useNavigationStore.getState().view.kind !== 'board') openView({ kind: 'board' })
  const focusField = (): void => document.getElementById(searchFieldId)?.focus()
  // At once, for what is typed next is meant for it; but the wall has none, there it appears with the board.
  focusField()
  requestAnimationFrame(focusField)
}

function escape(): boolean {
  if (useNavigationStore.getState().view.kind === 'board') return false
  goBack()
  return true
}

/** In a text field the key is the field's own. */
function undo(event: KeyboardEvent): boolean {
  return !isTyping(event.target) && takeBack()
}
