import { displayText } from './display-text'

/**
 * A version by the published `platform` template (`platform/v{version}`), harmless for display. A `v` that both bring is
 * written once. Null where there is no template, or no version.
 */
export function platformText(template: string, version: string | null): string | null {
  const [before, ...after] = template.split('{version}')
  if (version === null || before === undefined || after.length === 0) return null
  const bare = /v$/i.test(before) ? version.replace(/^v(?=\d)/i, '') : version
  return displayText(`${before}${bare}${after.join(bare)}`, 200)
}
