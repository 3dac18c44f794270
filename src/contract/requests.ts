import { z } from 'zod'
import { operationSchema } from '../domain/operation'
import { planSchema } from '../domain/plan'
import { preferencesChangeSchema, settingsSchema } from '../domain/settings'
import { historyDetailsSchema, historyFilterSchema, historyPageSchema } from './history'
import { hostRequests } from './host-requests'
import { interruptionRequests } from './interruption-requests'
import { logMatchesSchema, logRowsSchema, logSourceSchema } from './log-contract'
import { releaseOptionSchema } from './release-option'
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
  /** Newest kickoff first, tags without a kickoff after them. */
  'list-releases': {
    request: z.strictObject(slotAddress),
    reply: z.object({ releases: z.array(releaseOptionSchema) }),
  },
  /** Observes and plans; changes nothing. */
  'plan-operation': {
    /** `by`: who asks, as a reservation of one's own is no obstacle; empty: this installation's person. */
    request: z.strictObject({ ...slotAddress, operation: operationSchema, by: z.string().max(64).default('') }),
    reply: planSchema,
  },
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
    }),
    reply: z.object({ deploymentId: z.string() }),
  },
  /** Puts back what was switched; the deployment's events say when the old version serves. */
  'cancel-deployment': { request: z.strictObject({ deploymentId: z.string() }), reply: nothing },
  /** Forgets an ended deployment of this engine. */
  'dismiss-deployment': { request: z.strictObject({ deploymentId: z.string() }), reply: nothing },
  ...reservationRequests,
  ...rollbackRequests,
  ...interruptionRequests,
  /**
   * Opens a view of a slot's logs beginning with the newest `tail` lines a container (null: all that Docker has), of those
   * not older than `sinceMs` on the host's clock (null: of all).
   */
  'open-log': {
    request: z.strictObject({
      source: logSourceSchema,
      tail: z.number().int().min(0).max(1_000_000).nullable(),
      sinceMs: z.number().nonnegative().nullable(),
      follow: z.boolean(),
    }),
    reply: z.object({ viewId: z.string() }),
  },
  'close-log': { request: z.strictObject({ viewId: z.string() }), reply: nothing },
  /** At most 500 rows; fewer where the view doesn't hold them. */
  'read-log-rows': {
    request: z.strictObject({
      viewId: z.string(),
      first: z.number().int().nonnegative(),
      count: z.number().int().min(1).max(500),
      /** Longer rows are cut for display. */
      maxLength: z.number().int().min(80).max(65_536),
    }),
    reply: logRowsSchema,
  },
  /** Literal, upper and lower case alike, within what the view holds. */
  'search-log': {
    request: z.strictObject({ viewId: z.string(), text: z.string().min(1).max(500) }),
    reply: logMatchesSchema,
  },
  /** Writes all rows held to the file that the person chose; `target` is the shell's token for it. */
  'save-log': {
    request: z.strictObject({ viewId: z.string(), target: z.string().max(128) }),
    reply: z.object({ lines: z.number(), file: z.string() }),
  },
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
  ...slotsFileRequests,
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** The names of all requests. */
export type RequestName = keyof typeof requests
/** The body a request takes, before its schema is applied. */
export type RequestBody<Name extends RequestName> = Readonly<z.input<(typeof requests)[Name]['request']>>
/** What a request answers with. */
export type Reply<Name extends RequestName> = Readonly<z.output<(typeof requests)[Name]['reply']>>
