import { z } from 'zod'
import { berthErrorSchema } from './berth-error'

/** What people are told of a slot. The order is that of lists of them. */
export const noticeKinds = [
  'started',
  'succeeded',
  'put-back',
  'failed',
  'cancelled',
  'rolled-back',
  'taken-over',
  'reserved',
  'overruled',
  'unreserved',
  'unhealthy',
  'recovered',
  'new-build',
] as const

/** What somebody did, and so what their client sends on; the rest is seen by whoever follows the slot. */
export const sentKinds = [
  'started',
  'succeeded',
  'put-back',
  'failed',
  'cancelled',
  'rolled-back',
  'taken-over',
  'reserved',
  'overruled',
  'unreserved',
] as const satisfies readonly NoticeKind[]

/**
 * One thing to tell. Names and reasons alone, harmless for display: never a value of an environment, never a container's
 * output. `id` is the same for the same happening, so that a receiver can drop what it has already.
 */
export const noticeSchema = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  /** The clock of whoever saw it: the host's for what its ledger tells, else this machine's. */
  atMs: z.number(),
  hostId: z.string(),
  host: z.string(),
  slot: z.string(),
  /** Who did it; empty: nobody did, or it is not known. */
  who: z.string(),
  /** Of a deployment; null: it is about none, or its beginning is not known. */
  operation: z.enum(['deploy', 'rollback', 'stop', 'start', 'restart', 'repair']).nullable(),
  deploymentId: z.string().nullable(),
  /** The branch or tag that it is about; empty: none. */
  branch: z.string(),
  version: z.string(),
  services: z.array(z.string()),
  /** The other person: whose deployment was taken over, whose reservation was overruled, for whom a slot is kept. */
  whose: z.string(),
  /** As a person wrote it. */
  reason: z.string(),
  /** Why it failed. */
  error: berthErrorSchema.nullable(),
  /** The end of a reservation. */
  untilMs: z.number().nullable(),
})

/** See `noticeKinds`. */
export type NoticeKind = (typeof noticeKinds)[number]
/** See `sentKinds`. */
export type SentKind = (typeof sentKinds)[number]
/** See `noticeSchema`. */
export type Notice = Readonly<z.infer<typeof noticeSchema>>

/** Where a notice is from. */
export type NoticePlace = Pick<Notice, 'hostId' | 'host' | 'slot'>

/** A notice of which nothing but this is known. */
export function plainNotice(place: NoticePlace, known: Pick<Notice, 'id' | 'kind' | 'atMs'> & Partial<Notice>): Notice {
  const nobody = { who: '', whose: '', reason: '', branch: '', version: '', services: [] }
  return { ...nobody, operation: null, deploymentId: null, error: null, untilMs: null, ...place, ...known }
}

/** Whether somebody did it, so that it is sent by their own client. */
export function isSentKind(kind: NoticeKind): kind is SentKind {
  return (sentKinds as readonly NoticeKind[]).includes(kind)
}
