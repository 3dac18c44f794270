import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { deploymentResultSchema, stepProgressSchema } from '../domain/deployment'
import { kickoffSchema } from '../domain/kickoff'
import { planSchema } from '../domain/plan'

/** What people know a release by. Texts are harmless for display. */
export const releaseNameSchema = z.object({
  tag: z.string().nullable(),
  kickoff: kickoffSchema.nullable(),
  revision: z.string().nullable(),
  version: z.string().nullable(),
})

/**
 * How a deployment in the history stands. `interrupted`: begun, never ended, and nobody holds its lock alive. `unknown`:
 * it ended in a way that only a newer version of Berth has words for.
 */
export const historyResults = [
  'running',
  'succeeded',
  'put-back',
  'cancelled',
  'refused',
  'down',
  'interrupted',
  'unknown',
] as const

/** What kinds of entries there are; `switch` is a deploy of another kickoff. */
export const historyKinds = [
  'deploy',
  'switch',
  'rollback',
  'stop',
  'start',
  'restart',
  'repair',
  'takeover',
  'overruled',
  'reserved',
  'unreserved',
  'held',
  'lifted',
  'settings-published',
  'newer',
] as const

/** What an entry tells; all texts are harmless for display. */
export const historyEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deployment'),
    deploymentId: z.string(),
    /** Counts a slot's deployments from 1. */
    number: z.number(),
    operation: z.enum(['deploy', 'switch', 'rollback', 'stop', 'start', 'restart', 'repair']),
    /** What most services ran before and (were to) run after; null: nothing, or not a matter of images. */
    from: releaseNameSchema.nullable(),
    to: releaseNameSchema.nullable(),
    /** The services it changed, or was to change. */
    services: z.array(z.string()),
    result: z.enum(historyResults),
    error: berthErrorSchema.nullable(),
    tookMs: z.number().nullable(),
    reason: z.string(),
  }),
  z.object({
    kind: z.literal('takeover'),
    deploymentId: z.string(),
    owner: z.string(),
    choice: z.enum(['resume', 'put-back', 'unlock']),
    reason: z.string(),
  }),
  z.object({ kind: z.literal('overruled'), reservedBy: z.string(), reason: z.string(), deploymentId: z.string() }),
  z.object({ kind: z.literal('reserved'), forWhom: z.string(), why: z.string(), untilMs: z.number() }),
  z.object({ kind: z.literal('unreserved') }),
  /** Left by the rollback of that id: the tag is not deployed there again unless somebody says so. */
  z.object({ kind: z.literal('held'), tag: z.string(), deploymentId: z.string() }),
  /** `deploymentId` empty: lifted by itself; else the deployment of a held branch that lifted it by its success. */
  z.object({ kind: z.literal('lifted'), tags: z.array(z.string()), deploymentId: z.string(), reason: z.string() }),
  z.object({
    kind: z.literal('settings-published'),
    version: z.number(),
    slots: z.array(z.string()),
    note: z.string(),
  }),
  /** Written by a newer version of Berth; `what` is its own word for it. */
  z.object({ kind: z.literal('newer'), what: z.string() }),
])

/** One line of the history, the same for everyone who looks at the host. `atMs` is the host's clock. `slot` null: the whole host. */
export const historyEntrySchema = z.object({
  id: z.string(),
  hostId: z.string(),
  slot: z.string().nullable(),
  atMs: z.number(),
  by: z.string(),
  event: historyEventSchema,
})

/** Which entries are meant; null: all. `text` is looked for in branch, tag, revision, version, person, reason, slot. */
export const historyFilterSchema = z.strictObject({
  hostId: z.string().max(64).nullable(),
  slot: z.string().max(255).nullable(),
  by: z.string().max(64).nullable(),
  kinds: z.array(z.enum(historyKinds)).nullable(),
  results: z.array(z.enum(historyResults)).nullable(),
  sinceMs: z.number().nullable(),
  untilMs: z.number().nullable(),
  text: z.string().max(200),
  /** Only what did not go as planned: failed, down, interrupted, taken over, overruled. */
  onlyTrouble: z.boolean().default(false),
})

/** A page of the history, newest first, with what the filters of the view offer. */
export const historyPageSchema = z.object({
  entries: z.array(historyEntrySchema),
  /** How many entries match, on all pages. */
  total: z.number(),
  /** How many of them stand under each day, newest first; `day` is `YYYY-MM-DD` in this machine's time zone. */
  days: z.array(z.object({ day: z.string(), count: z.number() })),
  /** How many entries of trouble the other filters leave; see `onlyTrouble`. */
  trouble: z.number(),
  /** People in the whole history, for the filter. */
  people: z.array(z.string()),
  /** Slots in the whole history, those among them that are on no board any more. */
  slots: z.array(z.string()),
  /** How fresh each host's part is: null where its history was never read; `atMs` is this machine's clock. */
  hosts: z.array(
    z.object({ hostId: z.string(), readAtMs: z.number().nullable(), problem: berthErrorSchema.nullable() }),
  ),
})

/**
 * All that is kept of one deployment. `plan` null: its beginning was lost, or a newer version of Berth planned it. `logs`:
 * services whose last lines were kept when their container went.
 */
export const historyDetailsSchema = z.object({
  entry: historyEntrySchema,
  plan: planSchema.nullable(),
  steps: z.array(stepProgressSchema),
  result: deploymentResultSchema.nullable(),
  /** How long nobody answered, by service, as measured. */
  downtimesMs: z.record(z.string(), z.number()),
  logs: z.array(z.string()),
})

/** See `releaseNameSchema`. */
export type ReleaseName = Readonly<z.infer<typeof releaseNameSchema>>
/** See `historyEventSchema`. */
export type HistoryEvent = Readonly<z.infer<typeof historyEventSchema>>
/** See `historyEntrySchema`. */
export type HistoryEntry = Readonly<z.infer<typeof historyEntrySchema>>
/** What an entry counts as in the filter. */
export function historyKindOf(event: HistoryEvent): HistoryKind {
  return event.kind === 'deployment' ? event.operation : event.kind
}

/** See `historyKinds`. */
export type HistoryKind = (typeof historyKinds)[number]
/** See `historyResults`. */
export type HistoryResult = (typeof historyResults)[number]
/** See `historyFilterSchema`. */
export type HistoryFilter = Readonly<z.infer<typeof historyFilterSchema>>
/** See `historyPageSchema`. */
export type HistoryPage = Readonly<z.infer<typeof historyPageSchema>>
/** See `historyDetailsSchema`. */
export type HistoryDetails = Readonly<z.infer<typeof historyDetailsSchema>>
