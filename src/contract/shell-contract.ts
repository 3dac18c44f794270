import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { publishedVersionSchema } from '../domain/release-file'
import { registryLoginRequests } from './registry-logins'

/** What slots a page of the window shows. */
export const sightSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('slot'), hostId: z.string().max(64), slot: z.string().max(255) }),
  z.object({ kind: z.literal('none') }),
])

/** See `sightSchema`. */
export type Sight = Readonly<z.infer<typeof sightSchema>>

/** Where a notification leads. `deployment`: its progress or end, where this client knows it, else its entry in the history. */
export type NoticeGoal = {
  readonly kind: 'slot' | 'logs' | 'deployment' | 'board'
  readonly hostId: string
  readonly slot: string
  readonly deploymentId: string | null
}

/** What is known of newer versions. The window learns a version and its date, never a file's address. Times are this machine's. */
export const versionViewSchema = z.object({
  running: z.string(),
  /** Null: none that is known. */
  newer: publishedVersionSchema.nullable(),
  /** How the last question went; `never`: none was asked, for no address is set or the app has only just started. */
  asked: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('never') }),
    z.object({ kind: z.literal('answered'), atMs: z.number() }),
    z.object({ kind: z.literal('failed'), atMs: z.number(), error: berthErrorSchema }),
  ]),
})

/** See `versionViewSchema`. */
export type VersionView = Readonly<z.infer<typeof versionViewSchema>>

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
   * of the board's hosts names, a forge's page that a comparison named, by the engine's word, or the folder of releases that has just
   * answered. Anything else is not opened.
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
  /**
   * Takes the address of a notice's target, and the secret its messages are signed with, under the target's id: they are
   * never given back. `address` left out: as it was. `signingSecret` left out: as it was; null: none any more. Without `keep`,
   * or where nothing can be kept, they are good until the app is closed.
   */
  'keep-notice-secrets': {
    request: z.strictObject({
      targetId: z.string().regex(/^[a-z0-9-]{8,64}$/),
      address: z.string().max(2_000).optional(),
      signingSecret: z.string().min(1).max(1_000).nullable().optional(),
      keep: z.boolean(),
    }),
    reply: z.discriminatedUnion('kind', [
      /** `shown`: as much of the address as may be seen. */
      z.object({ kind: z.literal('kept'), shown: z.string() }),
      z.object({
        kind: z.literal('refused'),
        reason: z.enum(['not-an-address', 'not-https', 'has-password', 'missing']),
      }),
    ]),
  },
  /** From the disk at once; for half a minute `bring-back-notice-secrets` can still undo it, as long as the app runs. */
  'forget-notice-secrets': { request: z.strictObject({ targetId: z.string().max(64) }), reply: z.object({}) },
  /** Keeps again, as they were kept, the secrets that were forgotten last. `isBack` false: they are gone for good. */
  'bring-back-notice-secrets': {
    request: z.strictObject({ targetId: z.string().max(64) }),
    reply: z.object({ isBack: z.boolean() }),
  },
  /** See `SecretQuestionView.canKeep`. */
  'secret-quality': { request: z.strictObject({}), reply: z.object({ canKeep: z.enum(['keyring', 'plain', 'no']) }) },
  /** Whether a target's secrets are kept beyond this run. */
  'notice-secrets-kept': {
    request: z.strictObject({ targetId: z.string().max(64) }),
    reply: z.object({ isKept: z.boolean() }),
  },
  /** Which slots the person sees now: no notification tells of what is on the screen already. */
  'look-at': { request: z.strictObject({ sight: sightSchema }), reply: z.object({}) },
  ...registryLoginRequests,
  /** Forgets all passphrases and passwords of hosts that are kept on this machine. */
  'forget-secrets': { request: z.strictObject({}), reply: z.object({ forgotten: z.number() }) },
  'version-view': { request: z.strictObject({}), reply: versionViewSchema },
  /** Asks the address of the settings for a newer version now, and answers with what came of it. */
  'ask-version': { request: z.strictObject({}), reply: versionViewSchema },
  /** Goes over to sample data, or back from it; the window is loaded anew. Nothing where it is so already. */
  'enter-sample': { request: z.strictObject({}), reply: z.object({}) },
  'leave-sample': { request: z.strictObject({}), reply: z.object({}) },
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
  /** Where a person wants to go who has clicked a notification. */
  readonly onNoticeGoal: (listener: (goal: NoticeGoal) => void) => void
  /** What is known of newer versions, whenever that changes. */
  readonly onVersionView: (listener: (view: VersionView) => void) => void
  readonly start: WindowStart
}

/** What the window must have for its first paint, before any process has answered. `sealedBoard` and `settings` are unchecked files of earlier runs. */
export type WindowStart = {
  readonly platform: 'darwin' | 'win32' | 'linux'
  readonly systemLanguage: string
  /** The board as last saved, for `unsealBoard`, or null. As text: an object is copied into the page property by property. */
  readonly sealedBoard: string | null
  /** The settings file (`settingsSchema`), or null. */
  readonly settings: unknown
  /** Everything that is shown is sample data. */
  readonly isSample: boolean
}
