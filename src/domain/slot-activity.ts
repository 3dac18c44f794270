import { z } from 'zod'

/** What a deployment is doing to one service right now. */
export const serviceActivitySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  /** Bytes of layers that are not on the host yet; `totalBytes` grows while the registry names them. */
  z.object({ kind: z.literal('pulling'), doneBytes: z.number(), totalBytes: z.number() }),
  z.object({ kind: z.literal('pulled') }),
  z.object({ kind: z.literal('switching') }),
  z.object({ kind: z.literal('stopping') }),
  /** `deadlineAtMs` is this machine's clock. */
  z.object({
    kind: z.literal('gate'),
    passed: z.number(),
    needed: z.number(),
    startedAtMs: z.number(),
    deadlineAtMs: z.number(),
  }),
  z.object({ kind: z.literal('putting-back') }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('unchanged') }),
])

/** The deployment of this engine that is under way on a slot, as the row shows it. */
export const slotActivitySchema = z.object({
  deploymentId: z.string(),
  operation: z.enum(['deploy', 'rollback', 'stop', 'start', 'restart', 'repair']),
  puttingBack: z.boolean(),
  /** 0 to 1, of the plan's steps. */
  progress: z.number(),
  by: z.string(),
  startedAtMs: z.number(),
  /** The tag being deployed; null for all but a deploy. */
  tag: z.string().nullable(),
  services: z.record(z.string(), serviceActivitySchema),
})

/** See `serviceActivitySchema`. */
export type ServiceActivity = Readonly<z.infer<typeof serviceActivitySchema>>
/** See `slotActivitySchema`. */
export type SlotActivity = Readonly<z.infer<typeof slotActivitySchema>>
