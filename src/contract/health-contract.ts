import { z } from 'zod'
import { healthCheckSchema, healthCheckSources } from '../domain/health-check'
import { healthNoteSchema } from '../domain/health-note'
import { healthReasonSchema } from '../domain/health-reason'
import { berthErrorSchema } from '../domain/berth-error'
import { healthTallySchema, timeSpanSchema } from '../domain/service-health'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }
const service = z.string().min(1).max(255)

/** The HTTP probe that the slots file declares for a service, and how Berth gets on with it. */
const probeViewSchema = z.object({
  path: z.string(),
  /** Null: the service's first published TCP port. */
  containerPort: z.number().nullable(),
  /** Why nothing could be asked, which says nothing about the service; null: it is asked while somebody looks. */
  problem: berthErrorSchema.nullable(),
})

/** What is recorded of one service, oldest first, all times the host's clock. Outputs are read one by one. */
export const serviceHealthViewSchema = z.object({
  service: z.string(),
  probe: probeViewSchema.nullable(),
  checks: z.array(healthCheckSchema),
  /** Older checks, counted. */
  tallies: z.array(healthTallySchema),
  notes: z.array(healthNoteSchema),
  /** When no check can have been missed; the rest of the span is not known. */
  known: z.array(timeSpanSchema),
})

/** A slot's health over a span of time that ends now. */
export const slotHealthSchema = z.object({
  /** Now by the host's clock: where the strips end. */
  nowMs: z.number(),
  services: z.array(serviceHealthViewSchema),
})

/** The requests about health over time. All throw `host-unknown` and `slot-unknown`. */
export const healthRequests = {
  /**
   * The strips of a slot. `probes`: `keep` has the declared HTTP probes asked every few seconds for half a minute from
   * now on, as somebody looks; `wait` asks each of them once before it answers; `none` leaves them alone.
   */
  'read-health': {
    request: z.strictObject({
      ...slotAddress,
      spanMs: z.number().int().min(60_000).max(86_400_000),
      probes: z.enum(['none', 'keep', 'wait']),
    }),
    reply: slotHealthSchema,
  },
  /** What a check wrote: harmless for display, without known secrets; null: no longer kept. */
  'read-check-output': {
    request: z.strictObject({
      ...slotAddress,
      service,
      containerId: z.string().max(128),
      source: z.enum(healthCheckSources),
      startedAtMs: z.number(),
    }),
    reply: z.object({ output: z.string().nullable() }),
  },
  /** Why a service is unhealthy; null: it is not. Reads the end of its log. */
  'explain-health': {
    request: z.strictObject({ ...slotAddress, service }),
    reply: z.object({ reason: healthReasonSchema.nullable() }),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** What is told of health over time. */
export const healthEvents = {
  /** More is recorded of a slot: read again what is shown. At most once a second a slot. */
  'health-changed': z.object({ hostId: z.string(), slot: z.string() }),
} as const satisfies Record<string, z.ZodType>

/** See `serviceHealthViewSchema`. */
export type ServiceHealthView = Readonly<z.infer<typeof serviceHealthViewSchema>>
/** See `slotHealthSchema`. */
export type SlotHealth = Readonly<z.infer<typeof slotHealthSchema>>
