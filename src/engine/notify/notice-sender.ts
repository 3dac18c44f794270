import type { Delivery } from '../../contract/notice-requests'
import { BerthError, type BerthErrorData, errorData } from '../../domain/berth-error'
import { type Notice, isSentKind } from '../../domain/notice'
import { readNoticeAddress } from '../../domain/notice-address'
import type { NoticeTarget } from '../../domain/notice-target'
import type { Clock, Log } from '../ports'
import { type Delivered, deliverNotice, deliverOnce } from './deliver-notice'
import { noticeMessage, testMessage } from './notice-message'
import { createNoticeQueue, type NoticeQueue } from './notice-queue'
import type { NoticeSecrets, NoticeTargetSource } from './notice-target-source'

/** Sends word of what was done from here to the person's targets. */
export type NoticeSender = {
  /** To every target that wants that kind; returns at once. */
  readonly send: (notice: Notice) => void
  /** Sends a test at once and waits for how it went. Throws `notice-target-unknown`. */
  readonly test: (targetId: string, signal: AbortSignal) => Promise<Delivery>
  /** How the last message of each target went, in no order. */
  readonly deliveries: () => readonly Delivery[]
  /** What did not arrive so far, the last 20. */
  readonly failed: () => readonly Delivery[]
  /** Forgets what waits for a target that is gone. */
  readonly forget: (targetId: string) => void
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>
  readonly close: () => void
}

/** What sending needs. `targets`: those of the settings, where the source says so. */
export type NoticeSenderParts = {
  readonly source: NoticeTargetSource
  readonly targets: () => readonly NoticeTarget[]
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly onDelivery: () => void
}

const mostFailed = 20

/** See `NoticeSender`. */
export function createNoticeSender(parts: NoticeSenderParts): NoticeSender {
  const { clock, onDelivery } = parts
  const queues = new Map<string, NoticeQueue>()
  const deliveries = new Map<string, Delivery>()
  const failed: Delivery[] = []
  const queueOf = (targetId: string): NoticeQueue => {
    const queue = queues.get(targetId) ?? createNoticeQueue(parts.log)
    queues.set(targetId, queue)
    return queue
  }
  const told = async (targetId: string, work: () => Promise<Delivered>): Promise<Delivery> => {
    const beganMs = clock.monotonicMs()
    const delivered = await work()
    const tookMs = Math.round(clock.monotonicMs() - beganMs)
    const dropped = queues.get(targetId)?.dropped() ?? 0
    const delivery = { targetId, atMs: clock.nowMs(), tookMs, dropped, ...delivered }
    deliveries.set(targetId, delivery)
    if (delivery.error !== null) failed.push(delivery)
    failed.splice(0, failed.length - mostFailed)
    onDelivery()
    return delivery
  }
  return {
    send: (notice) => {
      for (const target of targetsOf(parts).filter(({ events }) => wants(events, notice))) {
        queueOf(target.id).add((signal) => told(target.id, () => sendOne(parts, target, notice, signal)).then(noReply))
      }
    },
    test: (targetId, signal) => {
      const target = targetsOf(parts).find(({ id }) => id === targetId)
      if (target === undefined) throw new BerthError('notice-target-unknown')
      return told(targetId, () => testOne(parts, target, signal))
    },
    deliveries: () => [...deliveries.values()],
    failed: () => [...failed],
    forget: (targetId) => {
      queues.get(targetId)?.close()
      queues.delete(targetId)
      deliveries.delete(targetId)
    },
    idle: async () => void (await Promise.all([...queues.values()].map((queue) => queue.idle()))),
    close: () => queues.forEach((queue) => queue.close()),
  }
}

const noReply = (): void => undefined

function targetsOf({ source, targets }: NoticeSenderParts): readonly NoticeTarget[] {
  return source.kind === 'given' ? source.targets.map(({ target }) => target) : targets()
}

function wants(events: NoticeTarget['events'], { kind }: Notice): boolean {
  return isSentKind(kind) && events.includes(kind)
}

async function sendOne(
  parts: NoticeSenderParts,
  target: NoticeTarget,
  notice: Notice,
  signal: AbortSignal,
): Promise<Delivered> {
  const secrets = await usableSecrets(parts.source, target, signal)
  if ('error' in secrets) return { attempts: 0, error: secrets.error }
  const message = noticeMessage(target, notice)
  return deliverNotice(target.name, () => message(secrets, parts.clock.nowMs()), parts, signal)
}

async function testOne(parts: NoticeSenderParts, target: NoticeTarget, signal: AbortSignal): Promise<Delivered> {
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
