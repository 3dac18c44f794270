import { z } from 'zod'
import { releaseNameSchema } from './history'

/** How far the interrupted deployment came with one service, as its containers say now. */
const interruptedServiceSchema = z.object({
  service: z.string(),
  /** In order: nothing done; new one made beside the old; old one stopped; new one started (perhaps not healthy); the new one in place; both taken away by somebody else; left alone by the plan. */
  stage: z.enum(['not-begun', 'created', 'old-stopped', 'new-started', 'finished', 'lost', 'untouched']),
  /** What users get now. */
  serving: z.enum(['old', 'new', 'both', 'nothing']),
  oldContainer: z.string().nullable(),
  newContainer: z.string().nullable(),
})

/** One of the three ways on. `refusal` null: possible; else why not. `endsOn`: what each service runs afterwards. */
const interruptionChoiceSchema = z.object({
  choice: z.enum(['resume', 'put-back', 'unlock']),
  refusal: z.enum(['no-intent', 'finishing-begun', 'old-gone', 'slot-changed', 'owner-alive']).nullable(),
  endsOn: z.record(z.string(), z.enum(['old', 'new', 'as-is'])),
})

/** A deployment that stopped in the middle, as whoever looks next sees it. Times are the host's clock, `heartbeatAgeMs` is the observer's. */
export const interruptionViewSchema = z.object({
  slot: z.string(),
  /** Empty where only leftovers tell of it (its lock was pruned). */
  lockDeploymentId: z.string(),
  owner: z.string(),
  reason: z.string(),
  startedAtMs: z.number().nullable(),
  /** How long the heart has been seen to stand still. */
  heartbeatAgeMs: z.number(),
  /** Whether it may be taken over now. */
  ownerDead: z.boolean(),
  from: releaseNameSchema.nullable(),
  to: releaseNameSchema.nullable(),
  services: z.array(interruptedServiceSchema),
  choices: z.array(interruptionChoiceSchema),
  /** The way that risks least now. */
  safest: z.enum(['resume', 'put-back', 'unlock']),
})

/** See `interruptionViewSchema`. */
export type InterruptionView = Readonly<z.infer<typeof interruptionViewSchema>>
