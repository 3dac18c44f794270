import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { noticeSchema } from '../domain/notice'
import { noticeTargetSchema } from '../domain/notice-target'
import { followedSlotSchema } from '../domain/settings'

/**
 * How the last message to a target went; `atMs` is this machine's clock. `dropped`: messages that had to give way, in all;
 * `tooOld`: those that waited for more than a day.
 */
export const deliverySchema = z.object({
  targetId: z.string(),
  atMs: z.number(),
  tookMs: z.number(),
  attempts: z.number(),
  /** Null: it arrived. */
  error: berthErrorSchema.nullable(),
  dropped: z.number(),
  tooOld: z.number(),
})

/** See `deliverySchema`. */
export type Delivery = Readonly<z.infer<typeof deliverySchema>>

/** Who is told what. Addresses and secrets are the shell's business: see `keep-notice-secret`. */
export const noticeRequests = {
  'follow-slot': {
    request: z.strictObject({ ...followedSlotSchema.shape, follows: z.boolean() }),
    reply: z.object({}),
  },
  /** Adds a target, or changes the one of that id. Throws `notice-template-invalid` and `notice-targets-full`. */
  'save-notice-target': {
    request: z.strictObject({ target: z.strictObject(noticeTargetSchema.shape) }),
    reply: z.object({}),
  },
  /** Nothing that waits is sent there any more. One that is gone is fine. */
  'remove-notice-target': { request: z.strictObject({ targetId: z.string().max(64) }), reply: z.object({}) },
  /** Sends a test message, once, and answers with how that went. Throws `notice-target-unknown`. */
  'test-notice-target': {
    request: z.strictObject({ targetId: z.string().max(64) }),
    reply: z.object({ delivery: deliverySchema }),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** What is told of telling. */
export const noticeEvents = {
  /** All targets that something was sent to, each with how the last message went. */
  'notices-delivered': z.object({ deliveries: z.array(deliverySchema) }),
  /** For the shell: something happened on a followed slot, and it is not quiet. `isOwn`: this person's own long or failed deployment. */
  noticed: z.object({ notice: noticeSchema, isOwn: z.boolean() }),
} as const satisfies Record<string, z.ZodType>
