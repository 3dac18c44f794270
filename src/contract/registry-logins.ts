import { z } from 'zod'
import { registryNameSchema } from './registry-requests'

/**
 * A login for a registry that was typed into the window: who one is there, never the password. `isKept`: it outlives this
 * run of the app.
 */
export const typedLoginViewSchema = z.object({
  registry: z.string(),
  username: z.string(),
  sinceMs: z.number(),
  isKept: z.boolean(),
})

/** See `typedLoginViewSchema`. */
export type TypedLoginView = Readonly<z.infer<typeof typedLoginViewSchema>>

/** What the window asks of the shell about logins for registries. They go one way: no request answers with a password. */
export const registryLoginRequests = {
  /**
   * Uses a login for its registry from now on, in place of an earlier one. It is kept beyond this run only where `keep` says
   * so, once the registry has let it in (`try-registry`), and where the system can keep it; one that is refused then is dropped.
   */
  'put-registry-login': {
    request: z.strictObject({
      registry: registryNameSchema,
      username: z.string().min(1).max(255),
      password: z.string().min(1).max(4_096),
      keep: z.boolean(),
    }),
    reply: z.object({}),
  },
  'forget-registry-login': { request: z.strictObject({ registry: registryNameSchema }), reply: z.object({}) },
  'list-registry-logins': { request: z.strictObject({}), reply: z.object({ logins: z.array(typedLoginViewSchema) }) },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>
