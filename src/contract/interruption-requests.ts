import { z } from 'zod'
import { interruptionViewSchema } from './interruption-view'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }

/** How far a takeover is. Both times are of this `kind` alone. */
export const takeoverProgressSchema = z.object({
  hostId: z.string(),
  slot: z.string(),
  kind: z.enum(['heart', 'changes']),
  passedMs: z.number(),
  neededMs: z.number(),
})

/** See `takeoverProgressSchema`. */
export type TakeoverProgress = Readonly<z.infer<typeof takeoverProgressSchema>>

/** A deployment that stopped in the middle, whoever began it: what was done, and going on from there. */
export const interruptionRequests = {
  /** Changes nothing. Throws `not-interrupted` where nothing is under way and nothing was left. */
  'read-interruption': { request: z.strictObject(slotAddress), reply: interruptionViewSchema },
  /**
   * Takes the slot over and goes on as chosen. `lockDeploymentId` is what was seen. Answers once the slot is taken over,
   * with the deployment to follow; null after an unlock. May take over a minute: a dead owner has to be seen dead.
   */
  'resolve-interruption': {
    request: z.strictObject({
      ...slotAddress,
      lockDeploymentId: z.string().max(64),
      choice: z.enum(['resume', 'put-back', 'unlock']),
      reason: z.string().trim().min(1).max(300),
      by: z.string().max(64),
    }),
    reply: z.object({ deploymentId: z.string().nullable() }),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>
