import { describeError, type Language } from './berth-error'
import { displayText } from './display-text'
import { hideSecrets } from './hide-secrets'
import type { Notice } from './notice'
import type { NoticeWords } from './notice-words'
import { noticeWordsOf } from './notice-words-of'

/** A notice as people read it: one line of what happened, one of what else is known. Harmless for display. */
export type NoticeText = { readonly title: string; readonly body: string }

const longestBody = 300
const longestReason = 200

/** A notice in words. `formatTime` writes a moment as the reader's clock shows it. */
export function noticeText(notice: Notice, language: Language, formatTime: (atMs: number) => string): NoticeText {
  const words = noticeWordsOf(language)
  const title = `${notice.slot}: ${happened(notice, words)}`
  const parts = [
    ...(notice.untilMs === null ? [] : [words.until(formatTime(notice.untilMs))]),
    [notice.branch, notice.version].filter((text) => text !== '').join(' '),
    ...(notice.kind === 'unhealthy' || notice.kind === 'new-build' ? [notice.services.join(', ')] : []),
    notice.whose === '' ? '' : otherPerson(notice, words),
    notice.who === '' ? '' : words.by(notice.who),
    notice.host,
  ]
  const facts = parts.filter((part) => part !== '').join(' · ')
  const reason = noticeReason(notice, language)
  const serves = notice.kind === 'put-back' ? words.oldServes : ''
  const body = [facts, reason, serves].filter((text) => text !== '').join('\n')
  return { title: displayText(title, 120), body: body.slice(0, longestBody) }
}

/** What happened, without where. */
export function happened(notice: Pick<Notice, 'kind' | 'operation'>, words: NoticeWords): string {
  switch (notice.kind) {
    case 'started':
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return words[notice.kind][notice.operation ?? 'deploy']
    case 'put-back':
    case 'rolled-back':
    case 'taken-over':
    case 'reserved':
    case 'overruled':
    case 'unreserved':
    case 'unhealthy':
    case 'recovered':
    case 'new-build':
      return words.happened[notice.kind]
  }
}

/** What a person wrote, or the first line of why it failed: one line, passwords in addresses hidden, cut. */
export function noticeReason({ reason, error }: Pick<Notice, 'reason' | 'error'>, language: Language): string {
  const text = error === null ? reason : describeError(error, language).message
  const [first = ''] = text.split('\n')
  return displayText(hideSecrets(first, []), longestReason)
}

function otherPerson({ kind, whose }: Notice, words: NoticeWords): string {
  return kind === 'reserved' ? words.forWhom(whose) : words.from(whose)
}
