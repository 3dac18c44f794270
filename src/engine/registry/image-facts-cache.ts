import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { toErrorData } from '../../domain/berth-error'
import { createDelayedWork } from '../delayed-work'
import type { Clock, Log } from '../ports'
import { parseJson } from '../docker/docker-failure'
import { isDigest } from './content-digest'
import type { ImageConfig } from './image-config'
import type { Manifest } from './manifest'

/** What was read under a digest. It never changes, so it is never asked for again. */
export type ImageFact = Manifest | ({ readonly kind: 'config' } & ImageConfig)

/** Facts of manifests and configurations by digest, in memory and on disk. The oldest go first. */
export type ImageFactsCache = {
  readonly get: (digest: string) => Promise<ImageFact | null>
  readonly put: (digest: string, fact: ImageFact) => Promise<void>
  /** Writes what is not written yet; nothing is written afterwards. */
  readonly close: () => Promise<void>
}

export type ImageFactsParts = {
  /** Null: nothing on disk. */
  readonly directory: string | null
  readonly clock: Clock
  readonly log: Log
}

/** Of one file, of which there are sixteen: 4,800 images with their configurations, 16 MB. */
const mostFacts = 600
const mostFileBytes = 1_000_000
const saveDelayMs = 1_000

const digest = z.string().refine(isDigest)
const factSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('index'), entries: z.array(z.object({ digest, platform: z.string() })) }),
  z.object({
    kind: z.literal('image'),
    configDigest: digest,
    sizeBytes: z.number().nonnegative(),
    layers: z.array(z.object({ digest, sizeBytes: z.number().nonnegative() })),
  }),
  z.object({ kind: z.literal('artifact'), artifactType: z.string() }),
  z.object({ kind: z.literal('schema1') }),
  z.object({
    kind: z.literal('config'),
    platform: z.string(),
    labels: z.record(z.string(), z.string()),
    createdAtMs: z.number().nullable(),
  }),
])
const fileSchema = z.object({ format: z.literal(1), facts: z.array(z.tuple([digest, factSchema])) })

/** Facts with the bytes that each takes on disk, oldest first. */
type Shelf = { readonly facts: Map<string, { readonly fact: ImageFact; readonly bytes: number }>; bytes: number }

/** See `ImageFactsCache`. A file that is damaged, too large or of another version is as good as none. */
export function createImageFactsCache({ directory, clock, log }: ImageFactsParts): ImageFactsCache {
  const closing = new AbortController()
  const delayed = createDelayedWork(clock, closing.signal, () => undefined)
  const shelves = new Map<string, Promise<Shelf>>()
  const unsaved = new Set<string>()
  const shelfOf = (name: string): Promise<Shelf> => {
    const shelf = shelves.get(name) ?? loadShelf(directory, name)
    shelves.set(name, shelf)
    return shelf
  }
  const save = async (name: string): Promise<void> => {
    if (directory === null || !unsaved.delete(name)) return
    const file = fileOf(directory, name)
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await writeFileAtomic(file, shelfText(await shelfOf(name)), { mode: 0o600 })
    } catch (error) {
      log('warn', 'cannot keep what registries said', { file, error: toErrorData(error) })
    }
  }
  return {
    get: async (key) => (await shelfOf(nameOf(key))).facts.get(key)?.fact ?? null,
    put: async (key, fact) => {
      const name = nameOf(key)
      place(await shelfOf(name), key, fact)
      unsaved.add(name)
      delayed.schedule(name, saveDelayMs, () => save(name))
    },
    close: async () => {
      closing.abort()
      await delayed.ended()
      await Promise.all([...unsaved].map(save))
    },
  }
}

/** Files by the first sign of what they hold, so that none grows large and one image rewrites a sixteenth. */
function nameOf(key: string): string {
  return /^[a-z0-9]+:([0-9a-f])/.exec(key)?.[1] ?? '0'
}

function fileOf(directory: string, name: string): string {
  return join(directory, `facts-${name}.json`)
}

async function loadShelf(directory: string | null, name: string): Promise<Shelf> {
  const shelf: Shelf = { facts: new Map(), bytes: 0 }
  if (directory === null) return shelf
  try {
    const file = fileOf(directory, name)
    // Files of ours are below that; the rest is for the brackets around the facts.
    if ((await stat(file)).size > 2 * mostFileBytes) return shelf
    const parsed = fileSchema.safeParse(parseJson(await readFile(file, 'utf8')))
    for (const [key, fact] of parsed.data?.facts ?? []) place(shelf, key, fact)
  } catch {
    // Not there, or not to be read: registries have the truth.
  }
  return shelf
}

function shelfText({ facts }: Shelf): string {
  return JSON.stringify({ format: 1, facts: [...facts].map(([key, { fact }]) => [key, fact]) })
}

function place(shelf: Shelf, key: string, fact: ImageFact): void {
  const bytes = Buffer.byteLength(JSON.stringify([key, fact]))
  if (bytes > mostFileBytes / 4) return
  remove(shelf, key)
  shelf.facts.set(key, { fact, bytes })
  shelf.bytes += bytes
  for (const oldest of shelf.facts.keys()) {
    if (shelf.facts.size <= mostFacts && shelf.bytes <= mostFileBytes) return
    remove(shelf, oldest)
  }
}

function remove(shelf: Shelf, key: string): void {
  const known = shelf.facts.get(key)
  if (known === undefined) return
  shelf.facts.delete(key)
  shelf.bytes -= known.bytes
}
