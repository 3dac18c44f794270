import type { Language } from './berth-error'
import type { HealthNote } from './health-note'
import type { HealthCause } from './health-reason'
import type { HealthTexts } from './health-texts'
import { healthTextsEn } from './health-texts-en'
import { healthTextsKo } from './health-texts-ko'

const textsOf: Readonly<Record<Language, HealthTexts>> = { en: healthTextsEn, ko: healthTextsKo }

/** What happened, in plain words. */
export function describeHealthNote(note: HealthNote, language: Language): string {
  const describe = textsOf[language].note[note.kind] as (of: HealthNote) => string
  return describe(note)
}

/** What is wrong, in plain words. */
export function describeHealthCause(cause: HealthCause, language: Language): string {
  const describe = textsOf[language].cause[cause.kind] as (of: HealthCause) => string
  return describe(cause)
}
