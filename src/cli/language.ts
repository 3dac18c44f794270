import type { Language } from '../domain/berth-error'

/** The language of messages: Korean where the system's locale for messages is, else English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (value) => value !== undefined && value !== '',
  )
  return locale?.startsWith('ko') === true ? 'ko' : 'en'
}
