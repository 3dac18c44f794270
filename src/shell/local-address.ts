/** `http` or `https` on a loopback name, without credentials: what a published port of a local slot looks like. */
export function isLocalAddress(address: string): boolean {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return loopback && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
}
