import type { Language } from './berth-error'
import type { Notice } from './notice'
import { happened, noticeText, type NoticeText } from './notice-text'
import { noticeWordsOf } from './notice-words-of'

/** Notices that come within this time of the first are one notification. */
export const groupingMs = 2_000

const mostLines = 4

/** Several notices as one text: a line each up to four, the rest counted. Throws for none. */
export function groupedText(
  notices: readonly Notice[],
  language: Language,
  formatTime: (atMs: number) => string,
): NoticeText {
  const [first] = notices
  if (first === undefined) throw new RangeError('no notices')
  if (notices.length === 1) return noticeText(first, language, formatTime)
  const words = noticeWordsOf(language)
  const lines = notices.slice(0, mostLines).map((notice) => {
    const who = notice.who === '' ? '' : ` · ${notice.who}`
    return `${notice.slot}: ${happened(notice, words)}${who}`
  })
  const rest = notices.length - lines.length
  const slots = [...new Set(notices.map(({ slot }) => slot))]
  const named = slots.slice(0, mostLines).join(', ')
  return {
    title: `${words.several(notices.length)} · ${named}${slots.length > mostLines ? ' …' : ''}`.slice(0, 120),
    body: [...lines, ...(rest > 0 ? [words.more(rest)] : [])].join('\n'),
  }
}
