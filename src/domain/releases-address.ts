import { readNoticeAddress } from './notice-address'

/** Where a team's packages lie. `folder` ends in a slash: it is the page a person opens, and what the files' names are put behind. */
export type ReleasesAddress =
  | { readonly kind: 'none' }
  | { readonly kind: 'good'; readonly folder: string }
  | { readonly kind: 'bad'; readonly reason: 'not-an-address' | 'not-https' | 'has-password' | 'has-query' }

/** Reads the address of a folder: `https`, or `http` to this machine itself, without name, password, query and fragment. */
export function readReleasesAddress(text: string): ReleasesAddress {
  if (text.trim() === '') return { kind: 'none' }
  if (/[?#]/.test(text)) return { kind: 'bad', reason: 'has-query' }
  const read = readNoticeAddress(text)
  if (read.kind === 'bad') return read
  const { address } = read
  return { kind: 'good', folder: address.endsWith('/') ? address : `${address}/` }
}
