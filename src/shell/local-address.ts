/** An `http` or `https` address without credentials, which could pass one host off as another; null: not one. */
export function readWebAddress(address: string): URL | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return null
  }
  return ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' ? url : null
}

/** A web address on a loopback name: what a published port of a local slot looks like. */
export function isLocalAddress(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(readWebAddress(address)?.hostname ?? '')
}
