import { createContext, Script } from 'node:vm'
import { type Kickoff, type KickoffReader, kickoffReader } from '../../domain/kickoff'
import type { LedgerState } from '../../domain/ledger/ledger-state'

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
  return (hostId) => {
    const published = ledger(hostId)?.settings[0]
    const own = personal()
    const before = known.get(hostId)
    if (before !== undefined && before.published === published && before.own === own) return before.read
    const read = readerOf(published, own)
    known.set(hostId, { published, own, read })
    return read
  }
}

function readerOf(published: PublishedSettings | undefined, own: KickoffReader): KickoffReader {
  const { branch = '', versions = {} } = published ?? {}
  const read = branch === '' ? own : publishedReader(branch, own)
  const byTag = new Map(Object.entries(versions))
  if (byTag.size === 0) return read
  return Object.assign((tag: string) => read(tag), { versionOf: (tag: string) => byTag.get(tag) ?? null })
}

const longestPattern = 500
const limitMs = 200
/** A busy machine may be slow once; a pattern is slow again and again. */
const slowTagsAllowed = 2
const tagsKept = 2_000

function publishedReader(pattern: string, own: KickoffReader): KickoffReader {
  const read = usableReader(pattern)
  if (read === null) return own
  const known = new Map<string, Kickoff | null>()
  let slow = 0
  return (tag) => {
    if (slow >= slowTagsAllowed) return own(tag)
    const before = known.get(tag)
    if (before !== undefined) return before
    const inTime = readInTime(read, tag)
    if (inTime === 'too-slow') slow += 1
    const kickoff = inTime === 'too-slow' ? own(tag) : inTime
    if (known.size >= tagsKept) known.clear()
    known.set(tag, kickoff)
    return kickoff
  }
}

function usableReader(pattern: string): KickoffReader | null {
  if (pattern.length > longestPattern) return null
  try {
    return kickoffReader(pattern)
  } catch {
    return null
  }
}

const reading = new Script('read(tag)')

/** A regular expression can only be stopped from outside: here by the limit on the script that runs it. */
function readInTime(read: KickoffReader, tag: string): Kickoff | null | 'too-slow' {
  let kickoff: Kickoff | null = null
  const context = createContext({ tag, read: (text: string) => void (kickoff = read(text)) })
  try {
    reading.runInContext(context, { timeout: limitMs })
  } catch {
    return 'too-slow'
  }
  return kickoff
}
