import { z } from 'zod'
import { boardPatchSchema } from '../domain/board-patch'
import { berthErrorSchema } from '../domain/berth-error'
import { deploymentSchema } from '../domain/deployment'
import { settingsSchema } from '../domain/settings'
import { healthEvents } from './health-contract'
import { hostKeyQuestionSchema } from './host-requests'
import { hostTestSchema } from './host-test'
import { takeoverProgressSchema } from './interruption-requests'
import { logViewStateSchema } from './log-contract'
import { metricsEvents } from './metrics-contract'
import { noticeEvents } from './notice-requests'
import { comparisonEvents } from './plan-comparison'
import { releaseEvents } from './release-option'

/**
 * Everything the engine tells its clients: name → schema of the payload. A client that connects is first told the
 * whole state: a `reset` patch, the settings, and each remembered deployment.
 */
export const events = {
  'board-changed': z.object({ patches: z.array(boardPatchSchema) }),
  'settings-changed': z.object({ settings: settingsSchema, problem: berthErrorSchema.nullable() }),
  'deployment-changed': z.object({ deployment: deploymentSchema }),
  'deployment-dismissed': z.object({ deploymentId: z.string() }),
  /** A test of a host went on; see `test-host`. */
  'host-test-changed': z.object({ testId: z.string(), test: hostTestSchema }),
  /** All host keys that a person is asked about now; told anew whenever one comes or goes. */
  'host-keys-asked': z.object({ questions: z.array(hostKeyQuestionSchema) }),
  'log-view-changed': logViewStateSchema,
  /** What a takeover waits for: whether the owner's heart stands still, then until what they began last is over. */
  'takeover-progress': takeoverProgressSchema,
  /** A host's history changed, by whomever: read again what is shown. `revision` counts up while this engine runs. */
  'ledger-changed': z.object({ hostId: z.string(), revision: z.number() }),
  ...healthEvents,
  ...metricsEvents,
  ...releaseEvents,
  ...comparisonEvents,
  ...noticeEvents,
} as const satisfies Record<string, z.ZodType>

/** The names of all events. */
export type EventName = keyof typeof events
/** What an event carries. */
export type EventPayload<Name extends EventName> = Readonly<z.output<(typeof events)[Name]>>
/** One event of any name. */
export type EngineEvent = {
  [Name in EventName]: { readonly event: Name; readonly payload: EventPayload<Name> }
}[EventName]
