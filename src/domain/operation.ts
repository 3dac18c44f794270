import { z } from 'zod'

/**
 * What a person asks Berth to do to a slot. `services: null` means all of them. A deploy of the tag a slot runs is a
 * redeploy; of another kickoff's tag, a switch. `recreate: 'changed'` leaves a service alone that already runs the image.
 */
export const operationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deploy'),
    tag: z.string(),
    services: z.array(z.string()).nullable(),
    recreate: z.enum(['changed', 'always']),
  }),
  z.object({ kind: z.literal('stop'), services: z.array(z.string()).nullable() }),
  z.object({ kind: z.literal('start'), services: z.array(z.string()).nullable() }),
  z.object({ kind: z.literal('restart'), services: z.array(z.string()).nullable() }),
])

/** See `operationSchema`. */
export type Operation = Readonly<z.infer<typeof operationSchema>>
