import { z } from 'zod'
import { berthErrorSchema } from '../domain/berth-error'
import { kickoffRuleSchema, kickoffSchema } from '../domain/kickoff'

const slotAddress = { hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) }

/** How an earlier deployment of a release on this slot ended. `deploymentId` leads to it in the history. */
const ranHereSchema = z.object({
  deploymentId: z.string(),
  atMs: z.number(),
  outcome: z.enum(['succeeded', 'failed', 'cancelled', 'interrupted']),
})

/**
 * A build that a slot could be switched to, as the deploy dialog lists it: from the registries of the slot's images, the
 * images on its host, the ledger and what runs anywhere. Tags that point to the same digests are one build.
 */
export const releaseOptionSchema = z.object({
  /** The tag to deploy it by: the kickoff's where it has one. */
  tag: z.string(),
  /** More tags of the same build: a commit's, say. */
  otherTags: z.array(z.string()),
  kickoff: kickoffSchema.nullable(),
  version: z.string().nullable(),
  revision: z.string().nullable(),
  builtAtMs: z.number().nullable(),
  /** Services of the slot that have an image of this tag, on the host or in their registry. */
  services: z.array(z.string()),
  /** Of those, the ones whose image is on the host: nothing is pulled for them. */
  onHost: z.array(z.string()),
  /** Services of the slot for which there is none. */
  missing: z.array(z.string()),
  /** Services for which none was seen, but whose registry could not be asked, or not to the end. */
  notSeen: z.array(z.string()),
  /** Services whose image is for other platforms than the host's. */
  otherPlatform: z.array(z.string()),
  /** What a pull brings at most, compressed; null: not known (yet). */
  pullBytes: z.number().nullable(),
  /** Whether the registries were asked what the tag is; until then only its name is known from there. */
  isDescribed: z.boolean(),
  /** Since when the registries may have changed their word, as an earlier run asked for it; null: this run did, or nobody. */
  keptAtMs: z.number().nullable(),
  /** Slots of any connected host that run this tag. `isOlder`: the registry has another build under it by now. */
  runsOn: z.array(z.object({ hostId: z.string(), slot: z.string(), isOlder: z.boolean() })),
  /** Its last deployment on this slot; null: none is remembered. */
  ranHere: ranHereSchema.nullable(),
})

/** See `releaseOptionSchema`. */
export type ReleaseOption = Readonly<z.infer<typeof releaseOptionSchema>>

/**
 * A repository that releases of a slot come from. `listed`: its tags as of `atMs`; `isWhole`: there are no more than Berth
 * asks for. `kept`: as an earlier run listed them, and asked for anew. `asking`: for the first time. `failed`: what was
 * listed before, at `listedAtMs`, stands in the list still (null: nothing was). `local`: nobody was
 * asked, as the name has no registry in it and the host's images of that name were never pulled. `through`: the name of the
 * host that the registry is asked from, over its SSH connection; null: this machine asks.
 */
export const releaseSourceSchema = z.object({
  repository: z.string(),
  services: z.array(z.string()),
  through: z.string().nullable(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('asking') }),
    z.object({ kind: z.literal('local') }),
    z.object({ kind: z.literal('listed'), atMs: z.number(), isWhole: z.boolean(), tags: z.number() }),
    z.object({ kind: z.literal('kept'), atMs: z.number(), isWhole: z.boolean(), tags: z.number() }),
    z.object({
      kind: z.literal('failed'),
      atMs: z.number(),
      error: berthErrorSchema,
      listedAtMs: z.number().nullable(),
    }),
  ]),
})

/** See `releaseSourceSchema`. */
export type ReleaseSource = Readonly<z.infer<typeof releaseSourceSchema>>

/** `example`: a tag that the pattern in force matches; null: none was found. */
export const kickoffReadingSchema = kickoffRuleSchema.extend({ example: z.string().nullable() })

/** See `kickoffReadingSchema`. */
export type KickoffReading = Readonly<z.infer<typeof kickoffReadingSchema>>

/** A build as one looks for it who has not chosen a slot yet. `slots`: those in whose list it is; `missing`: services that no such slot has it of. */
export const branchOptionSchema = releaseOptionSchema
  .pick({ tag: true, otherTags: true, kickoff: true, version: true, revision: true, missing: true, runsOn: true })
  .extend({ slots: z.array(z.object({ hostId: z.string(), slot: z.string() })) })

/** See `branchOptionSchema`. */
export type BranchOption = Readonly<z.infer<typeof branchOptionSchema>>

const mostDescribed = 200

/** Requests about the builds a slot could be switched to. */
export const releaseRequests = {
  /**
   * Newest kickoff first, tags without a kickoff after them. `now`: what is known, at once; registries that were not asked
   * lately are asked meanwhile, and `releases-changed` tells when to look again. `asked`: once the registries have
   * answered, and the first `describe` of the list are known in full. `since`: the `mark` of an answer that was heard:
   * if it is remembered, `releases` is what changed since then and `gone` names the tags whose lines went; else
   * (`isWhole`) it is all.
   */
  'list-releases': {
    request: z.strictObject({
      ...slotAddress,
      wait: z.enum(['now', 'asked']).default('now'),
      describe: z.number().int().min(0).max(mostDescribed).default(0),
      since: z.string().max(64).nullable().default(null),
    }),
    reply: z.object({
      mark: z.string(),
      isWhole: z.boolean(),
      releases: z.array(releaseOptionSchema),
      gone: z.array(z.string()),
      sources: z.array(releaseSourceSchema),
      /** How tags are read as kickoffs; null: nobody knows. */
      kickoffs: kickoffReadingSchema.nullable(),
    }),
  },
  /**
   * What is known at once of the builds of all slots of all connected hosts, newest kickoff first. `hostsNotAsked`: IDs of
   * hosts that are out of reach, did not answer in time, or were too many; `leftOut`: builds beyond what one answer holds.
   */
  'list-branches': {
    request: z.strictObject({}),
    reply: z.object({
      branches: z.array(branchOptionSchema),
      hostsNotAsked: z.array(z.string()),
      leftOut: z.number().int().nonnegative(),
    }),
  },
  /** Has the registries asked what tags are; `releases-changed` tells of each. What is known already is not asked again. */
  'describe-releases': {
    request: z.strictObject({ ...slotAddress, tags: z.array(z.string().max(128)).max(mostDescribed) }),
    reply: z.object({}),
  },
  /** Somebody looks at the board: for three minutes the registries are asked for new builds under the tags that run. */
  'attend-builds': { request: z.strictObject({}), reply: z.object({}) },
  /**
   * The tag that a branch (or its summary), a platform version or a revision (seven digits or more) stands for on this
   * slot. Throws `build-unknown`, `build-ambiguous`.
   */
  'find-release': {
    request: z.strictObject({
      ...slotAddress,
      by: z.enum(['branch', 'platform', 'revision']),
      text: z.string().trim().min(1).max(128),
    }),
    reply: z.object({ tag: z.string() }),
  },
} as const

/** What the engine tells of releases. */
export const releaseEvents = {
  /** More is known of these repositories than before: lists that come from them are read again. */
  'releases-changed': z.object({ repositories: z.array(z.string()) }),
} as const
