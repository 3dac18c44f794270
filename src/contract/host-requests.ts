import { z } from 'zod'
import { hostAccessSchema, hostSettingSchema } from '../domain/settings'
import { hostTestSchema } from './host-test'

const hostId = z.string().min(1).max(64)
/** An address or a name as a person writes it, and how it is to be spoken to. */
const writtenHost = { ...hostAccessSchema.shape, address: z.string().min(1).max(1_024) }
const nothing = z.object({})

/** A host that Berth knows of without having been told: nobody has added it yet. */
export const foundHostSchema = z.object({
  kind: z.enum(['local', 'context', 'ssh-config']),
  /** What it is called where it was found. */
  name: z.string(),
  /** What `add-host` takes. */
  address: z.string(),
  /** Where that leads, as it stands there; empty where it says no more than the address. */
  leadsTo: z.string(),
})

/** An unknown host key that a person is asked about. Nothing was sent to that machine but the beginning of the protocol. */
export const hostKeyQuestionSchema = z.object({
  questionId: z.string(),
  /** Whose connection waits: the host of the board, or null: a test. */
  hostId: z.string().nullable(),
  /** As known_hosts names it. */
  host: z.string(),
  keyType: z.string(),
  /** `SHA256:` and 43 characters, as `ssh-keygen -l` prints it. */
  fingerprint: z.string(),
})

/** The requests about hosts of the board. */
export const hostRequests = {
  /** Nothing need answer there yet. */
  'add-host': {
    request: z.strictObject({ ...writtenHost, name: z.string().max(64) }),
    reply: z.object({ hostId: z.string() }),
  },
  /** Replaces address and access; the host keeps its id, place and (where `name` is empty) name. */
  'edit-host': {
    request: z.strictObject({ ...writtenHost, hostId, name: z.string().max(64) }),
    reply: nothing,
  },
  'rename-host': { request: z.strictObject({ hostId, name: z.string().min(1).max(64) }), reply: nothing },
  /** To the place `to`, counted from 0; beyond the end: to the end. */
  'move-host': { request: z.strictObject({ hostId, to: z.number().int().min(0).max(10_000) }), reply: nothing },
  /** Takes a host off the board; nothing is changed on the host. */
  'remove-host': { request: z.strictObject({ hostId }), reply: nothing },
  /** Puts back a host that was removed just now, with its id, to its place. One that is there again is fine. Throws as `add-host`. */
  'restore-host': {
    request: z.strictObject({ host: z.strictObject(hostSettingSchema.shape), at: z.number().int().min(0).max(10_000) }),
    reply: nothing,
  },
  /**
   * Goes to a host step by step without adding it, and answers how far it came; a step that fails is part of the answer.
   * While it goes on `host-test-changed` tells of it, under the `testId` that the asker chose.
   */
  'test-host': {
    request: z.strictObject({ ...writtenHost, testId: z.string().min(1).max(64) }),
    reply: hostTestSchema,
  },
  /** What this machine knows of: the local engine, Docker's contexts, the hosts of ssh_config; without those of the board. */
  'find-hosts': { request: z.strictObject({}), reply: z.object({ hosts: z.array(foundHostSchema) }) },
  /** Tries an unreachable host at once instead of at its next turn. */
  'retry-host': { request: z.strictObject({ hostId }), reply: nothing },
  /** `always`: known from now on, on this machine. Throws `bad-request` for a question that is over. */
  'answer-host-key': {
    request: z.strictObject({
      questionId: z.string().min(1).max(64),
      answer: z.enum(['once', 'always', 'refuse']),
    }),
    reply: nothing,
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** See `foundHostSchema`. */
export type FoundHost = Readonly<z.infer<typeof foundHostSchema>>
/** See `hostKeyQuestionSchema`. */
export type HostKeyQuestionView = Readonly<z.infer<typeof hostKeyQuestionSchema>>
