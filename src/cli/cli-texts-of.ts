import type { Language } from '../domain/berth-error'
import type { CliTexts } from './cli-texts'
import { cliTextsEn } from './cli-texts-en'
import { cliTextsKo } from './cli-texts-ko'

/** The words of the command line in a language. */
export function cliTextsOf(language: Language): CliTexts {
  return language === 'ko' ? cliTextsKo : cliTextsEn
}
