import type { TFunction } from 'i18next'
import type { HistoryEntry } from '../../../src/contract/history'
import { releaseWords } from './release-text'

/** What a deployment left people with, in one sentence. */
export function outcomeText(entry: HistoryEntry, t: TFunction<'activity'>): string {
  if (entry.event.kind !== 'deployment') return ''
  const { result, from, to } = entry.event
  const slot = entry.slot ?? ''
  switch (result) {
    case 'succeeded':
      return to === null ? t('wasDone') : t('nowRan', { slot, what: releaseWords(to) })
    case 'put-back':
      return from === null ? t('keptRunningPlain', { slot }) : t('keptRunning', { slot, what: releaseWords(from) })
    case 'cancelled':
      return t('wasCancelled', { by: entry.by })
    case 'refused':
      return t('wasRefused')
    case 'down':
      return t('wentDown', { slot })
    case 'running':
      return t('goesOn')
    case 'interrupted':
      return t('wasInterrupted')
    case 'unknown':
      return t('notKnown')
  }
}
