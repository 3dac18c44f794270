import type { i18n } from 'i18next'
import type { Settings } from '../src/domain/settings'
import { chooseLanguage, createI18n } from './i18n/i18n'
import { useSampleStore } from './stores/sample-store'
import { useSettingsStore } from './stores/settings-store'

/** Applies theme and language of the settings to the document, now and at every change. */
export function followAppearance(systemLanguage: string): i18n {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const texts = createI18n(chooseLanguage(useSettingsStore.getState().settings.language, systemLanguage))
  const apply = (settings: Settings): void => {
    const language = chooseLanguage(settings.language, systemLanguage)
    const systemTheme = dark.matches ? 'dark' : 'light'
    document.documentElement.dataset['theme'] = settings.theme === 'system' ? systemTheme : settings.theme
    document.documentElement.lang = language
    if (texts.language !== language) void texts.changeLanguage(language)
    if (useSampleStore.getState().isSample) document.title = texts.t('app:sample.windowTitle')
  }
  apply(useSettingsStore.getState().settings)
  useSettingsStore.subscribe((state) => apply(state.settings))
  dark.addEventListener('change', () => apply(useSettingsStore.getState().settings))
  return texts
}
