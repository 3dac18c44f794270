import { net } from 'electron'
import type { AskReleases, ReleasesAnswer } from './find-published'

/** More of an answer is not read: electron-builder's files have about 500 bytes. */
const mostBytes = 64 * 1_024

/** See `AskReleases`. By the system's proxies and certificates; without cookies and logins, past every cache. */
export const askReleases: AskReleases = (address, signal) =>
  new Promise((resolve, reject) => {
    const request = net.request({ url: address, redirect: 'manual', credentials: 'omit', cache: 'no-store' })
    const chunks: Buffer[] = []
    let bytes = 0
    const end = (answer: ReleasesAnswer): void => {
      signal.removeEventListener('abort', giveUp)
      resolve(answer)
      request.abort()
    }
    const giveUp = (): void => {
      reject(signal.reason as Error)
      request.abort()
    }
    signal.addEventListener('abort', giveUp, { once: true })
    request.on('error', reject)
    request.on('redirect', (_status, _method, to) => end({ kind: 'redirect', to }))
    request.on('response', (response) => {
      response.on('error', reject)
      if (response.statusCode !== 200) return end({ kind: 'status', status: response.statusCode })
      response.on('data', (chunk) => {
        bytes += chunk.length
        if (bytes > mostBytes) return end({ kind: 'too-large' })
        chunks.push(chunk)
      })
      response.on('end', () => end({ kind: 'file', text: Buffer.concat(chunks).toString('utf8') }))
    })
    if (signal.aborted) return giveUp()
    request.end()
  })
