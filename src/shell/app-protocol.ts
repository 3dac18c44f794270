import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { contentTypeOf, fileOf } from './app-file'

/** Where the window is loaded from: a protocol of our own, so that no file:// right comes with it. */
export const appOrigin = 'berth://app'

/** Everything the window may load comes from the app itself; nothing inline, nothing evaluated, no network. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'berth', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built window from `directory` and nothing else. */
export function serveApp(directory: string): void {
  protocol.handle('berth', async (request) => {
    const file = fileOf(directory, request.url)
    const type = file === null ? null : contentTypeOf(file)
    if (request.method !== 'GET' || file === null || type === null) return new Response(null, { status: 404 })
    try {
      return new Response(await readFile(file), { headers: headersFor(type) })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}

function headersFor(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}
