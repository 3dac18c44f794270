import type { Language } from './berth-error'
import { displayText } from './display-text'
import type { Notice } from './notice'
import { longestTemplate } from './notice-target'
import { happened, noticeReason } from './notice-text'
import { noticeWordsOf } from './notice-words-of'

/** What a template may name, in braces. */
export const templatePlaceholders = [
  'slot',
  'host',
  'event',
  'branch',
  'version',
  'who',
  'whose',
  'services',
  'reason',
  'until',
] as const

type Placeholder = (typeof templatePlaceholders)[number]
const braces = /\{([^{}\s]{1,40})\}/g

/** The first placeholder of a template that nothing is known for; null: all are known. */
export function unknownPlaceholder(template: string): string | null {
  const named = [...template.matchAll(braces)].map(([, name = '']) => name)
  return named.find((name) => !isPlaceholder(name)) ?? null
}

/** A template with its placeholders filled. What a value says is never filled again, and the whole is one harmless line. */
export function fillTemplate(
  template: string,
  notice: Notice,
  language: Language,
  formatTime: (atMs: number) => string,
): string {
  const { slot, host, branch, version, who, whose, services, untilMs } = notice
  const values: Readonly<Record<Placeholder, string>> = {
    slot,
    host,
    branch,
    version,
    who,
    whose,
    event: happened(notice, noticeWordsOf(language)),
    services: services.join(', '),
    reason: noticeReason(notice, language),
    until: untilMs === null ? '' : formatTime(untilMs),
  }
  const text = template.replace(braces, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole))
  return displayText(text, longestTemplate)
}

function isPlaceholder(name: string): name is Placeholder {
  return (templatePlaceholders as readonly string[]).includes(name)
}
