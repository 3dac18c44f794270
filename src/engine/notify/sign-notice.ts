import { createHmac } from 'node:crypto'

/**
 * The headers that let a receiver know who sent a body and when: an HMAC over the time in seconds, a full stop and the very
 * bytes of the body. Without a secret there is the time alone.
 */
export function signatureHeaders(body: string, secret: string | null, nowMs: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1_000))
  if (secret === null) return { 'X-Berth-Timestamp': timestamp }
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')
  return { 'X-Berth-Timestamp': timestamp, 'X-Berth-Signature': `sha256=${signature}` }
}
