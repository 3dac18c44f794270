import { z } from 'zod'
import { upstreamDriftSchema } from './drift'
import { operationSchema } from './operation'

/** The image a plan replaces, or leaves: `revision` from the image's label. */
export const plannedImageSchema = z.object({
  reference: z.string(),
  tag: z.string().nullable(),
  revision: z.string().nullable(),
  version: z.string().nullable(),
  /** What identifies the content: a registry digest, or the image ID of an image that is on the host alone. */
  identity: z.string(),
})

/** Where a new image comes from. `host`: it is there already and no registry knows it; `kept`: kept there for a rollback. */
const imageSourceSchema = z.enum(['registry', 'host', 'kept'])

/** What happens to one service. */
export const plannedChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('replace'),
    from: plannedImageSchema,
    to: plannedImageSchema,
    source: imageSourceSchema,
    cause: z.enum(['image-changes', 'settings-change', 'recreate-asked', 'release-asked']),
  }),
  /** The slot has no container of it yet. */
  z.object({ kind: z.literal('create'), to: plannedImageSchema, source: imageSourceSchema }),
  /** It already runs what was asked for. */
  z.object({ kind: z.literal('unchanged'), image: plannedImageSchema }),
  /** There is no image of this tag for it. */
  z.object({ kind: z.literal('no-image'), image: plannedImageSchema, wanted: z.string() }),
  z.object({ kind: z.literal('not-selected'), image: plannedImageSchema }),
  /** It stays as it is: the slots file, or the release that is gone back to, does not have it. */
  z.object({ kind: z.literal('not-in-source'), image: plannedImageSchema, source: z.enum(['file', 'release']) }),
  z.object({ kind: z.literal('stop'), image: plannedImageSchema }),
  z.object({ kind: z.literal('start'), image: plannedImageSchema }),
  z.object({ kind: z.literal('restart'), image: plannedImageSchema }),
  /** It stays as it is, and its proxy is led back to it. The texts are those of `upstreamDriftSchema`. */
  z.object({
    kind: z.literal('lead-back'),
    image: plannedImageSchema,
    ...upstreamDriftSchema.pick({ proxy: true, leads: true, should: true }).shape,
  }),
])

/**
 * How a new or restarted container is judged. `health`: Docker's check must pass; `running`: it must stay up that long;
 * `completed`: it does its work once (a migration others wait for) and must end with exit code 0.
 */
export const gateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('health'), timeoutMs: z.number() }),
  z.object({ kind: z.literal('running'), forMs: z.number() }),
  z.object({ kind: z.literal('completed'), timeoutMs: z.number() }),
])

/**
 * How a service's container gives way. `color` is the set of variables that the new container gets; null without two
 * sets. `instead`: why blue-green, which the slots file or the person wants, is not used this time.
 */
export const plannedStrategySchema = z.object({
  kind: z.enum(['recreate', 'blue-green']),
  color: z.enum(['blue', 'green']).nullable(),
  instead: z
    .enum(['asked', 'nothing-runs', 'no-proxy', 'proxy-stopped', 'foreign-color', 'rolled-back', 'not-set-up'])
    .nullable(),
})

/** A service's part of the plan; services stand in the order they are changed. */
export const plannedServiceSchema = z.object({
  name: z.string(),
  /** The container that gives way; null where there is none. */
  containerId: z.string().nullable(),
  containerName: z.string(),
  change: plannedChangeSchema,
  /** Where the new container's settings come from: the old container, the slots file, the release that is gone back to. */
  settings: z.enum(['carried', 'file', 'release']),
  strategy: plannedStrategySchema,
  /** Changed services that must be through before this one begins; services that don't wait for each other go side by side. */
  after: z.array(z.string()),
  /** How long nobody answers, as far as it can be foretold; null: not known. 0: not at all. */
  downtimeMs: z.number().nullable(),
  /** Whether earlier deployments of this service were measured for it. */
  downtimeIsMeasured: z.boolean(),
})

/** One step of the plan with its cause: why it is there, as a code that each language words for itself. */
export const planStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pull'),
    service: z.string(),
    reference: z.string(),
    cause: z.enum(['image-changes', 'may-be-newer']),
  }),
  z.object({ kind: z.literal('lock'), cause: z.enum(['one-deployment-a-slot']) }),
  /** What is about to be done goes into the ledger; images and settings that are about to go are kept. */
  z.object({ kind: z.literal('record'), cause: z.enum(['way-back']) }),
  /** Networks and volumes that the slots file names and the host lacks. */
  z.object({ kind: z.literal('prepare'), names: z.array(z.string()), cause: z.enum(['named-by-slots-file']) }),
  z.object({
    kind: z.literal('create'),
    service: z.string(),
    cause: z.enum(['image-changes', 'settings-change', 'recreate-asked', 'release-asked', 'service-is-new']),
  }),
  z.object({
    kind: z.literal('stop'),
    service: z.string(),
    cause: z.enum(['makes-room-for-new', 'nobody-uses-it', 'stop-asked', 'restart-asked']),
  }),
  z.object({
    kind: z.literal('start'),
    service: z.string(),
    cause: z.enum(['replaces-old', 'runs-beside-old', 'service-is-new', 'start-asked', 'restart-asked']),
  }),
  z.object({
    kind: z.literal('gate'),
    service: z.string(),
    gate: gateSchema,
    cause: z.enum(['must-serve-before-next']),
  }),
  /** The new container gets the names by which other services find it. */
  z.object({ kind: z.literal('aliases'), service: z.string(), cause: z.enum(['serves-now']) }),
  z.object({ kind: z.literal('switch-over'), service: z.string(), cause: z.enum(['serves-now', 'leads-elsewhere']) }),
  z.object({ kind: z.literal('drain'), service: z.string(), cause: z.enum(['requests-in-flight']) }),
  z.object({ kind: z.literal('remove-old'), service: z.string(), cause: z.enum(['all-gates-passed']) }),
  z.object({ kind: z.literal('verify'), service: z.string(), cause: z.enum(['image-must-be-the-planned-one']) }),
  z.object({ kind: z.literal('unlock'), cause: z.enum(['done']) }),
])

