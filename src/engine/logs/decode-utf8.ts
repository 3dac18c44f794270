/** Reads UTF-8; what is none becomes U+FFFD. Docker's bytes come as `Buffer`s, which need no copy of their own. */
export function decodeUtf8(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return buffer.toString('utf8')
}
