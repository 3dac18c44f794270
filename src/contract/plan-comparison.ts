import { z } from 'zod'
import { operationSchema } from '../domain/operation'

/** What an image's labels, or else Docker, say of a build; null: not told. Harmless for display. */
const buildFactsSchema = z.object({
  revision: z.string().nullable(),
  version: z.string().nullable(),
  builtAtMs: z.number().nullable(),
})

/** A setting by its name: of a variable, or in Compose's words (`ports`, `mem_limit`). Values stay in the engine. */
const changedNameSchema = z.object({ name: z.string(), change: z.enum(['added', 'removed', 'changed']) })

/**
 * What becomes of a service's settings. `carried`: they stay. `unknown`: its image is gone from the host, so that nobody
 * can tell its settings from the image's. `not-kept`: of a deployment that is over, and the host has those of before or
 * after no more. `hasOthers`: something that is not looked at by name differs too.
 */
const settingsComparisonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('carried') }),
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('not-kept') }),
  z.object({ kind: z.literal('compared'), names: z.array(changedNameSchema), hasOthers: z.boolean() }),
])

/** A service that gets a new container: what it runs now against what it is to run. */
const serviceComparisonSchema = z.object({
  service: z.string(),
  /** Null: the slot has no container of it yet. */
  from: buildFactsSchema.nullable(),
  to: buildFactsSchema,
  /** The new one was built before the one that runs. */
  isOlderBuild: z.boolean(),
  /** What its pull brings at most, compressed; 0: it is on the host; null: not known. */
  pullBytes: z.number().nullable(),
  /**
   * An `https` page of the image's forge, the older revision first; null: no label names a forge that Berth knows, or two
   * different commits.
   */
  comparePage: z.string().nullable(),
  settings: settingsComparisonSchema,
  /** Variables that images bring by themselves; null: the new image is not on the host yet. */
  imageDefaults: z.array(changedNameSchema).nullable(),
})

/** What a plan's services come from and go to, in the order of the plan. A fact beside the plan: no part of its fingerprint. */
const planComparisonSchema = z.object({ services: z.array(serviceComparisonSchema) })

/** See `buildFactsSchema`. */
export type BuildFacts = Readonly<z.infer<typeof buildFactsSchema>>
/** See `changedNameSchema`. */
export type ChangedName = Readonly<z.infer<typeof changedNameSchema>>
/** See `settingsComparisonSchema`. */
export type SettingsComparison = Readonly<z.infer<typeof settingsComparisonSchema>>
/** See `serviceComparisonSchema`. */
export type ServiceComparison = Readonly<z.infer<typeof serviceComparisonSchema>>
/** See `planComparisonSchema`. */
export type PlanComparison = Readonly<z.infer<typeof planComparisonSchema>>

/** Requests about what a plan changes. */
export const comparisonRequests = {
  /**
   * Compares what a slot runs with what an operation would bring. Throws what `plan-operation` throws. Registries are
   * asked for labels of images that are not on the host; where they are silent, that stays unknown.
   */
  'compare-operation': {
    request: z.strictObject({
      hostId: z.string().min(1).max(64),
      slot: z.string().min(1).max(255),
      operation: operationSchema,
      by: z.string().max(64).default(''),
    }),
    reply: planComparisonSchema,
  },
  /**
   * Compares what a deployment that is over came from with what it brought, or would have: from the ledger, the images
   * and settings that the host still has, and what registries said before. No registry is asked. Throws `history-unknown`.
   */
  'compare-deployment': {
    request: z.strictObject({ hostId: z.string().min(1).max(64), deploymentId: z.string().min(1).max(100) }),
    reply: planComparisonSchema,
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

/** What the engine tells of comparisons. */
export const comparisonEvents = {
  /** The pages that the last comparisons named, instead of those told before: what the shell may open. */
  'compare-pages-named': z.object({ pages: z.array(z.string()) }),
} as const
