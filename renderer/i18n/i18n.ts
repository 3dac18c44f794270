import { createInstance, type i18n } from 'i18next'
import type { Language } from '../../src/domain/berth-error'
import { resources as english } from './en/resources'
import { resources as korean } from './ko/resources'

declare module 'i18next' {
  // Makes every key a type: a text that isn't there doesn't compile. Only an interface can add to another's module.
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof english
  }
}

/** The texts of both languages, starting in one. React escapes what it shows, so nothing is escaped twice. */
export function createI18n(language: Language): i18n {
  const instance = createInstance({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'app',
    resources: { en: english, ko: korean },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  void instance.init()
  return instance
}

/** The language to show: as set, or the system's where it is Korean, or English. */
export function chooseLanguage(setting: 'system' | Language, systemLanguage: string): Language {
  if (setting !== 'system') return setting
  return systemLanguage.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}
