import { z } from 'zod'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }

/** A knowing yes to going over somebody else's reservation; the reason is recorded for everyone to read. */
export const overrulingSchema = z.strictObject({
  reservationId: z.string().min(1).max(64),
  reason: z.string().trim().min(1).max(300),
})

/**
 * Keeps a slot for somebody until a time (the host's clock), or ends that. `by` empty: the person of the settings. One's
 * own reservation gives way to a new one; somebody else's refuses with `slot-reserved` unless it is overruled.
 */
export const reservationRequests = {
  'reserve-slot': {
    request: z.strictObject({
      ...slotAddress,
      untilMs: z.number().int().positive(),
      why: z.string().trim().max(100),
      forWhom: z.string().trim().max(64),
      by: z.string().max(64),
      over: overrulingSchema.nullable(),
    }),
    reply: z.object({ reservationId: z.string() }),
  },
  'unreserve-slot': {
    request: z.strictObject({ ...slotAddress, reservationId: z.string().min(1).max(64), by: z.string().max(64) }),
    reply: z.object({}),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** See `overrulingSchema`. */
export type Overruling = Readonly<z.infer<typeof overrulingSchema>>
