import type { Delivery } from '../../contract/notice-requests'
import { BerthError } from '../../domain/berth-error'
import { type Notice, isSentKind } from '../../domain/notice'
import type { NoticeTarget } from '../../domain/notice-target'
import type { Log } from '../ports'
import type { Delivered } from './deliver-notice'
import { createNoticeDeliveries } from './notice-deliveries'
import { createNoticeQueue, type NoticeQueue } from './notice-queue'
import { sendNotice, type SendingParts, sendTest } from './send-notice'
import type { WaitingFile } from './waiting-file'
import { waitingKey, type WaitingNotice } from './waiting-notice'

/** Sends word of what was done from here to the person's targets. */
export type NoticeSender = {
  /** To every target that wants that kind; returns at once. */
  readonly send: (notice: Notice) => void
  /** Sends a test at once and waits for how it went. Throws `notice-target-unknown`. */
  readonly test: (targetId: string, signal: AbortSignal) => Promise<Delivery>
  /** Sends what an earlier process left; resolves when it is this one's on disk too. */
  readonly takeOver: (left: readonly WaitingNotice[]) => Promise<void>
  /** How the last message of each target went, in no order. */
  readonly deliveries: () => readonly Delivery[]
  /** What did not arrive so far, the last 20. */
  readonly failed: () => readonly Delivery[]
  /** Forgets what waits for a target that is gone. */
  readonly forget: (targetId: string) => void
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>
  /** Ends what is under way; it is left to the next start with what waits, where there is a file. */
  readonly close: () => Promise<void>
}

/** What sending needs. `targets`: those of the settings, where the source says so. */
export type NoticeSenderParts = SendingParts & {
  readonly targets: () => readonly NoticeTarget[]
  /** Null: what waits is lost with the process. */
  readonly file: Pick<WaitingFile, 'save' | 'lost' | 'leave'> | null
  readonly log: Log
  readonly onDelivery: () => void
}

/** See `NoticeSender`. */
export function createNoticeSender(parts: NoticeSenderParts): NoticeSender {
  const { clock, file, log } = parts
  const queues = new Map<string, NoticeQueue>()
  const deliveries = createNoticeDeliveries(clock, parts.onDelivery)
  let isClosed = false
  const save = async (): Promise<void> => file?.save([...queues.values()].flatMap((queue) => queue.waiting()))
  const told = (targetId: string, work: () => Promise<Delivered>): Promise<Delivery> =>
    deliveries.told(targetId, () => queues.get(targetId)?.dropped() ?? 0, work)
  const refuseLost = async (waiting: WaitingNotice): Promise<void> => {
    const lost = new Set((await file?.lost())?.map(waitingKey))
    for (const queue of queues.values()) queue.forget((one) => lost.has(waitingKey(one)))
    if (lost.has(waitingKey(waiting))) throw new BerthError('cancelled')
  }
  const send = async (waiting: WaitingNotice, signal: AbortSignal): Promise<void> => {
    // On disk first: it is not lost with this process then.
    await save()
    const target = targetsOf(parts).find(({ id }) => id === waiting.targetId)
    if (target === undefined) return
    await told(target.id, () => sendNotice(parts, target, waiting, () => refuseLost(waiting), signal))
  }
  const enqueue = (waiting: WaitingNotice): void => {
    if (isClosed) return
    const { targetId } = waiting
    const queue = queues.get(targetId) ?? createNoticeQueue({ send, onChange: () => void save(), log })
    queues.set(targetId, queue)
    if (!queue.waiting().some((one) => waitingKey(one) === waitingKey(waiting))) queue.add(waiting)
  }
  const idle = async (): Promise<void> => void (await Promise.all([...queues.values()].map((queue) => queue.idle())))
  return {
    send: (notice) => {
      const sinceMs = clock.nowMs()
      const wanting = targetsOf(parts).filter(({ events }) => wants(events, notice))
      for (const { id: targetId } of wanting) enqueue({ targetId, sinceMs, notice })
    },
    takeOver: async (left) => {
      left.forEach(enqueue)
      await save()
    },
    test: (targetId, signal) => {
      const target = targetsOf(parts).find(({ id }) => id === targetId)
      if (target === undefined) throw new BerthError('notice-target-unknown')
      return told(targetId, () => sendTest(parts, target, signal))
    },
    deliveries: deliveries.last,
    failed: deliveries.failed,
    forget: (targetId) => {
      queues.get(targetId)?.close()
      queues.delete(targetId)
      deliveries.forget(targetId)
      void save()
    },
    idle,
    close: async () => {
      isClosed = true
      queues.forEach((queue) => queue.close())
      await idle()
      await save()
      await file?.leave()
    },
  }
}

function targetsOf({ source, targets }: NoticeSenderParts): readonly NoticeTarget[] {
  return source.kind === 'given' ? source.targets.map(({ target }) => target) : targets()
}

function wants(events: NoticeTarget['events'], { kind }: Notice): boolean {
  return isSentKind(kind) && events.includes(kind)
}
