import type { BrowserWindow } from 'electron'
import { DesktopNotices } from './desktop-notices'
import { showGoal } from './shown-window'
import { showNotification } from './system-notifier'

/** Notifications beside a window, which may not be open yet. */
export function openDesktopNotices(window: () => BrowserWindow | null, systemLanguage: string): DesktopNotices {
  return new DesktopNotices({
    show: showNotification,
    windowHasFocus: () => {
      const found = window()
      return found !== null && !found.isDestroyed() && found.isFocused()
    },
    open: (goal) => showGoal(window(), goal),
    systemLanguage: systemLanguage.startsWith('ko') ? 'ko' : 'en',
    later: (delayMs, work) => void setTimeout(work, delayMs),
  })
}
