import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { kickoffReadingSchema, releaseOptionSchema } from './release-option'

const time = z.iso.datetime()

/**
 * What `berth releases SLOT --json` prints, for scripts: fields are added, never taken away, unless `schema` changes. Builds
 * stand newest kickoff first; `more` builds match beside those that are told. Names are those of `releaseOptionSchema`;
 * times are ISO 8601 in UTC. `asOf` and `listedAt`: null unless an earlier word of the registry is told, or there is none.
 */
export const releasesJsonSchema = z.strictObject({
  schema: z.literal(1),
  slot: z.string(),
  releases: z.array(
    z.strictObject({
      ...releaseOptionSchema.omit({ builtAtMs: true, keptAtMs: true, runsOn: true, ranHere: true }).shape,
      builtAt: time.nullable(),
      asOf: time.nullable(),
      /** `HOST/SLOT`; of a single host `SLOT`. */
      runsOn: z.array(z.string()),
      ranHere: z
        .strictObject({
          deployment: z.string(),
          at: time,
          outcome: z.enum(['succeeded', 'failed', 'cancelled', 'interrupted']),
        })
        .nullable(),
    }),
  ),
  more: z.number().int().nonnegative(),
  sources: z.array(
    z.strictObject({
      repository: z.string(),
      services: z.array(z.string()),
      /** The host whose connection the registry was asked through. */
      through: z.string().nullable(),
      state: z.enum(['listed', 'failed', 'asking', 'local', 'kept']),
      /** No more tags than Berth asks for. */
      isWhole: z.boolean(),
      listedAt: time.nullable(),
      error: berthErrorSchema.nullable(),
    }),
  ),
  kickoffs: kickoffReadingSchema.nullable(),
})

/** See `releasesJsonSchema`. */
export type ReleasesJson = Readonly<z.infer<typeof releasesJsonSchema>>
