import { z } from 'zod'

const services = z.array(z.string()).nullable()

/**
 * What a person asks Berth to do to a slot. `services: null` means all of them. A deploy of the tag a slot runs is a
 * redeploy; of another kickoff's tag, a switch. `recreate: 'changed'` leaves a service alone that already runs the image.
 * Without `strategy` it is what the slots file says. A rollback brings back a kept release: its images and its settings.
 * A repair leads proxies that lead elsewhere back to the containers that run, and touches no container.
 */
export const operationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deploy'),
    tag: z.string(),
    services,
    recreate: z.enum(['changed', 'always']),
    strategy: z.enum(['recreate', 'blue-green']).optional(),
  }),
  z.object({ kind: z.literal('rollback'), releaseId: z.string().min(1).max(100), services }),
  z.object({ kind: z.literal('stop'), services }),
  z.object({ kind: z.literal('start'), services }),
  z.object({ kind: z.literal('restart'), services }),
  z.object({ kind: z.literal('repair'), services }),
])

/** See `operationSchema`. */
export type Operation = Readonly<z.infer<typeof operationSchema>>
