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
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** See `liftingSchema`. */
export type Lifting = Readonly<z.infer<typeof liftingSchema>>
