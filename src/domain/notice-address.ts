/** An address that notices may be sent to. `shown`: as much of it as people may see, as the rest may be a secret. */
export type NoticeAddress =
  | { readonly kind: 'good'; readonly address: string; readonly shown: string }
  | { readonly kind: 'bad'; readonly reason: 'not-an-address' | 'not-https' | 'has-password' }

const form = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?(\/[^\s#\\]*)?$/i

/** Reads where notices are to go: `https`, or `http` to this machine itself, without name and password, and without a fragment. */
export function readNoticeAddress(text: string): NoticeAddress {
  const address = text.trim()
  if (/^https?:\/\/[^/?#]*@/i.test(address)) return { kind: 'bad', reason: 'has-password' }
  const [, scheme = '', host = '', port = '', rest = ''] = form.exec(address) ?? []
  if (scheme === '' || address.length > 2_000) return { kind: 'bad', reason: 'not-an-address' }
  if (scheme.toLowerCase() === 'http' && !isLoopback(host)) return { kind: 'bad', reason: 'not-https' }
  const origin = `${scheme}://${host}${port}`.toLowerCase()
  return { kind: 'good', address, shown: rest.length > 1 ? `${origin}/••••••••` : origin }
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase()
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}
