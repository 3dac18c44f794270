import { z } from 'zod'
import { kickoffSchema } from '../domain/kickoff'

/**
 * A tag that a slot could be switched to, as the deploy dialog lists it. Found on the host's images and in the running
 * containers; what only a registry knows is typed in.
 */
export const releaseOptionSchema = z.object({
  tag: z.string(),
  kickoff: kickoffSchema.nullable(),
  version: z.string().nullable(),
  revision: z.string().nullable(),
  builtAtMs: z.number().nullable(),
  /** Services of the slot that have an image of this tag on the host. */
  services: z.array(z.string()),
  /** Services of the slot for which none was seen; a registry may still have it. */
  missing: z.array(z.string()),
  /** Slots of any connected host that run this tag, `hostName/slot`. */
  runsOn: z.array(z.object({ hostId: z.string(), slot: z.string() })),
})

/** See `releaseOptionSchema`. */
export type ReleaseOption = Readonly<z.infer<typeof releaseOptionSchema>>
