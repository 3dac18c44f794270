import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { toErrorData } from '../../domain/berth-error'
import { parseJson } from '../docker/docker-failure'
import type { Clock, Log } from '../ports'
import { createSharedRun } from '../shared-run'
import { waitingKey, type WaitingNotice, waitingNoticeSchema } from './waiting-notice'

/**
 * What one process is yet to send, in a file of its own whose name says whose it is. Whoever renames the file of a process
 * that is gone has its messages, and nobody else: a rename succeeds once.
 */
export type WaitingFile = {
  /** Resolves when this list, or a later one, is on disk. What can't be written is logged: it waits in memory alone. */
  readonly save: (waiting: readonly WaitingNotice[]) => Promise<void>
  /** What another process, which took this one for gone, has taken over since the last call: no longer this one's to send. */
  readonly lost: () => Promise<readonly WaitingNotice[]>
  /** Says that this process lives. */
  readonly renew: () => Promise<void>
  /** Hands what processes that are gone left to `take`, oldest first, and forgets their files once that has resolved. */
  readonly takeOver: (take: (waiting: readonly WaitingNotice[]) => Promise<void>) => Promise<void>
  /** Leaves what was saved to whoever comes next. */
  readonly leave: () => Promise<void>
}

export type WaitingFileParts = {
  /** Holds the files of all processes; made when there is something to write. */
  readonly directory: string
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
  readonly processId: number
  readonly isAlive: (processId: number) => boolean
}

/** A process that lives says so this often while something of its waits. */
export const renewEveryMs = 5 * 60_000
/** Who has said nothing for so long is gone, whatever now has its process ID and on whichever machine it was. */
const goneAfterMs = 3 * renewEveryMs
/** What a write that was cut off left. */
const scrapAfterMs = 24 * 3_600_000
const most = { files: 64, fileBytes: 16_000_000 } as const
const fileSchema = z.object({ format: z.literal(1), waiting: z.array(z.unknown()) })

/** See `WaitingFile`. */
export function openWaitingFile(parts: WaitingFileParts): WaitingFile {
  const { directory, clock, log } = parts
  const newFile = (): string => join(directory, `${randomUUID()}.${machine}.${String(parts.processId)}.json`)
  let file = newFile()
  /** What the file holds; empty: there is none. */
  let saved: readonly WaitingNotice[] = []
  let latest: readonly WaitingNotice[] = []
  let writing: Promise<void> = Promise.resolve()

  const write = createSharedRun(async () => {
    // What was taken over must not come back here as well.
    if (saved.length > 0 && !(await exists(file))) return
    const wanted = latest
    try {
      if (wanted.length === 0) await rm(file, { force: true })
      else await writeWaiting(directory, file, wanted)
      saved = wanted
    } catch (error) {
      log('warn', 'what waits to be told is not on disk', { error: toErrorData(error).message })
    }
  })
  return {
    save: (waiting) => {
      latest = waiting
      writing = write()
      return writing
    },
    lost: async () => {
      await writing
      if (saved.length === 0 || (await exists(file))) return []
      const gone = saved
      saved = []
      file = newFile()
      return gone
    },
    renew: async () => {
      if (saved.length > 0) await touch(file, clock).catch(() => undefined)
    },
    takeOver: async (take) => {
      const claimed: string[] = []
      for (const path of await leftFiles(parts, file)) {
        const own = newFile()
        if (await claim(path, own, clock)) claimed.push(own)
      }
      const found = (await Promise.all(claimed.map((path) => readWaiting(path, log)))).flat()
      if (found.length > 0) await take(eachOnce(found))
      await Promise.all(claimed.map((path) => rm(path, { force: true })))
    },
    leave: async () => {
      await writing
      if (saved.length > 0) await rename(file, join(directory, `${randomUUID()}.left.json`)).catch(() => undefined)
      saved = []
    },
  }
}

/** A process ID says something on its own machine alone, and a home may be shared by several. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

const named = /^[0-9a-f-]{36}\.(?:left|([0-9a-f]{8})\.(\d+))\.json$/

async function leftFiles(parts: WaitingFileParts, own: string): Promise<readonly string[]> {
  const names = await readdir(parts.directory).catch(() => [])
  const left: string[] = []
  for (const name of names.slice(0, most.files)) {
    const path = join(parts.directory, name)
    if (path === own) continue
    const age = await ageMs(path, parts.clock)
    if (!named.test(name) && age > scrapAfterMs) await rm(path, { force: true }).catch(() => undefined)
    if (named.test(name) && (age > goneAfterMs || isLeft(name, parts))) left.push(path)
  }
  return left
}

function isLeft(name: string, { processId, isAlive }: WaitingFileParts): boolean {
  const [, where, id] = named.exec(name) ?? []
  if (where === undefined || id === undefined) return true
  // A file under this process's own ID that is not its own: the ID was another's before.
  return where === machine && (Number(id) === processId || !isAlive(Number(id)))
}

/** False: another process was quicker. */
async function claim(path: string, own: string, clock: Pick<Clock, 'nowMs'>): Promise<boolean> {
  try {
    // Before the rename: under its new name it must not look abandoned for a moment.
    await touch(path, clock)
    await rename(path, own)
    return true
  } catch {
    return false
  }
}

async function writeWaiting(directory: string, file: string, waiting: readonly WaitingNotice[]): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeFileAtomic(file, JSON.stringify({ format: 1, waiting }), { mode: 0o600 })
}

/** What is damaged, or of a version that knows more, is lost; the rest is not. */
async function readWaiting(file: string, log: Log): Promise<readonly WaitingNotice[]> {
  try {
    if ((await stat(file)).size > most.fileBytes) throw new RangeError('larger than such a file gets')
    const { waiting } = fileSchema.parse(parseJson(await readFile(file, 'utf8')))
    return waiting.flatMap((entry) => waitingNoticeSchema.safeParse(entry).data ?? [])
  } catch (error) {
    log('warn', 'what waited to be told can’t be read', { error: toErrorData(error).message })
    return []
  }
}

function eachOnce(found: readonly WaitingNotice[]): readonly WaitingNotice[] {
  const byKey = new Map(found.map((one) => [waitingKey(one), one]))
  return [...byKey.values()].sort((one, other) => one.sinceMs - other.sinceMs)
}

async function touch(path: string, { nowMs }: Pick<Clock, 'nowMs'>): Promise<void> {
  const now = new Date(nowMs())
  await utimes(path, now, now)
}

async function ageMs(path: string, { nowMs }: Pick<Clock, 'nowMs'>): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => nowMs() - mtimeMs,
    () => 0,
  )
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
