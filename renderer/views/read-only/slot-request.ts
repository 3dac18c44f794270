import type { TFunction } from 'i18next'
import type { HostView, SlotView } from '../../../src/domain/board'
import { shortRevision } from '../activity/release-text'
import { versionText } from '../board/service-look'
import { slotLook } from '../board/slot-look'

/** What a request for a slot is made of. */
export type SlotRequestParts = {
  readonly host: Pick<HostView, 'name'>
  readonly slot: SlotView
  /** Who asks; empty: they sign themselves. */
  readonly person: string
}

/** A plain text for somebody who may deploy: which slot, what is on it now, and lines to fill in. Nothing of it is secret. */
export function slotRequest({ host, slot, person }: SlotRequestParts, t: TFunction<['readOnly', 'states']>): string {
  const { reservation } = slot
  const who = reservation === null ? '' : reservation.forWhom || reservation.by
  return [
    t('request.head', { host: host.name, slot: slot.name }),
    t('request.wanted'),
    t('request.purpose'),
    '',
    t('request.now', { what: whatRuns(slot) || t('request.nothing') }),
    t('request.state', { state: t(`states:${slotLook(slot).word}`) }),
    ...(reservation === null ? [] : [t('request.reserved', { who, purpose: reservation.why })]),
    ...(person === '' ? [] : [t('request.from', { person })]),
    '',
  ].join('\n')
}

function whatRuns({ tag, revision, version }: SlotView): string {
  const parts = [tag, version === null ? null : versionText(version), shortRevision({ revision })]
  return parts.filter((part) => part !== null && part !== '').join(', ')
}
