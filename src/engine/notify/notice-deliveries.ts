import type { Delivery } from '../../contract/notice-requests'
import type { Clock } from '../ports'
import type { Delivered } from './deliver-notice'

/** How messages went. */
export type NoticeDeliveries = {
  /** Does the work of sending one and keeps how it went. `dropped`: how many of that target had to give way so far. */
  readonly told: (targetId: string, dropped: () => number, work: () => Promise<Delivered>) => Promise<Delivery>
  /** The last of each target, in no order. */
  readonly last: () => readonly Delivery[]
  /** The last 20 that did not arrive. */
  readonly failed: () => readonly Delivery[]
  readonly forget: (targetId: string) => void
}

const mostFailed = 20

/** See `NoticeDeliveries`. */
export function createNoticeDeliveries(clock: Clock, onDelivery: () => void): NoticeDeliveries {
  const last = new Map<string, Delivery>()
  const failed: Delivery[] = []
  return {
    told: async (targetId, dropped, work) => {
      const beganMs = clock.monotonicMs()
      const delivered = await work()
      const tookMs = Math.round(clock.monotonicMs() - beganMs)
      const tooOld = (last.get(targetId)?.tooOld ?? 0) + (delivered.error?.code === 'notice-too-old' ? 1 : 0)
      const delivery = { targetId, atMs: clock.nowMs(), tookMs, dropped: dropped(), tooOld, ...delivered }
      last.set(targetId, delivery)
      if (delivery.error !== null) failed.push(delivery)
      failed.splice(0, failed.length - mostFailed)
      onDelivery()
      return delivery
    },
    last: () => [...last.values()],
    failed: () => [...failed],
    forget: (targetId) => void last.delete(targetId),
  }
}
