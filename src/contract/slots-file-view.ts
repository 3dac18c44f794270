import { z } from 'zod'

/** Something wrong or worth knowing in a slots file; texts in the reader's language come from the code. */
export const fileRemarkSchema = z.object({
  code: z.string(),
  /** What the code's text is filled with. */
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  /** `services.web.ports[0]` */
  path: z.string(),
})

/** A published version. */
export const slotsFileVersionSchema = z.object({
  version: z.number(),
  by: z.string(),
  /** The host's clock. */
  atMs: z.number(),
  note: z.string(),
  slots: z.array(z.string()),
  checksum: z.string(),
})

/** A line of the comparison with the published version; `value`s that look like secrets are hidden in it. */
const diffLineSchema = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  before: z.number().nullable(),
  after: z.number().nullable(),
  text: z.string(),
})

/** What publishing would change for one slot: names of settings, never their values. */
const slotChangeSchema = z.object({
  slot: z.string(),
  kind: z.enum(['unchanged', 'changed', 'added', 'removed']),
  services: z.array(z.object({ service: z.string(), settings: z.array(z.string()) })),
})

/** A slots file looked at before it is published. With faults it can't be. */
export const slotsFileCheckSchema = z.object({
  fileName: z.string(),
  /** Stands for the content that was checked; publishing takes it and nothing else. */
  checksum: z.string(),
  faults: z.array(fileRemarkSchema),
  warnings: z.array(fileRemarkSchema),
  /** Against which version; null: none was published yet. */
  against: slotsFileVersionSchema.nullable(),
  lines: z.array(diffLineSchema),
  changes: z.array(slotChangeSchema),
  serviceCount: z.number(),
})

/** A published file as it is shown: values that look like secrets are hidden. */
export const publishedFileSchema = z.object({
  versions: z.array(slotsFileVersionSchema),
  /** Of the version that was asked for; null where its content is not on the host any more. */
  text: z.string().nullable(),
})

/** See `fileRemarkSchema`. */
export type FileRemark = Readonly<z.infer<typeof fileRemarkSchema>>
/** See `slotsFileVersionSchema`. */
export type SlotsFileVersion = Readonly<z.infer<typeof slotsFileVersionSchema>>
/** See `slotsFileCheckSchema`. */
export type SlotsFileCheck = Readonly<z.infer<typeof slotsFileCheckSchema>>
/** See `publishedFileSchema`. */
export type PublishedFile = Readonly<z.infer<typeof publishedFileSchema>>
