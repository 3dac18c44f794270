import type { Language } from '../../src/domain/berth-error'

const english = new Intl.ListFormat('en')

/** Names in a row: `api and web`; in Korean with commas, as a particle would depend on the name before it. */
export function formatList(names: readonly string[], language: Language): string {
  return language === 'ko' ? names.join(', ') : english.format(names)
}
