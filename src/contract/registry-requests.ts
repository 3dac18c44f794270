import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { isRegistryName } from '../domain/image-reference'

/** A registry by its name: a host, with its port where it has one. */
export const registryNameSchema = z.string().max(255).refine(isRegistryName, 'is no name of a registry')

/**
 * A registry, and how one stands with it. `docker`: who Docker says one is there, for where nothing was typed in; a helper is
 * named and not asked. `answer`: what came of the last question to it in this run; `error` null: it answered well.
 */
export const registryViewSchema = z.object({
  registry: z.string(),
  docker: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nobody') }),
    z.object({ kind: z.literal('config') }),
    z.object({ kind: z.literal('helper'), helper: z.string() }),
    z.object({ kind: z.literal('unusable'), error: berthErrorSchema }),
  ]),
  answer: z.object({ atMs: z.number(), error: berthErrorSchema.nullable() }).nullable(),
})

/** See `registryViewSchema`. */
export type RegistryView = Readonly<z.infer<typeof registryViewSchema>>

/** The requests about registries themselves. */
export const registryRequests = {
  /** Those that images of the board come from, and those of `also`, by name. Asks no registry. */
  'list-registries': {
    request: z.strictObject({ also: z.array(registryNameSchema).max(256).default([]) }),
    reply: z.object({ registries: z.array(registryViewSchema) }),
  },
  /**
   * Knocks at a registry with the login there is: what was typed in, else Docker's. `as`: who it was asked as; `nobody` too
   * where it wants to know nobody. Throws what the registry says, `typed-login-refused` among it.
   */
  'try-registry': {
    request: z.strictObject({ registry: registryNameSchema }),
    reply: z.object({ as: z.enum(['nobody', 'docker', 'typed']) }),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>
