import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { isTag } from '../../domain/image-reference'
import { parseJson } from '../docker/docker-failure'
import type { Clock } from '../ports'
import { isDigest } from './content-digest'
import type { TagList } from './registry-port'

/** A tag and what it pointed at when it was asked for then; wall clock. */
export type KeptDigest = { readonly tag: string; readonly digest: string; readonly atMs: number }

/** What was heard of a repository. `digests`: oldest first. */
export type KeptRepository = { readonly list: TagList; readonly digests: readonly KeptDigest[] }

/** What registries said of repositories, one file each, for the next run. What is damaged, or a month old, is as good as none. */
export type KeptTags = {
  readonly read: (repository: string) => Promise<KeptRepository | null>
  /** Rejects where it can't be written. */
  readonly write: (repository: string, kept: KeptRepository) => Promise<void>
}

/** What they are made of. */
export type KeptTagsParts = {
  readonly directory: string
  /** From where registries are asked: the same name may mean another registry from there. */
  readonly from: string
  readonly clock: Pick<Clock, 'nowMs'>
}

/** 10,000 tags of the greatest length take 1.3 MB, so many digests 0.2 MB more. */
const most = { files: 60, fileBytes: 2_000_000, tags: 10_000, digests: 600, ageMs: 30 * 24 * 3_600_000 } as const

const tag = z.string().refine(isTag)
const fileSchema = z.object({
  format: z.literal(1),
  from: z.string(),
  repository: z.string(),
  atMs: z.number().nonnegative(),
  end: z.enum(['all', 'tag-limit', 'page-limit']),
  tags: z.array(tag).max(most.tags),
  digests: z
    .array(z.object({ tag, digest: z.string().refine(isDigest), atMs: z.number().nonnegative() }))
    .max(most.digests),
})

/** See `KeptTags`. */
export function openKeptTags({ directory, from, clock }: KeptTagsParts): KeptTags {
  const fileOf = (repository: string): string => {
    const name = createHash('sha256').update(`${from}\n${repository}`).digest('hex').slice(0, 32)
    return join(directory, `tags-${name}.json`)
  }
  return {
    read: async (repository) => {
      const found = await readKept(fileOf(repository))
      const isOurs = found?.from === from && found.repository === repository
      if (!isOurs || clock.nowMs() - found.atMs > most.ageMs) return null
      const { tags, end, atMs, digests } = found
      return { list: { tags, end, atMs }, digests }
    },
    write: async (repository, { list, digests }) => {
      const tags = list.tags.slice(0, most.tags)
      const kept = { format: 1, from, repository, ...list, tags, digests: digests.slice(-most.digests) }
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await writeFileAtomic(fileOf(repository), JSON.stringify(kept), { mode: 0o600 })
      await removeOldest(directory)
    },
  }
}

async function readKept(file: string): Promise<z.output<typeof fileSchema> | null> {
  try {
    if ((await stat(file)).size > most.fileBytes) return null
    return fileSchema.safeParse(parseJson(await readFile(file, 'utf8'))).data ?? null
  } catch {
    // Not there, or not to be read: registries have the truth.
    return null
  }
}

/** Repositories that nobody has looked at for long go first. */
async function removeOldest(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => /^tags-[0-9a-f]{32}\.json$/.test(name))
  if (names.length <= most.files) return
  // Another repository's end may be removing the same ones.
  const found = await Promise.all(names.map((name) => stat(join(directory, name)).catch(() => null)))
  const dated = found.flatMap((file, index) =>
    file === null ? [] : [{ name: names[index] ?? '', atMs: file.mtimeMs }],
  )
  const oldest = dated.sort((a, b) => a.atMs - b.atMs).slice(0, Math.max(0, dated.length - most.files))
  await Promise.all(oldest.map(({ name }) => rm(join(directory, name), { force: true })))
}
