import type { Client } from './client'
import { preloadViews } from './deferred-views'
import { useBoardStore } from './stores/board-store'

/** Tells the shell when the first board stands on the screen, and once more when a host has answered. */
export function reportPaint(client: Client): void {
  void painted().then(async () => {
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

/** Resolves when what is rendered now has reached the screen with its fonts. */
async function painted(): Promise<void> {
  await nextPaint()
  await document.fonts.ready
  await nextPaint()
}

/** A task posted in a frame runs after that frame was drawn. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        channel.port1.close()
        resolve()
      }
      channel.port2.postMessage(null)
    })
  })
}
