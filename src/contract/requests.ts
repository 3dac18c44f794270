import { z } from 'zod'
import { operationSchema } from '../domain/operation'
import { planSchema } from '../domain/plan'
import { preferencesChangeSchema, settingsSchema } from '../domain/settings'
import { historyDetailsSchema, historyFilterSchema, historyPageSchema } from './history'
import { comparisonRequests } from './plan-comparison'
import { healthRequests } from './health-contract'
import { holdRequests, liftingSchema } from './hold-requests'
import { hostRequests } from './host-requests'
import { interruptionRequests } from './interruption-requests'
import { logRequests } from './log-requests'
import { metricsRequests } from './metrics-contract'
import { noticeRequests } from './notice-requests'
import { registryRequests } from './registry-requests'
import { releaseRequests } from './release-option'
import { reservationRequests } from './reservation-requests'
import { rollbackRequests } from './rollback-requests'
import { slotDetailsSchema } from './slot-details'
import { slotsFileRequests } from './slots-file-view'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }
const nothing = z.object({})

/**
 * Everything a client can ask the engine for: name → schema of the request and of the reply. Requests that change
 * something answer with an id or nothing; the new state comes back as events. Unknown keys are refused.
 */
export const requests = {
  /** Settings as in force, where they are kept, and the name others see on what is done from here. */
  'read-settings': {
    request: z.strictObject({}),
    reply: z.object({ settings: settingsSchema, file: z.string(), person: z.string() }),
  },
  /** Changes the given keys alone. Hosts are changed by `add-host`, `rename-host` and `remove-host`. */
  'update-settings': { request: preferencesChangeSchema, reply: nothing },
  ...hostRequests,
  'read-slot-details': { request: z.strictObject(slotAddress), reply: slotDetailsSchema },
  ...releaseRequests,
  ...registryRequests,
  /** Observes and plans; changes nothing. */
  'plan-operation': {
    /** `by`: who asks, as a reservation of one's own is no obstacle; empty: this installation's person. */
    request: z.strictObject({ ...slotAddress, operation: operationSchema, by: z.string().max(64).default('') }),
    reply: planSchema,
  },
  ...comparisonRequests,
  /** Carries out a plan somebody has seen: `fingerprint` is that plan's. Answers once the deployment has an id. */
  'run-operation': {
    request: z.strictObject({
      ...slotAddress,
      operation: operationSchema,
      fingerprint: z.string(),
      by: z.string().max(64),
      /** The reservation of somebody else that is gone over knowingly, and why; it is recorded. */
      over: z
        .strictObject({ reservationId: z.string().max(64), reason: z.string().trim().min(1).max(200) })
        .nullable()
        .default(null),
      /** The holds of the plan that are gone over knowingly, and why; the deployment lifts them by its success. */
      lift: liftingSchema.nullable().default(null),
    }),
    reply: z.object({ deploymentId: z.string() }),
  },
  /** Puts back what was switched; the deployment's events say when the old version serves. */
  'cancel-deployment': { request: z.strictObject({ deploymentId: z.string() }), reply: nothing },
  /** Forgets an ended deployment of this engine. */
  'dismiss-deployment': { request: z.strictObject({ deploymentId: z.string() }), reply: nothing },
  ...reservationRequests,
  ...holdRequests,
  ...rollbackRequests,
  ...interruptionRequests,
  ...logRequests,
  /** What happened on all hosts, newest first: from their ledgers as last read. Throws `host-unknown` alone. */
  'read-history': {
    request: z.strictObject({
      filter: historyFilterSchema,
      first: z.number().int().nonnegative(),
      count: z.number().int().min(0).max(500),
    }),
    reply: historyPageSchema,
  },
  'read-history-entry': {
    request: z.strictObject({ hostId: slotAddress.hostId, deploymentId: z.string().min(1).max(100) }),
    reply: historyDetailsSchema,
  },
  /** Writes everything the filter leaves to the file that the person chose; `target` is the shell's token for it. */
  'export-history': {
    request: z.strictObject({
      filter: historyFilterSchema,
      format: z.enum(['csv', 'json']),
      target: z.string().max(128),
    }),
    reply: z.object({ entries: z.number(), file: z.string() }),
  },
  /** The last lines of a container that a deployment removed, at most 2,000, without escape sequences. */
  'read-last-log': {
    request: z.strictObject({
      hostId: slotAddress.hostId,
      deploymentId: z.string().min(1).max(100),
      service: z.string().min(1).max(255),
    }),
    reply: z.object({ text: z.string() }),
  },
  ...healthRequests,
  ...slotsFileRequests,
  ...metricsRequests,
  ...noticeRequests,
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** The names of all requests. */
export type RequestName = keyof typeof requests
/** The body a request takes, before its schema is applied. */
export type RequestBody<Name extends RequestName> = Readonly<z.input<(typeof requests)[Name]['request']>>
/** What a request answers with. */
export type Reply<Name extends RequestName> = Readonly<z.output<(typeof requests)[Name]['reply']>>
