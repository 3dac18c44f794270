import { z } from 'zod'

/** One kind of thing that Docker keeps: how many there are, how many are in use, and what removing the others would give back at least. */
const diskShareSchema = z.object({
  count: z.number(),
  inUse: z.number(),
  totalBytes: z.number(),
  reclaimableBytes: z.number(),
})

/** What Docker itself takes of a host's disk. Null: the engine does not say. */
export const diskUseSchema = z.object({
  images: diskShareSchema.nullable(),
  containers: diskShareSchema.nullable(),
  volumes: diskShareSchema.nullable(),
  buildCache: diskShareSchema.nullable(),
})

/** See `diskUseSchema`. */
export type DiskShare = Readonly<z.infer<typeof diskShareSchema>>
/** See `diskUseSchema`. */
export type DiskUse = Readonly<z.infer<typeof diskUseSchema>>
