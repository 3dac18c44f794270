import { z } from 'zod'

/**
 * One thing that differs from what the last recorded deployment left. `image`: another image runs. `recreated`: the image
 * is the same, the container was made anew by somebody else, perhaps with other settings. `gone`: the container is not
 * there. `added`: nobody deployed it.
 */
export const driftSchema = z.object({ service: z.string(), kind: z.enum(['image', 'recreated', 'gone', 'added']) })

/** See `driftSchema`. */
export type Drift = Readonly<z.infer<typeof driftSchema>>