/** What a person should know before confirming; none of these refuses the plan. */
export const planWarningSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-image'), service: z.string(), wanted: z.string() }),
  /** The slot has no container of the service, and gets none: no image of it was found. */
  z.object({ kind: z.literal('not-created'), service: z.string(), wanted: z.string() }),
  z.object({ kind: z.literal('no-health-check'), service: z.string(), forMs: z.number() }),
  z.object({ kind: z.literal('mixed-branches'), tags: z.array(z.string()) }),
  z.object({ kind: z.literal('image-only-on-host'), service: z.string(), reference: z.string() }),
  /** The platform version goes back. */
  z.object({ kind: z.literal('older-version'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('anonymous-volumes'), service: z.string(), count: z.number() }),
  /** Somebody else has the slot reserved: to be overruled knowingly. `untilMs` is the host's clock. */
  z.object({
    kind: z.literal('reserved'),
    reservationId: z.string(),
    by: z.string(),
    forWhom: z.string(),
    untilMs: z.number(),
    why: z.string(),
  }),
  /** The branch was rolled back from here: to be deployed knowingly, which lifts the holds. `sinceMs` is the host's clock. */
  z.object({
    kind: z.literal('held'),
    holdIds: z.array(z.string()),
    /** What the newest of them holds; `tag` may be another build of it. */
    held: z.string(),
    by: z.string(),
    sinceMs: z.number(),
  }),
  z.object({ kind: z.literal('port-taken'), service: z.string(), port: z.number(), container: z.string() }),
  /** The slots file, or the release, does not have this service: it stays as it is. */
  z.object({ kind: z.literal('not-in-source'), service: z.string(), source: z.enum(['file', 'release']) }),
  /** Its settings of then are not on the host any more: it keeps its present ones. */
  z.object({ kind: z.literal('settings-lost'), service: z.string() }),
  z.object({
    kind: z.literal('strategy-instead'),
    service: z.string(),
    reason: plannedStrategySchema.shape.instead.unwrap(),
  }),
  z.object({ kind: z.literal('bind-path-missing'), service: z.string(), path: z.string() }),
  z.object({ kind: z.literal('network-differs'), name: z.string() }),
  z.object({ kind: z.literal('volume-differs'), name: z.string() }),
  /** Data and migrations stay as they are, whatever version runs on them. */
  z.object({ kind: z.literal('data-stays') }),
  /** Nothing is to be done: every service already runs what was asked for. */
  z.object({ kind: z.literal('nothing-to-do') }),
])

/**
 * A plan: what will be done, why, and what to know before. Equal observations and requests give equal plans.
 * `fingerprint` stands for what would be done (which containers give way to which images); it tells whether the slot or
 * the images changed between looking and confirming. Facts that only become known later (a label of an image that is
 * still to be pulled) are not in it.
 */
export const planSchema = z.object({
  hostId: z.string(),
  slot: z.string(),
  operation: operationSchema,
  services: z.array(plannedServiceSchema),
  steps: z.array(planStepSchema),
  warnings: z.array(planWarningSchema),
  fingerprint: z.string(),
  /** A rollback's alone: the tags that it goes away from, and that are held once it has succeeded. */
  holds: z.array(z.string()).optional(),
})

/** See `plannedImageSchema`. */
export type PlannedImage = Readonly<z.infer<typeof plannedImageSchema>>
/** See `plannedChangeSchema`. */
export type PlannedChange = Readonly<z.infer<typeof plannedChangeSchema>>
/** See `plannedStrategySchema`. */
export type PlannedStrategy = Readonly<z.infer<typeof plannedStrategySchema>>
/** See `plannedServiceSchema`. */
export type PlannedService = Readonly<z.infer<typeof plannedServiceSchema>>
/** See `gateSchema`. */
export type Gate = Readonly<z.infer<typeof gateSchema>>
/** See `planStepSchema`. */
export type PlanStep = Readonly<z.infer<typeof planStepSchema>>
/** See `planWarningSchema`. */
export type PlanWarning = Readonly<z.infer<typeof planWarningSchema>>
/** See `planSchema`. */
export type Plan = Readonly<z.infer<typeof planSchema>>
