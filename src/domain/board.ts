import { z } from 'zod'
import { berthErrorSchema } from './berth-error'
import { kickoffSchema } from './kickoff'
import { newBuildSchema } from './new-build'
import { driftSchema } from './drift'
import { holdSchema } from './hold'
import { reservationSchema } from './reservation'
import { serviceStateSchema } from './service-state'
import { slotActivitySchema } from './slot-activity'

/** How Berth stands with a host. Times are this machine's clock, milliseconds since the epoch. */
export const hostConnectionSchema = z.discriminatedUnion('kind', [
  /** First try, or painted from the snapshot: `lastSeenAtMs` says how old the rows are, null if there never were any. */
  z.object({ kind: z.literal('connecting'), lastSeenAtMs: z.number().nullable() }),
  /** `updates`: left out where changes are told at once; `polled` where the way allows too few streams for that. */
  z.object({
    kind: z.literal('connected'),
    sinceMs: z.number(),
    latencyMs: z.number(),
    updates: z.literal('polled').optional(),
  }),
  z.object({
    kind: z.literal('unreachable'),
    sinceMs: z.number(),
    lastSeenAtMs: z.number().nullable(),
    nextTryAtMs: z.number().nullable(),
    error: berthErrorSchema,
  }),
])

/** A host as the board shows it, without its slots. `id` is stable across renames; `name` is what people type. */
export const hostViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** `unix:///var/run/docker.sock` */
  address: z.string(),
  connection: hostConnectionSchema,
  /** Docker's version, null until it first answered. */
  engineVersion: z.string().nullable(),
  /** The API version agreed on, null until it first answered. */
  apiVersion: z.string().nullable(),
  /** `read-only`: a proxy on the host lets nothing through that changes anything. Null until it first answered. */
  access: z.enum(['full', 'read-only']).nullable().default(null),
  /** What is said there goes in the clear over a network; somebody has accepted that knowingly. */
  isPlainText: z.boolean().default(false),
})

/** One result of a health check, output made harmless. `exitCode` 0 passed, -1 timed out. */
export const checkViewSchema = z.object({
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  exitCode: z.number(),
  output: z.string(),
})

/** A service's cell. Texts are harmless for display; `kickoff` is null where the tag is not a kickoff's. */
export const serviceViewSchema = z.object({
  name: z.string(),
  state: serviceStateSchema,
  image: z.string(),
  tag: z.string().nullable(),
  /** The digest a registry knows the running image by; null for an image that was never pushed. */
  digest: z.string().nullable(),
  revision: z.string().nullable(),
  version: z.string().nullable(),
  builtAtMs: z.number().nullable(),
  kickoff: kickoffSchema.nullable(),
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  checks: z.array(checkViewSchema),
  /** How long this service usually takes to its first pass, from the start period; null where not known. */
  startPeriodMs: z.number().nullable(),
  restarts: z.number(),
  exitCode: z.number().nullable(),
  outOfMemory: z.boolean(),
  containerId: z.string(),
  containerName: z.string(),
  /** More than one: the service is scaled and the worst container is shown. */
  containers: z.number(),
  createdAtMs: z.number(),
  startedAtMs: z.number().nullable(),
  finishedAtMs: z.number().nullable(),
})

/** The word a slot's row leads with. The order is the order of precedence, strongest first. */
export const slotStates = [
  'rolling-back',
  'deploying',
  'interrupted',
  'locked',
  'unhealthy',
  'starting',
  'stopped',
  'running',
  'healthy',
  'empty',
] as const

/** A lock of somebody else (or of a dead deployment): who holds the slot. */
export const lockViewSchema = z.object({
  owner: z.string(),
  reason: z.string(),
  deploymentId: z.string(),
  sinceMs: z.number(),
  /** False once the heartbeat has stood still too long: the deployment was interrupted. */
  alive: z.boolean(),
})

/** A slot's row. `name` is the Compose project's name. */
export const slotViewSchema = z.object({
  hostId: z.string(),
  name: z.string(),
  state: z.enum(slotStates),
  /** When that state began on the host's clock, as far as it is known. */
  sinceMs: z.number().nullable(),
  /** The kickoff most services run; ties go to the service that was created last. */
  kickoff: kickoffSchema.nullable(),
  /** The tag most services run, for slots whose tag is not a kickoff's. */
  tag: z.string().nullable(),
  version: z.string().nullable(),
  /** The version as the team writes it in full, by its slots file (`platform/v1.3.10`); null where it does not say. */
  platform: z.string().nullable().default(null),
  revision: z.string().nullable(),
  /** Services run different tags. */
  mixed: z.boolean(),
  deployedBy: z.string().nullable(),
  deployedAtMs: z.number().nullable(),
  lock: lockViewSchema.nullable(),
  activity: slotActivitySchema.nullable(),
  /** Who has the slot now, texts harmless for display; a board saved by an older version knows of none. */
  reservation: reservationSchema.nullable().default(null),
  /** What is held here since a rollback, newest first; a board saved by an older version knows of none. */
  holds: z.array(holdSchema).default([]),
  /** A newer build under the slot's tag; see `newBuildSchema`. Known only while somebody looks. */
  newBuild: newBuildSchema.nullable().default(null),
  /** What differs from what the last recorded deployment left; empty while something is under way. */
  drift: z.array(driftSchema).default([]),
  /** What the ledger has as the slot's last release, and `drift` is measured against; null where it has none. */
  lastReleaseId: z.string().nullable().default(null),
  /** Addresses people open, by service, as the published slots file has them: `https` or `http`, harmless for display. */
  urls: z.record(z.string(), z.string()).default({}),
  services: z.array(serviceViewSchema),
})

/** One host and its slots, in the order of the rows. */
export const hostBoardSchema = z.object({ host: hostViewSchema, slots: z.array(slotViewSchema) })

/** The whole board, hosts in the order of the settings. */
export const boardSchema = z.object({ hosts: z.array(hostBoardSchema) })

/** See `hostConnectionSchema`. */
export type HostConnection = Readonly<z.infer<typeof hostConnectionSchema>>
/** See `hostViewSchema`. */
export type HostView = Readonly<z.infer<typeof hostViewSchema>>
/** See `checkViewSchema`. */
export type CheckView = Readonly<z.infer<typeof checkViewSchema>>
/** See `serviceViewSchema`. */
export type ServiceView = Readonly<z.infer<typeof serviceViewSchema>>
/** See `slotStates`. */
export type SlotState = (typeof slotStates)[number]
/** See `lockViewSchema`. */
export type LockView = Readonly<z.infer<typeof lockViewSchema>>
/** See `slotViewSchema`. */
export type SlotView = Readonly<z.infer<typeof slotViewSchema>>
/** See `hostBoardSchema`. */
export type HostBoard = Readonly<z.infer<typeof hostBoardSchema>>
/** See `boardSchema`. */
export type Board = Readonly<z.infer<typeof boardSchema>>
