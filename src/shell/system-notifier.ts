import { Notification } from 'electron'
import type { NoticeText } from '../domain/notice-text'

/** Notifications that a person may still click; without a reference the system's event would find nobody. */
const shown = new Set<Notification>()
const mostShown = 20

/** Shows a notification of the system, where it has any. */
export function showNotification({ title, body }: NoticeText, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title: withoutMarkup(title), body: withoutMarkup(body) })
  const [oldest] = shown
  if (shown.size >= mostShown && oldest !== undefined) shown.delete(oldest)
  shown.add(notification)
  notification.once('click', () => {
    shown.delete(notification)
    onClick()
  })
  notification.once('close', () => shown.delete(notification))
  // A desktop without a notification service: there is nobody to tell.
  notification.once('failed', () => shown.delete(notification))
  notification.show()
}

/** Desktops of Linux read a notification's body as markup, links and pictures among it: names are only names. */
function withoutMarkup(text: string): string {
  if (process.platform !== 'linux') return text
  return text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆')
}
