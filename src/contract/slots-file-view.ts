import { z } from 'zod'

/** Something wrong or worth knowing in a slots file; texts in the reader's language come from the code (`describeRemark`). */
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

/** A line of the comparison with the published version; values that look like secrets are hidden in it. */
const diffLineSchema = z.object({
  /** The compose file or one of the files it names. */
  file: z.string(),
  kind: z.enum(['same', 'added', 'removed']),
  before: z.number().nullable(),
  after: z.number().nullable(),
  text: z.string(),
})

const settingChangeSchema = z.object({ name: z.string(), kind: z.enum(['changed', 'added', 'removed']) })

/** What publishing would change for one slot: names of settings, never their values. */
const slotChangeSchema = z.object({
  slot: z.string(),
  kind: z.enum(['unchanged', 'changed', 'added', 'removed']),
  services: z.array(
    z.object({
      service: z.string(),
      kind: z.enum(['changed', 'added', 'removed']),
      settings: z.array(settingChangeSchema),
    }),
  ),
  /** Of the slot itself: its host, its addresses, its networks and volumes. */
  settings: z.array(settingChangeSchema),
})

/**
 * What is to be looked at: the file that the person just chose (`token` of the shell), the one looked at last (read from
 * disk again), or an old version that is to be published again.
 */
export const slotsFileSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chosen'), token: z.string().min(1).max(4_096) }),
  z.strictObject({ kind: z.literal('again') }),
  z.strictObject({ kind: z.literal('version'), version: z.number().int().positive() }),
])

/** A slots file looked at before it is published. With faults it can't be. */
export const slotsFileCheckSchema = z.object({
  fileName: z.string(),
  /** The old version that it is; null: a file from disk. */
  ofVersion: z.number().nullable(),
  /** Stands for the content that was checked and what it was compared with; publishing takes it and nothing else. */
  checksum: z.string(),
  faults: z.array(fileRemarkSchema),
  warnings: z.array(fileRemarkSchema),
  /** Against which version; null: none was published yet. */
  against: slotsFileVersionSchema.nullable(),
  lines: z.array(diffLineSchema),
  changes: z.array(slotChangeSchema),
  /** Slots that the file places on other hosts: they stay out of this host's board. */
  elsewhere: z.array(z.object({ slot: z.string(), host: z.string() })),
  serviceCount: z.number(),
  /** Its pattern for kickoffs; null: it has none, or can't be read. */
  branch: z.string().nullable(),
})

/** A slots file looked at by itself: what only a host knows is not in it. */
export const slotsFileAloneSchema = slotsFileCheckSchema.pick({
  fileName: true,
  faults: true,
  warnings: true,
  serviceCount: true,
})

/** A published file as it is shown: values that look like secrets are hidden. */
export const publishedFileSchema = z.object({
  /** Newest first, at most ten. */
  versions: z.array(slotsFileVersionSchema),
  /** Of the version that was asked for; null where its content is not on the host any more, or nothing was published. */
  text: z.string().nullable(),
})

/** The requests about the slots file; see `requests`. */
export const slotsFileRequests = {
  /** Looks at a file and compares it with what is published. Changes nothing. Faults are told, not thrown. */
  'check-slots-file': {
    request: z.strictObject({ hostId: z.string().min(1).max(64), source: slotsFileSourceSchema }),
    reply: slotsFileCheckSchema,
  },
  /** Looks at a file that was chosen, without any host. Faults are told, not thrown; `bad-request` for an unknown token. */
  'check-slots-file-alone': {
    request: z.strictObject({ token: z.string().min(1).max(4_096) }),
    reply: slotsFileAloneSchema,
  },
  /** Publishes what was checked last on that host, if it is still that (`slots-file-unchecked`, `slots-file-outdated`). */
  'publish-slots-file': {
    request: z.strictObject({
      hostId: z.string().min(1).max(64),
      checksum: z.string().max(200),
      note: z.string().max(300),
      by: z.string().max(64),
    }),
    reply: z.object({ version: z.number() }),
  },
  /** `version` null: the newest. */
  'read-slots-file': {
    request: z.strictObject({ hostId: z.string().min(1).max(64), version: z.number().int().positive().nullable() }),
    reply: publishedFileSchema,
  },
} as const

/** See `fileRemarkSchema`. */
export type FileRemark = Readonly<z.infer<typeof fileRemarkSchema>>
/** See `slotsFileVersionSchema`. */
export type SlotsFileVersion = Readonly<z.infer<typeof slotsFileVersionSchema>>
/** See `slotsFileSourceSchema`. */
export type SlotsFileSource = Readonly<z.infer<typeof slotsFileSourceSchema>>
/** See `slotsFileCheckSchema`. */
export type SlotsFileCheck = Readonly<z.infer<typeof slotsFileCheckSchema>>
/** See `slotsFileAloneSchema`. */
export type SlotsFileAlone = Readonly<z.infer<typeof slotsFileAloneSchema>>
/** See `publishedFileSchema`. */
export type PublishedFile = Readonly<z.infer<typeof publishedFileSchema>>
