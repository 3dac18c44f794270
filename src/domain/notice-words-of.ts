import type { Language } from './berth-error'
import type { NoticeWords } from './notice-words'
import { noticeWordsEn } from './notice-words-en'
import { noticeWordsKo } from './notice-words-ko'

/** The words of a language. */
export function noticeWordsOf(language: Language): NoticeWords {
  return language === 'ko' ? noticeWordsKo : noticeWordsEn
}
