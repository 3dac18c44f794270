import type { BrowserWindow } from 'electron'
import { DesktopNotices } from './desktop-notices'
import { showNotification } from './system-notifier'

/** Notifications beside a window, which may not be open yet. */
export function openDesktopNotices(window: () => BrowserWindow | null, systemLanguage: string): DesktopNotices {
  return new DesktopNotices({
    show: showNotification,
    windowHasFocus: () => {
      const found = window()
      return found !== null && !found.isDestroyed() && found.isFocused()
    },
    open: (goal) => {
      const found = window()
      if (found === null || found.isDestroyed()) return
      if (found.isMinimized()) found.restore()
      found.show()
      found.focus()
      found.webContents.send('berth:notice-goal', goal)
    },
    systemLanguage: systemLanguage.startsWith('ko') ? 'ko' : 'en',
    later: (delayMs, work) => void setTimeout(work, delayMs),
  })
}
