import type { TFunction } from 'i18next'
import type { HostView, SlotView } from '../../../src/domain/board'
import type { PaletteGoal, PaletteItem } from './palette-item'
import { deployBlock, isReadOnly } from '../board/slot-actions'
import { isOld, lastSeenLook, slotLook } from '../board/slot-look'
import type { IconName } from '../../components/icon'

/** Texts that the palette uses. */
export type PaletteTexts = TFunction<['palette', 'states']>

/** A slot as the palette lists it, with what can be done with it. */
export function slotItem(host: HostView, slot: SlotView, t: PaletteTexts): PaletteItem {
  const address = { hostId: host.id, slot: slot.name }
  const isLastSeen = isOld(host.connection)
  const look = isLastSeen ? lastSeenLook(slot) : slotLook(slot)
  const word = t(`states:${look.word}`)
  const summary = slot.kickoff?.summary ?? slot.tag ?? ''
  const people = [slot.deployedBy, slot.reservation?.by].filter((name) => name !== null && name !== undefined)
  return {
    id: `slot ${host.id}/${slot.name}`,
    group: 'slots',
    face: { kind: 'state', look },
    title: `${host.name} / ${slot.name}`,
    isCode: false,
    detail: [summary, slot.revision?.slice(0, 7)].filter(Boolean).join(' '),
    aside: isLastSeen ? t('palette:was', { word }) : word,
    chord: null,
    also: [slot.name, slot.tag, slot.version, slot.platform, slot.revision, ...people].filter(Boolean).join(' '),
    goal: { kind: 'slot', slot: address },
    more: slotActions(host, slot, t),
  }
}

type Act = { readonly goal: PaletteGoal; readonly word: string; readonly icon: IconName; readonly chord: string }

/** What can be done with a slot now; what can't is left out. */
export function slotActions(host: HostView, slot: SlotView, t: PaletteTexts): readonly PaletteItem[] {
  const address = { hostId: host.id, slot: slot.name }
  const place = { slot: `${host.name} / ${slot.name}` }
  const canDeploy = deployBlock(slot, host) === null
  const canChange = !isReadOnly(host) && !isOld(host.connection)
  const deploy: Act = {
    goal: { kind: 'deploy', slot: address, tag: null },
    word: slot.activity === null ? t('palette:deployTo', place) : t('palette:progressOf', place),
    icon: 'deploy',
    chord: 'D',
  }
  const acts: readonly (Act | false)[] = [
    canDeploy && deploy,
    canDeploy &&
      slot.activity === null && {
        goal: { kind: 'rollback', slot: address },
        word: t('palette:rollBack', place),
        icon: 'back',
        chord: 'R',
      },
    slot.services.length > 0 && {
      goal: { kind: 'logs', slot: address },
      word: t('palette:logsOf', place),
      icon: 'logs',
      chord: 'L',
    },
    Object.keys(slot.urls).length > 0 && {
      goal: { kind: 'open', slot: address },
      word: t('palette:openUrl', place),
      icon: 'open',
      chord: 'O',
    },
    canChange && {
      goal: { kind: 'reserve', slot: address },
      word: t('palette:reserve', place),
      icon: 'cal',
      chord: 'V',
    },
    { goal: { kind: 'follow', slot: address }, word: t('palette:follow', place), icon: 'bell', chord: 'F' },
    { goal: { kind: 'copy', slot: address }, word: t('palette:copyOf', place), icon: 'copy', chord: 'C' },
    { goal: { kind: 'history', slot: address }, word: t('palette:historyOf', place), icon: 'hist', chord: 'H' },
  ]
  return acts.flatMap((act) => (act === false ? [] : [actionItem(act, slot)]))
}

function actionItem({ goal, word, icon, chord }: Act, { kickoff, tag }: SlotView): PaletteItem {
  return {
    id: `action ${word}`,
    group: 'actions',
    face: { kind: 'icon', icon },
    title: word,
    isCode: false,
    detail: kickoff?.summary ?? tag ?? '',
    aside: '',
    chord,
    also: tag ?? '',
    goal,
    more: [],
  }
}
