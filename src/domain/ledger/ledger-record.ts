import { z } from 'zod'
import { deploymentResultSchema, stepProgressSchema } from '../deployment'
import { errorCatalog } from '../error-catalog'
import { operationSchema } from '../operation'
import { planSchema } from '../plan'
import { releaseSchema } from './release'

/** The format this version writes. What a newer format holds is kept and told of, but not understood. */
export const ledgerFormat = 1

/** What every record of any version has. */
export const recordBaseSchema = z.object({
  format: z.number().int().positive(),
  kind: z.string().min(1).max(100),
  /** Unique on the host, made by the writer; also the name of the record's file. */
  recordId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/),
  /** The host's clock, milliseconds since the epoch. */
  atMs: z.number().nonnegative(),
  /** The person's display name; hostile like all text from a host. */
  by: z.string().catch(''),
  /** The slot it is about; null: the host as a whole. */
  slot: z.string().nullable().catch(null),
})

/** A newer version may have operations, steps and errors that this one has no words for: they read as null. */
const readable = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().catch(null)

/** A code of a newer version becomes `internal` with its English message: the result itself is what matters. */
const resultSchema = z.preprocess((value) => {
  const result = asObject(value)
  const error = asObject(result?.['error'])
  if (result === null || error === null || Object.hasOwn(errorCatalog, String(error['code']))) return value
  const details = { reason: String(error['message'] ?? error['code']) }
  return { ...result, error: { ...error, code: 'internal', details } }
}, readable(deploymentResultSchema))

const restartPolicySchema = z.object({ name: z.string(), maximumRetries: z.number() })

/** What a person needs to know of one slot that a slots file names. */
export const slotSummarySchema = z.object({
  name: z.string(),
  services: z.array(z.string()),
  urls: z.record(z.string(), z.string()),
})

/**
 * Everything this version writes and understands. `deployment-begun` is the intent: written under the lock, before the
 * first change. No values of environment variables, ever: those stand in the private store.
 */
export const ledgerRecordSchema = z.discriminatedUnion('kind', [
  recordBaseSchema.extend({
    kind: z.literal('deployment-begun'),
    deploymentId: z.string(),
    operation: readable(operationSchema),
    reason: z.string(),
    plan: readable(planSchema),
    /** The slots file's version it went by; null: none was published. */
    settingsVersion: z.number().nullable(),
    /** What served before; null: nothing did. */
    from: readable(releaseSchema),
    /** The image each service's new container is made of, by service. */
    images: z.record(z.string(), z.string()),
    /** The old containers' restart policies, for putting back. */
    restartPolicies: z.record(z.string(), restartPolicySchema),
    wasRunning: z.record(z.string(), z.boolean()),
  }),
  recordBaseSchema.extend({
    kind: z.literal('deployment-ended'),
    deploymentId: z.string(),
    /** Null: it ended in a way that only a newer version has words for. */
    result: resultSchema,
    steps: z.array(stepProgressSchema).catch([]),
    startedAtMs: z.number(),
    endedAtMs: z.number(),
    /** How long nobody answered, by service, as measured. */
    downtimeMs: z.record(z.string(), z.number()),
    pulledBytes: z.number(),
    /** What serves now; null unless a deploy or rollback succeeded. */
    release: readable(releaseSchema),
  }),
  recordBaseSchema.extend({
    kind: z.literal('taken-over'),
    /** The deployment of the dead owner. */
    lockDeploymentId: z.string(),
    lockOwner: z.string(),
    choice: z.enum(['resume', 'put-back', 'unlock']),
    reason: z.string(),
  }),
  recordBaseSchema.extend({
    kind: z.literal('overruled'),
    reservationId: z.string(),
    reservedBy: z.string(),
    reason: z.string(),
    deploymentId: z.string(),
  }),
  recordBaseSchema.extend({
    kind: z.literal('reserved'),
    reservationId: z.string(),
    forWhom: z.string(),
    why: z.string(),
    /** Ends by itself then, by the host's clock. */
    untilMs: z.number(),
  }),
  recordBaseSchema.extend({ kind: z.literal('unreserved'), reservationId: z.string() }),
  /** A rollback that succeeded, of a tag it went away from; one record a tag. Its `recordId` is the hold's id. */
  recordBaseSchema.extend({ kind: z.literal('held'), tag: z.string(), deploymentId: z.string() }),
  recordBaseSchema.extend({
    kind: z.literal('lifted'),
    holdIds: z.array(z.string()),
    /** What they held, for the history. */
    tags: z.array(z.string()),
    /** The deployment that went over them and succeeded; empty: they were lifted by themselves. */
    deploymentId: z.string(),
    reason: z.string(),
  }),
  recordBaseSchema.extend({
    kind: z.literal('settings-published'),
    /** Counts from 1; the content stands in the private store as `slots-file/<version>`. */
    version: z.number(),
    checksum: z.string(),
    slots: z.array(slotSummarySchema),
    branch: z.string(),
    platform: z.string(),
    /** By image tag; the last 500 of the file. Records of older versions have none. */
    versions: z.record(z.string(), z.string()).default({}),
    note: z.string(),
  }),
  recordBaseSchema.extend({ kind: z.literal('releases-dropped'), releaseIds: z.array(z.string()) }),
  /** Left by a compaction: what is older and missing was dropped on purpose and is not to be written back. */
  recordBaseSchema.extend({
    kind: z.literal('compacted'),
    /** The newest dropped deployment's place in time; null: none was dropped so far. */
    cutOff: z.object({ atMs: z.number(), recordId: z.string() }).nullable(),
    /** How many deployments of each slot began up to the cut-off, in all of the ledger's life. */
    deploymentsBefore: z.array(z.object({ slot: z.string(), count: z.number() })),
  }),
])

/** See `recordBaseSchema`. */
export type RecordBase = Readonly<z.infer<typeof recordBaseSchema>>
/** See `slotSummarySchema`. */
export type SlotSummary = Readonly<z.infer<typeof slotSummarySchema>>
/** See `ledgerRecordSchema`. */
export type LedgerRecord = Readonly<z.infer<typeof ledgerRecordSchema>>
/** A record of one kind. */
export type LedgerRecordOf<Kind extends LedgerRecord['kind']> = Extract<LedgerRecord, { readonly kind: Kind }>
/** A record without what the ledger itself gives it. */
export type LedgerDraft = LedgerRecord extends infer Each
  ? Each extends LedgerRecord
    ? Readonly<Omit<Each, 'format' | 'recordId' | 'atMs'>>
    : never
  : never

/** A record as it lies on the host. `raw` is all of it, also what this version doesn't know; it alone is ever copied on. */
export type StoredRecord = {
  readonly base: RecordBase
  /** Null: of a newer format, of an unknown kind, or not as this version knows its kind. */
  readonly record: LedgerRecord | null
  readonly raw: Readonly<Record<string, unknown>>
}

/** Reads what was parsed from a record's line. Null: no record at all. Never throws. */
export function readLedgerRecord(raw: unknown): StoredRecord | null {
  const object = asObject(raw)
  const base = recordBaseSchema.safeParse(raw)
  if (object === null || !base.success) return null
  const known = base.data.format <= ledgerFormat ? ledgerRecordSchema.safeParse(raw) : null
  return { base: base.data, record: known?.success === true ? known.data : null, raw: object }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null
}
