import type { NoticeKind } from '../../domain/notice'
import type { NoticeText } from '../../domain/notice-text'

const marks: Readonly<Record<NoticeKind, string>> = {
  started: '▶',
  succeeded: '✔',
  'put-back': '↩',
  failed: '✖',
  cancelled: '◼',
  'rolled-back': '↶',
  'taken-over': '⇄',
  reserved: '●',
  overruled: '⚠',
  unreserved: '○',
  unhealthy: '✖',
  recovered: '✔',
  'new-build': '◆',
}

/**
 * A message of Slack's Block Kit. All of it is plain text, in which Slack reads neither marks nor mentions; only the short
 * text for its own notifications would be read so, and is escaped.
 */
export function slackMessage(kind: NoticeKind | 'test', { title, body }: NoticeText): string {
  const headline = kind === 'test' ? title : `${marks[kind]} ${title}`
  const context = body === '' ? [] : [{ type: 'context', elements: [plain(body)] }]
  return JSON.stringify({
    text: escaped(headline),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [{ type: 'section', text: plain(headline) }, ...context],
  })
}

function plain(text: string): Readonly<Record<string, unknown>> {
  return { type: 'plain_text', text, emoji: false }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
