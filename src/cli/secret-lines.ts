import { createReadStream, fstatSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { BerthError } from '../domain/berth-error'
import type { Clock } from '../engine/ports'
import { untilAborted } from './until-aborted'

/** Lines of an inherited file descriptor, one after the other. */
export type SecretLines = {
  /**
   * Null once there are no more. Throws `bad-request` for a line that is too long or does not come within a minute; rejects
   * with the signal's reason.
   */
  readonly next: (signal: AbortSignal) => Promise<string | null>
}

const longestLineBytes = 4_096
/** Who hands secrets on has them already; a pipe that stays silent must not hold a CI job for ever. */
const limitMs = 60_000
const field = '--secret-fd'

/**
 * Prepares reading of secrets from a descriptor; nothing is read before the first is needed. Throws `bad-request` where it
 * is neither a pipe nor a file.
 */
export function openSecretLines(descriptor: number, clock: Pick<Clock, 'sleep'>): SecretLines {
  const kind = kindOf(descriptor)
  let lines: AsyncIterator<string> | null = null
  return {
    next: async (signal) => {
      signal.throwIfAborted()
      lines ??= linesOf(open(descriptor, kind))
      const { done, value } = await untilAborted(withinLimit(lines.next(), clock), signal)
      return done === true ? null : value
    },
  }
}

async function withinLimit<Result>(work: Promise<Result>, clock: Pick<Clock, 'sleep'>): Promise<Result> {
  const over = new AbortController()
  const tooLate = clock.sleep(limitMs, over.signal).then(() => {
    const reason = `no line came within ${String(limitMs / 1_000)} s`
    throw new BerthError('bad-request', { field, reason })
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    over.abort()
    tooLate.catch(() => undefined)
  }
}

function kindOf(descriptor: number): 'file' | 'stream' {
  try {
    const status = fstatSync(descriptor)
    if (status.isFile()) return 'file'
    if (status.isFIFO() || status.isSocket()) return 'stream'
  } catch (error) {
    throw new BerthError(
      'bad-request',
      { field, reason: `descriptor ${String(descriptor)} is not open` },
      { cause: error },
    )
  }
  throw new BerthError('bad-request', {
    field,
    reason: `descriptor ${String(descriptor)} is neither a pipe nor a file`,
  })
}

/** A pipe is read as a socket: a read that waits in a file's way would keep the process from ending. */
function open(descriptor: number, kind: 'file' | 'stream'): Readable {
  if (kind === 'file') return createReadStream('', { fd: descriptor, highWaterMark: longestLineBytes })
  return new Socket({ fd: descriptor, readable: true, writable: false })
}

async function* linesOf(source: Readable): AsyncGenerator<string, undefined> {
  let rest = Buffer.alloc(0)
  for await (const chunk of source as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      yield textOf(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
    }
    refuseTooLong(rest)
  }
  if (rest.length > 0) yield textOf(rest)
}

/** Without the line's end, of Windows too. */
function textOf(line: Buffer): string {
  refuseTooLong(line)
  return line.toString('utf8').replace(/\r$/, '')
}

function refuseTooLong({ length }: Buffer): void {
  if (length <= longestLineBytes) return
  throw new BerthError('bad-request', { field, reason: `a line is longer than ${String(longestLineBytes)} bytes` })
}
