import type { Language } from '../../domain/berth-error'
import type { Notice } from '../../domain/notice'
import { noticeReason, type NoticeText } from '../../domain/notice-text'

/** The form of the body; a change that a receiver could stumble over makes it 2. */
const format = 1

/** The body of a plain webhook. What is not known is null or empty, never left out. */
export function webhookMessage(notice: Notice, { title, body }: NoticeText, language: Language): string {
  const { id, kind, atMs, host, slot, who, operation, deploymentId, branch, version, services, whose, untilMs } = notice
  const error = notice.error === null ? null : { code: notice.error.code, message: noticeReason(notice, language) }
  return JSON.stringify({
    format,
    id,
    event: kind,
    at: new Date(atMs).toISOString(),
    text: body === '' ? title : `${title}\n${body}`,
    host,
    slot,
    who,
    operation,
    deploymentId,
    branch,
    version,
    services,
    whose,
    reason: notice.error === null ? noticeReason(notice, language) : '',
    error,
    until: untilMs === null ? null : new Date(untilMs).toISOString(),
  })
}

/** The body that a test sends. */
export function webhookTest(id: string, text: string, nowMs: number): string {
  return JSON.stringify({ format, id, event: 'test', at: new Date(nowMs).toISOString(), text })
}
