import type { ElectronApplication } from '@playwright/test'

type Shown = { readonly title: string; readonly body: string }

/** Takes the place of the system's notifications, which no test machine shows. */
export async function catchNotifications(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const shown: Electron.Notification[] = []
    Object.assign(globalThis, { shownNotifications: shown })
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push(this)
    }
  })
}

/** What would have been shown since then. */
export function shownIn(app: ElectronApplication): Promise<readonly Shown[]> {
  return app.evaluate(() =>
    (globalThis as unknown as { shownNotifications: Electron.Notification[] }).shownNotifications.map(
      ({ title, body }) => ({ title, body }),
    ),
  )
}
