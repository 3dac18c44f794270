import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'

/** What one step of a connection test found, for a person to read. Texts from the host are harmless for display. */
export const hostFactSchema = z.discriminatedUnion('kind', [
  /** What the name stands for. */
  z.object({ kind: z.literal('address'), address: z.string() }),
  /** What a server calls itself: `OpenSSH 9.2, Debian`. */
  z.object({ kind: z.literal('server'), software: z.string() }),
  /** The host's own; `untilMs`: when it expires. */
  z.object({ kind: z.literal('certificate'), issuer: z.string(), untilMs: z.number() }),
  /** `fingerprint`: `SHA256:` and 43 characters. */
  z.object({ kind: z.literal('host-key'), keyType: z.string(), fingerprint: z.string() }),
  z.object({
    kind: z.literal('login'),
    user: z.string(),
    method: z.enum(['agent', 'key-file', 'password', 'keyboard-interactive', 'none']),
  }),
  /** `way`: null where there is no SSH in between. */
  z.object({
    kind: z.literal('docker'),
    engineVersion: z.string(),
    apiVersion: z.string(),
    way: z.enum(['streamlocal', 'dial-stdio']).nullable(),
  }),
  /** `names`: at most ten. */
  z.object({ kind: z.literal('slots'), count: z.number(), names: z.array(z.string()) }),
  z.object({ kind: z.literal('rights'), access: z.enum(['full', 'read-only']) }),
])

/** How far a step is. `asking`: a person has to say something first (see `host-keys-asked`; a secret is asked for by the shell). */
export const hostTestStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-run') }),
  z.object({ kind: z.literal('running') }),
  z.object({ kind: z.literal('asking') }),
  z.object({ kind: z.literal('passed'), tookMs: z.number(), fact: hostFactSchema.nullable() }),
  z.object({ kind: z.literal('failed'), tookMs: z.number(), error: berthErrorSchema }),
])

/** A step on the way to a host. `via`: the jump host it is about, null: the host itself. */
export const hostTestStepSchema = z.object({
  kind: z.enum([
    'find-name',
    'reach-port',
    'host-key',
    'log-in',
    'certificate',
    'talk-to-docker',
    'find-slots',
    'rights',
  ]),
  via: z.string().nullable(),
  state: hostTestStateSchema,
})

/** A test of a host: its steps in order, those that were not come to last. `target`: the machine, as it is tried. */
export const hostTestSchema = z.object({
  target: z.string(),
  steps: z.array(hostTestStepSchema),
  hasEnded: z.boolean(),
  /** Median of three round trips; null where it did not come to that. */
  latencyMs: z.number().nullable(),
})

/** See `hostFactSchema`. */
export type HostFact = Readonly<z.infer<typeof hostFactSchema>>
/** See `hostTestStateSchema`. */
export type HostTestState = Readonly<z.infer<typeof hostTestStateSchema>>
/** See `hostTestStepSchema`. */
export type HostTestStep = Readonly<z.infer<typeof hostTestStepSchema>>
/** See `hostTestSchema`. */
export type HostTest = Readonly<z.infer<typeof hostTestSchema>>
