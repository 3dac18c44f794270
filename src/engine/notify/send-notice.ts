import { type BerthErrorData, errorData } from '../../domain/berth-error'
import { readNoticeAddress } from '../../domain/notice-address'
import type { NoticeTarget } from '../../domain/notice-target'
import type { Clock } from '../ports'
import { type Delivered, deliverNotice, deliverOnce, type DeliveryParts } from './deliver-notice'
import { noticeMessage, testMessage } from './notice-message'
import type { NoticeSecrets, NoticeTargetSource } from './notice-target-source'
import { oldestWaitingMs, type WaitingNotice } from './waiting-notice'

/** What sending one message needs. */
export type SendingParts = DeliveryParts & { readonly source: NoticeTargetSource }

/** Sends what waits until it has arrived or is given up. `refuseLost` throws where it is another process's to send by now. */
export async function sendNotice(
  parts: SendingParts,
  target: NoticeTarget,
  waiting: WaitingNotice,
  refuseLost: () => Promise<void>,
  signal: AbortSignal,
): Promise<Delivered> {
  const end = endOf(waiting, target, parts.clock)
  if (end !== null) return { attempts: 0, error: end }
  const secrets = await usableSecrets(parts.source, target, signal)
  if ('error' in secrets) return { attempts: 0, error: secrets.error }
  const message = noticeMessage(target, waiting.notice)
  const ended = async (): Promise<BerthErrorData | null> => {
    await refuseLost()
    return endOf(waiting, target, parts.clock)
  }
  return deliverNotice(target.name, { ended, make: () => message(secrets, parts.clock.nowMs()) }, parts, signal)
}

/** Either way: what is from tomorrow was written by a clock that has been set since. */
function endOf({ sinceMs }: WaitingNotice, { name }: NoticeTarget, { nowMs }: Clock): BerthErrorData | null {
  if (Math.abs(nowMs() - sinceMs) <= oldestWaitingMs) return null
  return errorData('notice-too-old', { target: name, hours: oldestWaitingMs / 3_600_000 })
}

/** Sends a test, once. */
export async function sendTest(parts: SendingParts, target: NoticeTarget, signal: AbortSignal): Promise<Delivered> {
  const secrets = await usableSecrets(parts.source, target, signal)
  if ('error' in secrets) return { attempts: 0, error: secrets.error }
  const nowMs = parts.clock.nowMs()
  return deliverOnce(target.name, testMessage(target, nowMs)(secrets, nowMs), parts.clock, signal)
}

/** Looked up for each message: they may have been entered anew. */
async function usableSecrets(
  source: NoticeTargetSource,
  { id, name }: NoticeTarget,
  signal: AbortSignal,
): Promise<NoticeSecrets | { readonly error: BerthErrorData }> {
  const secrets =
    source.kind === 'settings'
      ? await source.secrets(id, signal)
      : (source.targets.find(({ target }) => target.id === id)?.secrets ?? null)
  if (secrets === null) return { error: errorData('notice-secret-missing', { target: name }) }
  const read = readNoticeAddress(secrets.address)
  if (read.kind === 'bad') return { error: errorData('notice-address-invalid') }
  return { ...secrets, address: read.address }
}
