import { app, session, shell, type WebContents } from 'electron'
import { appOrigin } from './app-protocol'
import { isLocalAddress } from './local-address'

/** Denies what no window of Berth needs: leaving the app, new windows, webviews, permissions, downloads. */
export function guardWebContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** The session's part of the same: needs the app to be ready. */
export function guardSession(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.on('will-download', (event) => event.preventDefault())
}

/** Whether a message comes from the main frame of a window that shows the app itself. */
export function isTrustedFrame(
  frame: { readonly url: string; readonly parent: unknown } | null,
  contents: WebContents,
): boolean {
  if (frame === null || contents.isDestroyed() || frame.parent !== null) return false
  return frame.url === appOrigin || frame.url.startsWith(`${appOrigin}/`)
}

/** Opens an address of this machine in the person's browser; anything else is refused. */
export async function openLocalAddress(address: string): Promise<boolean> {
  if (!isLocalAddress(address)) return false
  await shell.openExternal(new URL(address).href)
  return true
}
