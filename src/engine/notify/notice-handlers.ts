import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { mostNoticeTargets, type NoticeTarget } from '../../domain/notice-target'
import { templatePlaceholders, unknownPlaceholder } from '../../domain/notice-template'
import { mostFollowedSlots, type Settings } from '../../domain/settings'
import type { RequestHandlers } from '../request-router'
import type { SettingsStore } from '../settings/settings-store'
import type { NoticeSender } from './notice-sender'

type Parts = { readonly settings: SettingsStore; readonly notices: { readonly sender: NoticeSender } }

/** See `noticeRequests`. */
export function noticeHandlers({
  settings,
  notices: { sender },
}: Parts): Pick<RequestHandlers, 'follow-slot' | 'save-notice-target' | 'remove-notice-target' | 'test-notice-target'> {
  return {
    'follow-slot': async ({ hostId, slot, follows }) => {
      await settings.update((before) => following(before, { hostId, slot }, follows))
      return {}
    },
    'save-notice-target': async ({ target }) => {
      refuseUnknownPlaceholders(target)
      await settings.update((before) => ({ ...before, noticeTargets: withTarget(before.noticeTargets, target) }))
      return {}
    },
    'remove-notice-target': async ({ targetId }) => {
      sender.forget(targetId)
      await settings.update((before) => ({
        ...before,
        noticeTargets: before.noticeTargets.filter(({ id }) => id !== targetId),
      }))
      return {}
    },
    'test-notice-target': async ({ targetId }, signal) => ({ delivery: await sender.test(targetId, signal) }),
  }
}

/** The slot that was followed first gives way where there are too many. */
function following(before: Settings, slot: Settings['followed'][number], follows: boolean): Settings {
  const others = before.followed.filter((one) => one.hostId !== slot.hostId || one.slot !== slot.slot)
  return { ...before, followed: follows ? [...others, slot].slice(-mostFollowedSlots) : others }
}

function refuseUnknownPlaceholders({ templates }: NoticeTarget): void {
  for (const template of Object.values(templates)) {
    const unknown = unknownPlaceholder(template)
    if (unknown === null) continue
    const known = templatePlaceholders.map((name) => `{${name}}`).join(' ')
    throw new BerthError('notice-template-invalid', { placeholder: `{${displayText(unknown, 40)}}`, known })
  }
}

function withTarget(targets: Settings['noticeTargets'], target: NoticeTarget): NoticeTarget[] {
  if (targets.some(({ id }) => id === target.id)) return targets.map((one) => (one.id === target.id ? target : one))
  if (targets.length >= mostNoticeTargets) throw new BerthError('notice-targets-full', { most: mostNoticeTargets })
  return [...targets, target]
}
