import { z } from 'zod'
import { keptReleaseSchema, releaseComparisonSchema } from './kept-release'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }

/** What a slot can be rolled back to, and what that would change beside the images. */
export const rollbackRequests = {
  /** Newest first, the present one among them. `diskBytes`: what all images that are only kept take at most. */
  'list-kept-releases': {
    request: z.strictObject(slotAddress),
    reply: z.object({ releases: z.array(keptReleaseSchema), diskBytes: z.number() }),
  },
  /** Settings now against settings then. Throws `release-unknown`. */
  'compare-release': {
    request: z.strictObject({ ...slotAddress, releaseId: z.string().min(1).max(100) }),
    reply: releaseComparisonSchema,
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>
