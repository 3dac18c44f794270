import { openView, useNavigationStore } from './navigation-store'

/** Opens the logs of the slot the person works on; without one, the page asks. */
export function openLogsOfFocus(): void {
  const { focus, view } = useNavigationStore.getState()
  if (view.kind === 'logs') return
  openView({ kind: 'logs', target: focus === null ? null : { ...focus, services: null, sinceMs: null } })
}
