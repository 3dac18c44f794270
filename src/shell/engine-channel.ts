import { z } from 'zod'

/**
 * The small contract between the shell and the engine's process over `process.parentPort`, apart from the ports the
 * windows use. A port for a new client travels beside a `client` message.
 */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client') }),
  z.object({ kind: z.literal('chosen-file'), id: z.number(), path: z.string().nullable() }),
  /** Ends the engine in order; it exits with code 0. */
  z.object({ kind: z.literal('close') }),
])

/** What the engine's process tells or asks the shell. */
export const toShellSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Whether a deployment is under way: closing asks first, and the machine is kept awake. */
  z.object({ kind: z.literal('busy'), busy: z.boolean() }),
  /** What the published slots files of the board's hosts name as their slots' addresses: all that may be opened beside this machine's. */
  z.object({ kind: z.literal('slot-addresses'), addresses: z.array(z.string()) }),
  /** Which path a token stands for: of a file to be written, or to be read. One is never good for the other. */
  z.object({ kind: z.literal('chosen-file'), id: z.number(), purpose: z.enum(['save', 'open']), token: z.string() }),
])

/** See `toEngineSchema`. */
export type ToEngine = Readonly<z.infer<typeof toEngineSchema>>
/** See `toShellSchema`. */
export type ToShell = Readonly<z.infer<typeof toShellSchema>>
