import { z } from 'zod'
import { berthErrorSchema } from './berth-error'
import { checkViewSchema } from './board'
import { planSchema } from './plan'

/** One layer of a pull, as Docker reports it. */
export const layerProgressSchema = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'downloading', 'extracting', 'done', 'exists']),
  doneBytes: z.number(),
  totalBytes: z.number(),
})

/** The progress of one service's pull. */
export const pullProgressSchema = z.object({
  service: z.string(),
  reference: z.string(),
  layers: z.array(layerProgressSchema),
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
})

/** The gate that is being waited for: its checks so far, newest last, at most 20. */
export const gateProgressSchema = z.object({
  service: z.string(),
  containerId: z.string(),
  kind: z.enum(['health', 'running', 'completed']),
  checks: z.array(checkViewSchema),
  startedAtMs: z.number(),
  deadlineAtMs: z.number(),
})

/**
 * How far one step of the plan is; `index` is its place in `plan.steps`. Times are this machine's clock. `given-up`: begun,
 * and ended by a cancel or by another step's failure.
 */
export const stepProgressSchema = z.object({
  state: z.enum(['waiting', 'running', 'done', 'failed', 'given-up', 'not-run']),
  startedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
})

/** How a deployment ended, and so what users get now. */
export const deploymentResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('succeeded') }),
  /** Refused before anything was changed: locked, plan outdated, image missing … */
  z.object({ kind: z.literal('refused'), error: berthErrorSchema }),
  /** Failed, and the old version serves again (or had never stopped). */
  z.object({ kind: z.literal('put-back'), error: berthErrorSchema, failingOutput: z.string(), log: z.string() }),
  /** Cancelled, and the old version serves. */
  z.object({ kind: z.literal('cancelled') }),
  /**
   * Failed, and not put back: neither version of the named services serves. No names: left half-way (the lock was lost,
   * say), and something serves; the error says what.
   */
  z.object({
    kind: z.literal('down'),
    error: berthErrorSchema,
    services: z.array(z.string()),
    failingOutput: z.string(),
    log: z.string(),
  }),
])

/**
 * One attempt to carry out a plan, as the window follows it. Made by the engine alone. `phase` says what is going on,
 * `result` is null until `phase` is `ended`.
 */
export const deploymentSchema = z.object({
  id: z.string(),
  by: z.string(),
  plan: planSchema,
  phase: z.enum(['running', 'cancelling', 'putting-back', 'ended']),
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  /** One entry a step of the plan, in its order. */
  steps: z.array(stepProgressSchema),
  pulls: z.array(pullProgressSchema),
  gate: gateProgressSchema.nullable(),
  /** What could not be checked as the slots file wants; it failed nothing. */
  notChecked: z.array(berthErrorSchema),
  /** Services whose new container serves already; a cancel puts these back. */
  switched: z.array(z.string()),
  result: deploymentResultSchema.nullable(),
})

/** See `layerProgressSchema`. */
export type LayerProgress = Readonly<z.infer<typeof layerProgressSchema>>
/** See `pullProgressSchema`. */
export type PullProgress = Readonly<z.infer<typeof pullProgressSchema>>
/** See `gateProgressSchema`. */
export type GateProgress = Readonly<z.infer<typeof gateProgressSchema>>
/** See `stepProgressSchema`. */
export type StepProgress = Readonly<z.infer<typeof stepProgressSchema>>
/** See `deploymentResultSchema`. */
export type DeploymentResult = Readonly<z.infer<typeof deploymentResultSchema>>
/** See `deploymentSchema`. */
export type Deployment = Readonly<z.infer<typeof deploymentSchema>>
