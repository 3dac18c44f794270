import type { Client } from './client'
import { preloadViews } from './deferred-views'
import { painted, whenPainted } from './first-paint'
import { useBoardStore } from './stores/board-store'

/** Tells the shell when the first board stands on the screen, and once more when a host has answered. */
export function reportPaint(client: Client): void {
  void whenPainted().then(async () => {
    await client.ask('board-painted', { live: false, slots: paintedSlots() })
    await preloadViews()
  })
  const reportLive = (): boolean => {
    if (!useBoardStore.getState().board.hosts.some((entry) => entry.host.connection.kind === 'connected')) return false
    void painted().then(() => client.ask('board-painted', { live: true, slots: paintedSlots() }))
    return true
  }
  if (reportLive()) return
  const stop = useBoardStore.subscribe(() => {
    if (reportLive()) stop()
  })
}

/** How many rows really stand in the page. */
function paintedSlots(): number {
  return document.querySelectorAll('[data-row]').length
}
