import { z } from 'zod'

/** Something secret that a login needs; the engine's `SecretQuestion`. `id` is the same for the same key file or login in every run. */
const asked = { id: z.string(), isRetry: z.boolean() }
const secretQuestionSchema = z.discriminatedUnion('kind', [
  z.object({ ...asked, kind: z.literal('passphrase'), keyFile: z.string() }),
  z.object({ ...asked, kind: z.literal('password'), user: z.string(), host: z.string() }),
  z.object({
    ...asked,
    kind: z.literal('answer'),
    user: z.string(),
    host: z.string(),
    prompt: z.string(),
    isShown: z.boolean(),
  }),
])

/**
 * The small contract between the shell and the engine's process over `process.parentPort`, apart from the ports the
 * windows use. A port for a new client travels beside a `client` message.
 */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client') }),
  z.object({ kind: z.literal('chosen-file'), id: z.number(), path: z.string().nullable() }),
  /** Answers `ask-secret`; null: nobody gives one. */
  z.object({ kind: z.literal('secret'), id: z.number(), secret: z.string().nullable() }),
  /** Ends the engine in order; it exits with code 0. */
  z.object({ kind: z.literal('close') }),
])

/** What the engine's process tells or asks the shell. */
export const toShellSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Whether a deployment is under way: closing asks first, and the machine is kept awake. */
  z.object({ kind: z.literal('busy'), busy: z.boolean() }),
  /** What the published slots files of the board's hosts name as their slots' addresses: they may be opened beside this machine's. */
  z.object({ kind: z.literal('slot-addresses'), addresses: z.array(z.string()) }),
  /** The forges' pages that the last comparisons of deployments named: these may be opened as well. */
  z.object({ kind: z.literal('compare-pages'), pages: z.array(z.string()) }),
  /** Which path a token stands for: of a file to be written, or to be read. One is never good for the other. */
  z.object({ kind: z.literal('chosen-file'), id: z.number(), purpose: z.enum(['save', 'open']), token: z.string() }),
  /** Answered by `secret`, however long a person takes. */
  z.object({ kind: z.literal('ask-secret'), id: z.number(), question: secretQuestionSchema }),
  /** Whoever asked has given up: nobody waits for that answer any more. */
  z.object({ kind: z.literal('secret-not-needed'), id: z.number() }),
  /** What came of a secret that was given, by the id of its question. */
  z.object({ kind: z.literal('secret-judged'), secretId: z.string(), isRight: z.boolean() }),
])

/** A secret that the engine asks for. Its texts may come from a host, and are hostile then. */
export type SecretQuestion = Readonly<z.infer<typeof secretQuestionSchema>>
/** See `toEngineSchema`. */
export type ToEngine = Readonly<z.infer<typeof toEngineSchema>>
/** See `toShellSchema`. */
export type ToShell = Readonly<z.infer<typeof toShellSchema>>
