import { z } from 'zod'

/** What one service of a release runs: enough to bring it back and to prove afterwards that it is back. */
export const releaseServiceSchema = z.object({
  service: z.string(),
  /** The container as it was when this was written; it may be long gone. */
  containerId: z.string(),
  containerName: z.string(),
  /** The reference the container was created by. */
  reference: z.string(),
  tag: z.string().nullable(),
  /** Docker's own ID on this host; of the containerd store it is a manifest or index digest. */
  imageId: z.string(),
  /** The registry's digest; null for an image that was never pushed. */
  digest: z.string().nullable(),
  revision: z.string().nullable(),
  version: z.string().nullable(),
  /** The tag that holds the image on the host; null where none was made. */
  keptReference: z.string().nullable(),
})

/**
 * What could run on a slot: one image a service. Its settings stand in the private store under its id. The id is that of
 * the deployment that made it serve, or `found-<deploymentId>` of the deployment that found it running.
 */
export const releaseSchema = z.object({
  releaseId: z.string(),
  /** Since when it served, by the host's clock; null: not known. */
  servedFromMs: z.number().nullable(),
  services: z.array(releaseServiceSchema),
})

/** See `releaseServiceSchema`. */
export type ReleaseService = Readonly<z.infer<typeof releaseServiceSchema>>
/** See `releaseSchema`. */
export type Release = Readonly<z.infer<typeof releaseSchema>>
