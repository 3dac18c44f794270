import { createHash } from 'node:crypto'

/** `\nsha256 <64 hexadecimal digits>\n` */
const trailerBytes = 73
const trailerStart = '\nsha256 '

/**
 * The bytes as they lie on the host: themselves, a line break, and a line with the checksum of both. By hand: of a
 * record's two lines, `head -n 1 FILE | sha256sum` must give what the second one says.
 */
export function sealBytes(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.from(`${trailerStart}${checksum(bytes)}\n`)])
}

/** The bytes that were sealed; null where any of them is missing or another one. */
export function unsealBytes(sealed: Uint8Array): Uint8Array | null {
  const end = sealed.length - trailerBytes
  if (end < 0) return null
  const bytes = sealed.subarray(0, end)
  const trailer = Buffer.from(sealed.subarray(end)).toString('latin1')
  return trailer === `${trailerStart}${checksum(bytes)}\n` ? bytes : null
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).update('\n').digest('hex')
}
