import type { TFunction } from 'i18next'
import { type HistoryEntry, historyKindOf } from '../../../src/contract/history'
import type { Language } from '../../../src/domain/berth-error'
import { formatMoment } from '../../format/time'
import { kindIcons, resultLook } from '../activity/history-look'
import type { PaletteItem } from './palette-item'

/** Deployments of the history, newest first. */
export function historyItems(
  entries: readonly HistoryEntry[],
  hostName: (hostId: string) => string,
  t: TFunction<'activity'>,
  language: Language,
  nowMs: number,
): readonly PaletteItem[] {
  return entries.flatMap((entry) => {
    const { event, slot, hostId } = entry
    if (event.kind !== 'deployment' || slot === null) return []
    const what = event.to?.kickoff?.summary ?? event.to?.tag ?? ''
    return [
      {
        id: `entry ${hostId} ${entry.id}`,
        group: 'history',
        face: { kind: 'icon', icon: kindIcons[historyKindOf(event)] },
        title: `#${event.number}, ${formatMoment(entry.atMs, nowMs, language)}`,
        isCode: false,
        detail: [what, `${hostName(hostId)} ${slot}`, entry.by].filter(Boolean).join(' · '),
        aside: t(resultLook(event).word),
        chord: null,
        also: [event.to?.tag, event.to?.version, event.to?.revision, event.reason].filter(Boolean).join(' '),
        goal: { kind: 'entry', slot: { hostId, slot }, entryId: entry.id },
        more: [],
      },
    ]
  })
}
