import { z } from 'zod'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }
const holdIds = z.array(z.string().min(1).max(64)).min(1).max(100)
const reason = z.string().trim().max(200)

/** A knowing yes to deploying what is held; the reason (may be empty) is recorded for everyone to read. */
export const liftingSchema = z.strictObject({ holdIds, reason })

/**
 * Ends holds that a rollback left, those that were seen alone. `by` empty: the person of the settings. One that somebody
 * lifted just now is fine: `lifted` says how many were still there.
 */
export const holdRequests = {
  'lift-holds': {
    request: z.strictObject({ ...slotAddress, holdIds, reason, by: z.string().max(64) }),
    reply: z.object({ lifted: z.number() }),
  },
  /**
   * Holds again what was lifted, by whoever asks; what was recorded of the lifting stays. `deploymentId`: the rollback that
   * held it first. Throws `slot-unknown`, and `bad-request` for what no rollback of this slot ever held.
   */
  'hold-again': {
    request: z.strictObject({
      ...slotAddress,
      holds: z
        .array(z.strictObject({ tag: z.string().min(1).max(128), deploymentId: z.string().min(1).max(64) }))
        .min(1)
        .max(100),
      by: z.string().max(64),
    }),
    reply: z.object({}),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** See `liftingSchema`. */
export type Lifting = Readonly<z.infer<typeof liftingSchema>>
