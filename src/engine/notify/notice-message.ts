import { randomUUID } from 'node:crypto'
import type { Language } from '../../domain/berth-error'
import type { Notice } from '../../domain/notice'
import { isSentKind } from '../../domain/notice'
import type { NoticeTarget } from '../../domain/notice-target'
import { fillTemplate } from '../../domain/notice-template'
import { noticeText, type NoticeText } from '../../domain/notice-text'
import { noticeWordsOf } from '../../domain/notice-words-of'
import type { NoticeSecrets } from './notice-target-source'
import type { NoticePost } from './post-notice'
import { signatureHeaders } from './sign-notice'
import { slackMessage } from './slack-message'
import { webhookMessage, webhookTest } from './webhook-message'

/** A message for a target, made anew for each attempt by the time of that. */
export type NoticeMessage = (secrets: NoticeSecrets, nowMs: number) => NoticePost

/** A notice as the target wants it. */
export function noticeMessage(target: NoticeTarget, notice: Notice): NoticeMessage {
  const text = textFor(target, notice)
  if (target.kind === 'slack') return slackPost(slackMessage(notice.kind, text))
  return webhookPost(notice.id, webhookMessage(notice, text, target.language))
}

/** A message that says that it is a test. */
export function testMessage({ kind, language }: NoticeTarget, nowMs: number): NoticeMessage {
  const title = noticeWordsOf(language).test
  const id = `test-${randomUUID()}`
  if (kind === 'slack') return slackPost(slackMessage('test', { title, body: '' }))
  return webhookPost(id, webhookTest(id, title, nowMs))
}

function textFor({ templates, language }: NoticeTarget, notice: Notice): NoticeText {
  const formatTime = timeFormat(language)
  const template = isSentKind(notice.kind) ? templates[notice.kind] : undefined
  if (template === undefined) return noticeText(notice, language, formatTime)
  return { title: fillTemplate(template, notice, language, formatTime), body: '' }
}

function timeFormat(language: Language): (atMs: number) => string {
  const format = new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return (atMs) => format.format(atMs)
}

function slackPost(body: string): NoticeMessage {
  return ({ address }) => ({ address, body, headers: {} })
}

function webhookPost(id: string, body: string): NoticeMessage {
  return ({ address, signingSecret }, nowMs) => ({
    address,
    body,
    headers: { 'X-Berth-Id': id, ...signatureHeaders(body, signingSecret, nowMs) },
  })
}
