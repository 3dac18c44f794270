import { z } from 'zod'
import { releaseNameSchema } from './history'

/** One service of a kept release. `here`: its image is on the host now; `pull`: a registry knows it by digest; `gone`: neither. */
const keptServiceSchema = z.object({
  service: z.string(),
  reference: z.string(),
  revision: z.string().nullable(),
  availability: z.enum(['here', 'pull', 'gone']),
  sizeBytes: z.number().nullable(),
})

/**
 * A release that a slot served, or (never served) a failed deployment that stands among them. `instant`: nothing has to be
 * pulled; `needs-pull`: some image has to; `gone`: some image is nowhere, it can't be chosen. Computed from what is on the
 * host now.
 */
export const keptReleaseSchema = z.object({
  releaseId: z.string(),
  /** The deployment's number in its slot; null for a state that Berth found. */
  number: z.number().nullable(),
  name: releaseNameSchema,
  services: z.array(keptServiceSchema),
  by: z.string(),
  deployedAtMs: z.number(),
  /** How long it ran; null where it runs now, never ran, or nobody knows. */
  ranMs: z.number().nullable(),
  standing: z.enum(['current', 'kept', 'never-served']),
  availability: z.enum(['instant', 'needs-pull', 'gone']),
  /** What its images take on the host's disk where nothing else uses them, shared layers counted in; null where that is no question. */
  diskBytes: z.number().nullable(),
})

/** One setting that a rollback changes; values that may be secrets never leave the engine (`hidden`). `null`: not set. */
export const settingChangeSchema = z.object({
  service: z.string(),
  name: z.string(),
  now: z.string().nullable(),
  after: z.string().nullable(),
  hidden: z.boolean(),
})

/** What a rollback to a release changes beside the images. `known` false: the release's settings are not on the host any more. */
export const releaseComparisonSchema = z.object({ known: z.boolean(), changes: z.array(settingChangeSchema) })

/** See `keptReleaseSchema`. */
export type KeptRelease = Readonly<z.infer<typeof keptReleaseSchema>>
/** See `settingChangeSchema`. */
export type SettingChange = Readonly<z.infer<typeof settingChangeSchema>>
/** See `releaseComparisonSchema`. */
export type ReleaseComparison = Readonly<z.infer<typeof releaseComparisonSchema>>
