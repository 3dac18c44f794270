import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { diskUseSchema } from '../domain/disk-use'

/**
 * What is known of one service. `measuring`: it runs, and the first numbers are on their way. `live`: told every second;
 * `polled`: every few seconds, where the way to the host allows few streams. `stopped`: nothing of it runs. `unknown`:
 * `problem` says why.
 */
export const serviceMetricsSchema = z.object({
  service: z.string(),
  state: z.enum(['measuring', 'live', 'polled', 'stopped', 'unknown']),
  problem: berthErrorSchema.nullable(),
  /** Running containers that the numbers are the sum of. */
  containers: z.number(),
  /** Processors it may use, its limits counted; null: not known. */
  cores: z.number().nullable(),
  /** Null: not known. Without a limit of its own (`isMemoryLimited` false) it is the host's memory. */
  memoryLimitBytes: z.number().nullable(),
  isMemoryLimited: z.boolean(),
  /** The usage now, packed as `packUsage` does; null: not known. */
  now: z.instanceof(Float64Array).nullable(),
  /** Rows of the series that this look was not told yet, packed for `MetricsSeries.add`; all of them the first time. */
  rows: z.instanceof(Float64Array),
})

/** What is known of a slot's services, in the order of the board; told at most once a second while somebody looks. */
export const slotMetricsSchema = z.object({ viewId: z.string(), services: z.array(serviceMetricsSchema) })

/** What a host's machine says of itself. `away`: the host is out of reach; `unknown`: this way to it tells nothing of its machine. */
export const hostMetricsSchema = z.object({
  viewId: z.string(),
  state: z.enum(['measuring', 'live', 'away', 'unknown']),
  /** Of all its processors, 0 to 1. */
  cpuShare: z.number().nullable(),
  processors: z.number().nullable(),
  memory: z.object({ totalBytes: z.number(), availableBytes: z.number() }).nullable(),
  /** Where Docker keeps its data. */
  disk: z.object({ path: z.string(), totalBytes: z.number(), freeBytes: z.number() }).nullable(),
})

/** See `serviceMetricsSchema`. */
export type ServiceMetrics = Readonly<z.infer<typeof serviceMetricsSchema>>
/** See `slotMetricsSchema`. */
export type SlotMetrics = Readonly<z.infer<typeof slotMetricsSchema>>
/** See `hostMetricsSchema`. */
export type HostMetrics = Readonly<z.infer<typeof hostMetricsSchema>>

const view = { viewId: z.string().min(1).max(64), hostId: z.string().min(1).max(64) }

/**
 * A look at metrics is one request that lasts: it answers with nothing before whoever asked gives it up or goes away, and
 * with that the measuring ends. `viewId` is the asker's, and names the events that belong to the look.
 */
export const metricsRequests = {
  /** Told by `metrics-changed`. Throws `host-unknown`, `slot-unknown`, `metrics-views-full`. */
  'watch-metrics': {
    request: z.strictObject({ ...view, slot: z.string().min(1).max(255) }),
    reply: z.object({}),
  },
  /** Told by `host-metrics-changed`, every few seconds. Throws `host-unknown`, `metrics-views-full`. */
  'watch-host-metrics': { request: z.strictObject(view), reply: z.object({}) },
  /** What Docker takes of the host's disk. Dear: the engine adds up every layer and volume, which can take it minutes. */
  'read-disk-use': { request: z.strictObject({ hostId: view.hostId }), reply: diskUseSchema },
} as const

/** See `metricsRequests`. */
export const metricsEvents = {
  'metrics-changed': slotMetricsSchema,
  'host-metrics-changed': hostMetricsSchema,
} as const
