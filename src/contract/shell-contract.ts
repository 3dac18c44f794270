import { z } from 'zod'

/** What the window may ask of the shell itself, beside the engine's port. Checked in the main process. */
export const shellRequests = {
  /** Asks the person where to save; `token` stands for the path, which the window never learns. Null: not chosen. */
  'choose-save-target': {
    request: z.strictObject({ suggestedName: z.string().min(1).max(200) }),
    reply: z.object({ token: z.string() }).nullable(),
  },
  /** Asks the person which file to read; `token` stands for the path, which the window never learns. Null: not chosen. */
  'choose-open-file': { request: z.strictObject({}), reply: z.object({ token: z.string() }).nullable() },
  'copy-text': { request: z.strictObject({ text: z.string().max(5_000_000) }), reply: z.object({}) },
  /**
   * Opens an address in the person's browser: `http` and `https` of this machine, or exactly what a published slots file
   * of the board's hosts names, or a forge's page that a comparison named, by the engine's word. Anything else is not opened.
   */
  'open-address': {
    request: z.strictObject({ address: z.string().max(2_000) }),
    reply: z.object({ opened: z.boolean() }),
  },
  /**
   * Answers a secret that was asked for (`onSecretQuestions`); null: not given. A secret goes one way: no request ever
   * answers with one. `keep` takes effect only once the secret has proved right, and where `canKeep` said so.
   */
  'give-secret': {
    request: z.strictObject({
      questionId: z.string().min(1).max(64),
      secret: z.string().max(4_096).nullable(),
      keep: z.boolean(),
    }),
    reply: z.object({}),
  },
  /** Forgets all secrets that are kept on this machine. */
  'forget-secrets': { request: z.strictObject({}), reply: z.object({ forgotten: z.number() }) },
  /** The window has painted its first board; for start measurements and `--screenshot`. */
  'board-painted': {
    request: z.strictObject({ live: z.boolean(), slots: z.number().int().min(0) }),
    reply: z.object({}),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** The names of the shell's requests. */
export type ShellRequestName = keyof typeof shellRequests
/** The body a shell request takes. */
export type ShellRequestBody<Name extends ShellRequestName> = Readonly<z.input<(typeof shellRequests)[Name]['request']>>
/** What a shell request answers with. */
export type ShellReply<Name extends ShellRequestName> = Readonly<z.output<(typeof shellRequests)[Name]['reply']>>

/** What the shell tells the window about the engine's process. */
export type EngineStatus = { readonly kind: 'running' } | { readonly kind: 'restarting'; readonly attempt: number }

/**
 * A secret that a connection waits for. `canKeep`: `keyring` where the system locks it away; `plain` where it can only be
 * obscured, which whoever reads this person's files undoes; `no` where not even that is possible.
 */
export const secretQuestionSchema = z.object({
  questionId: z.string(),
  isRetry: z.boolean(),
  canKeep: z.enum(['keyring', 'plain', 'no']),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passphrase'), keyFile: z.string() }),
    z.object({ kind: z.literal('password'), user: z.string(), host: z.string() }),
    /** The host's own words, harmless for display. */
    z.object({
      kind: z.literal('answer'),
      user: z.string(),
      host: z.string(),
      prompt: z.string(),
      isShown: z.boolean(),
    }),
  ]),
})

/** See `secretQuestionSchema`. */
export type SecretQuestionView = Readonly<z.infer<typeof secretQuestionSchema>>

/** The part of the shell the preload exposes to the window as `window.berth`. */
export type BerthBridge = {
  /** Asks for a port to the engine; it arrives as a window message `berth:engine-port`, again after each engine start. */
  readonly connect: () => void
  readonly request: (name: ShellRequestName, body: unknown) => Promise<unknown>
  readonly onEngineStatus: (listener: (status: EngineStatus) => void) => void
  /** All secrets that are asked for now; told anew whenever one comes or goes, and at once to a window that has just loaded. */
  readonly onSecretQuestions: (listener: (questions: readonly SecretQuestionView[]) => void) => void
  readonly start: WindowStart
}

/** What the window must have for its first paint, before any process has answered. `board` and `settings` are unchecked files of earlier runs. */
export type WindowStart = {
  readonly platform: 'darwin' | 'win32' | 'linux'
  readonly systemLanguage: string
  /** The board as last saved (`boardSchema`), or null. */
  readonly board: unknown
  /** The settings file (`settingsSchema`), or null. */
  readonly settings: unknown
}
