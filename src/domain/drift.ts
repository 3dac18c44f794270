import { z } from 'zod'

/** A proxy's file that does not lead to the service's container. The texts are harmless for display; `leads` is empty where it leads nowhere. */
export const upstreamDriftSchema = z.object({
  service: z.string(),
  kind: z.literal('upstream'),
  proxy: z.string(),
  leads: z.string(),
  should: z.string(),
})

/**
 * One thing that differs from what the last recorded deployment left. `image`: another image runs. `recreated`: the image
 * is the same, the container was made anew by somebody else, perhaps with other settings. `gone`: the container is not
 * there. `added`: nobody deployed it. `upstream`: see `upstreamDriftSchema`.
 */
export const driftSchema = z.discriminatedUnion('kind', [
  z.object({ service: z.string(), kind: z.enum(['image', 'recreated', 'gone', 'added']) }),
  upstreamDriftSchema,
])

/** See `driftSchema`. */
export type Drift = Readonly<z.infer<typeof driftSchema>>
/** See `upstreamDriftSchema`. */
export type UpstreamDrift = Readonly<z.infer<typeof upstreamDriftSchema>>
/** A container that its service's proxy does not lead to, as it was when somebody looked. */
export type StrayUpstream = { readonly containerId: string; readonly drift: UpstreamDrift }
