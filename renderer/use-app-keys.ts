import { useMemo } from 'react'
import { type KeyMap, useKeys } from './keys'
import { goBack, openDialog, openView, useNavigationStore } from './stores/navigation-store'
import { openLogsOfFocus } from './stores/open-logs'

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
  // The wall has no search field: it appears with the board.
  requestAnimationFrame(() => document.getElementById(searchFieldId)?.focus())
}

function escape(): boolean {
  if (useNavigationStore.getState().view.kind === 'board') return false
  goBack()
  return true
}
