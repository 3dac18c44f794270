import { useTranslation } from 'react-i18next'
import type { Language } from '../../src/domain/berth-error'

/** The language the window speaks now, for formatters and errors. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'ko' ? 'ko' : 'en'
}
