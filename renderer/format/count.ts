import type { Language } from '../../src/domain/berth-error'

const formats = { en: new Intl.NumberFormat('en'), ko: new Intl.NumberFormat('ko') }

/** A whole number with its thousands set apart: `3,953`. */
export function formatCount(count: number, language: Language): string {
  return formats[language].format(count)
}
