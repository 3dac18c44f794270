import type { BrowserWindow } from 'electron'
import type { NoticeGoal } from '../contract/shell-contract'

/** Brings a window to the front, wherever it was put; null: there is none any more. */
export function shownWindow(window: BrowserWindow | null): BrowserWindow | null {
  if (window === null || window.isDestroyed()) return null
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  return window
}

/** Brings a window to the front, and leads it there. */
export function showGoal(window: BrowserWindow | null, goal: NoticeGoal): void {
  shownWindow(window)?.webContents.send('berth:notice-goal', goal)
}
