import { readParameter, splitByCommas, splitBySemicolons } from './header-parts'

/**
 * The target of the `rel="next"` link of a `Link` header (RFC 8288) as it is written, absolute or relative; null where
 * there is none. `rel` may hold several words, and only the first `rel` of a link counts.
 */
export function nextLink(header: string | undefined): string | null {
  for (const link of splitByCommas(header ?? '')) {
    const [target = '', ...parameters] = splitBySemicolons(link)
    const [, written] = /^<([^>]*)>$/.exec(target) ?? []
    const relation = parameters.map(readParameter).find((parameter) => parameter?.name === 'rel')
    if (written !== undefined && relation?.value.toLowerCase().split(/\s+/).includes('next') === true)
      return written.trim()
  }
  return null
}
