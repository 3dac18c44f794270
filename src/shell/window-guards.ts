import { app, session, shell, type WebContents } from 'electron'
import { appOrigin } from './app-protocol'

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

/** Opens what `OpenableAddresses` has found in the person's browser; false where there is nothing, or no browser. */
export async function openInBrowser(address: string | null): Promise<boolean> {
  if (address === null) return false
  return shell.openExternal(address).then(
    () => true,
    () => false,
  )
}
