import type { Kickoff, KickoffReader, KickoffRule } from '../../domain/kickoff'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { type PublishedTags, publishedTags } from './published-tags'

/** What the readers are made from. */
export type HostKickoffSources = {
  /** What is known of a host's ledger now. */
  readonly ledger: (hostId: string) => LedgerState | null
  /** By the person's own settings. */
  readonly personal: () => KickoffReader
}

type PublishedSettings = LedgerState['settings'][number]

type Known = {
  readonly published: PublishedSettings | undefined
  readonly own: KickoffReader
  readonly read: KickoffReader
}

/**
 * How a host's tags read: by the `branch` of its published slots file, else by the person's own pattern; as versions by
 * its `versions`. A pattern that can't be used, or that takes too long over a tag, counts as not given: it is somebody
 * else's. The same reader comes back as long as nothing changes.
 */
export function hostKickoffReaders({ ledger, personal }: HostKickoffSources): (hostId: string) => KickoffReader {
  const known = new Map<string, Known>()
  const tagsOf = createPatternMemory()
  return (hostId) => {
    const published = ledger(hostId)?.settings[0]
    const own = personal()
    const before = known.get(hostId)
    if (before !== undefined && before.published === published && before.own === own) return before.read
    const read = readerOf(published, own, tagsOf)
    known.set(hostId, { published, own, read })
    return read
  }
}

function readerOf(
  published: PublishedSettings | undefined,
  own: KickoffReader,
  tagsOf: (pattern: string) => PublishedTags,
): KickoffReader {
  const { branch = '', versions = {} } = published ?? {}
  const read = branch === '' ? own : publishedReader(branch, tagsOf(branch), own)
  const byTag = new Map(Object.entries(versions))
  if (byTag.size === 0) return read
  return Object.assign((tag: string) => read(tag), { ...read, versionOf: (tag: string) => byTag.get(tag) ?? null })
}

function publishedReader(pattern: string, tags: PublishedTags, own: KickoffReader): KickoffReader {
  const read = (tag: string): Kickoff | null => {
    const found = tags.read(tag)
    return found === undefined ? own(tag) : found
  }
  const rule = (): KickoffRule => {
    const reason = tags.refusal()
    if (reason === null) return { pattern, by: 'slots-file', refused: null }
    return { ...(own.rule?.() ?? { pattern: '', by: 'settings' }), refused: { pattern, reason } }
  }
  return Object.assign(read, { prepare: tags.prepare, rule })
}

const patternsKept = 20

/** One for each pattern, whichever hosts have it. */
function createPatternMemory(): (pattern: string) => PublishedTags {
  const known = new Map<string, PublishedTags>()
  return (pattern) => {
    const tags = known.get(pattern) ?? publishedTags(pattern)
    known.delete(pattern)
    known.set(pattern, tags)
    if (known.size > patternsKept) known.delete(known.keys().next().value ?? '')
    return tags
  }
}
