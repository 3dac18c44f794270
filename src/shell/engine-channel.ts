import { z } from 'zod'
import { noticeSchema } from '../domain/notice'
import { settingsSchema } from '../domain/settings'
import { slotActivitySchema } from '../domain/slot-activity'
import { trayViewSchema } from '../domain/tray-view'

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

/** Work that the app's end would cut. Names are harmless for display. */
const workSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deployment'),
    id: z.string(),
    operation: slotActivitySchema.shape.operation,
    slot: z.string().max(300),
    host: z.string().max(300),
  }),
  /** A log or the history is being written to a file. */
  z.object({ kind: z.literal('save') }),
])

/** What of the settings the shell goes by. */
const shellSettingsSchema = settingsSchema.pick({
  language: true,
  desktopNotices: true,
  showsTray: true,
  staysInTray: true,
  releasesAddress: true,
})

const registryLoginSchema = z.object({ username: z.string(), password: z.string() })

/**
 * The small contract between the shell and the engine's process over `process.parentPort`, apart from the ports the
 * windows use. A port for a new client travels beside a `client` message.
 */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client') }),
  z.object({ kind: z.literal('chosen-file'), id: z.number(), path: z.string().nullable() }),
  /** Answers `ask-secret`; null: nobody gives one. */
  z.object({ kind: z.literal('secret'), id: z.number(), secret: z.string().nullable() }),
  /** Answers `ask-notice-secrets`; null: none are kept. */
  z.object({
    kind: z.literal('notice-secrets'),
    id: z.number(),
    secrets: z.object({ address: z.string(), signingSecret: z.string().nullable() }).nullable(),
  }),
  /** Answers `ask-registry-login`; null: none was typed. */
  z.object({ kind: z.literal('registry-login'), id: z.number(), login: registryLoginSchema.nullable() }),
  /** A login was typed, changed or forgotten. */
  z.object({ kind: z.literal('registry-login-changed'), registry: z.string() }),
  /** Ends the engine in order; it exits with code 0. */
  z.object({ kind: z.literal('close') }),
])

/** What the engine's process tells or asks the shell. */
export const toShellSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** All long work that is under way: closing asks first, and the machine is kept awake. */
  z.object({ kind: z.literal('work'), work: z.array(workSchema).max(1_000) }),
  /** A deployment of this engine has ended: told to who has closed the window meanwhile. */
  z.object({ kind: z.literal('work-ended'), notice: noticeSchema }),
  /** Told at the start, and whenever one of them changes. */
  z.object({ kind: z.literal('settings'), settings: shellSettingsSchema }),
  /** What stands in the tray; told only while the settings want one. */
  z.object({ kind: z.literal('tray'), view: trayViewSchema }),
  /** What the published slots files of the board's hosts name as their slots' addresses: they may be opened beside this machine's. */
  z.object({ kind: z.literal('slot-addresses'), addresses: z.array(z.string()) }),
  /** The forges' pages that the last comparisons of deployments named: these may be opened as well. */
  z.object({ kind: z.literal('compare-pages'), pages: z.array(z.string()) }),
  /** Which path a token stands for: of a file to be written, or to be read. One is never good for the other. */
  z.object({ kind: z.literal('chosen-file'), id: z.number(), purpose: z.enum(['save', 'open']), token: z.string() }),
  /** Answered by `secret`, however long a person takes. */
  z.object({ kind: z.literal('ask-secret'), id: z.number(), question: secretQuestionSchema }),
  /** Where messages to a target go, and what signs them. Answered by `notice-secrets`. */
  z.object({ kind: z.literal('ask-notice-secrets'), id: z.number(), targetId: z.string() }),
  /** Something to be shown as a notification, in the language of the settings. */
  z.object({
    kind: z.literal('notice'),
    notice: noticeSchema,
    isOwn: z.boolean(),
    language: z.enum(['system', 'en', 'ko']),
  }),
  /** The login that a person typed for a registry. Answered by `registry-login`. */
  z.object({ kind: z.literal('ask-registry-login'), id: z.number(), registry: z.string() }),
  /** What a registry said of its login when it was tried. */
  z.object({ kind: z.literal('registry-login-judged'), registry: z.string(), isRight: z.boolean() }),
  /** Whoever asked has given up: nobody waits for that answer any more. */
  z.object({ kind: z.literal('secret-not-needed'), id: z.number() }),
  /** What came of a secret that was given, by the id of its question. */
  z.object({ kind: z.literal('secret-judged'), secretId: z.string(), isRight: z.boolean() }),
])

/** A secret that the engine asks for. Its texts may come from a host, and are hostile then. */
export type SecretQuestion = Readonly<z.infer<typeof secretQuestionSchema>>
/** Who a person is at a registry, as they typed it. */
export type RegistryLogin = Readonly<z.infer<typeof registryLoginSchema>>
/** See `workSchema`. */
export type LongWork = Readonly<z.infer<typeof workSchema>>
/** See `shellSettingsSchema`. */
export type ShellSettings = Readonly<z.infer<typeof shellSettingsSchema>>
/** See `toEngineSchema`. */
export type ToEngine = Readonly<z.infer<typeof toEngineSchema>>
/** See `toShellSchema`. */
export type ToShell = Readonly<z.infer<typeof toShellSchema>>
