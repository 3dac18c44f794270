import { BerthError } from '../../domain/berth-error'
import { createLineSplitter, type SplitLine } from '../../domain/line-splitter'
import { logTimestampAt } from '../../domain/log-timestamp'
import { openAbortScope } from '../abort-scope'
import type { Clock, DockerClient } from '../ports'
import type { ContainerBeginning } from './container-beginning'
import { decodeUtf8 } from './decode-utf8'

/** How many older lines one asking is for. */
export const olderLines = 2_000

/** What is kept while reading, at most: lines, and their text in UTF-16 units. */
const mostKept = { lines: olderLines * 2, length: 16_777_216 }
const limitMs = 60_000
/** How much further back each try goes, where a line took Docker many entries and the tail didn't reach past those held. */
const reachFactor = 4
const mostTries = 6

/** What older lines are read with. */
export type OlderLinesParts = { readonly client: Pick<DockerClient, 'logs'>; readonly clock: Clock }

/**
 * The lines of a container before those held, oldest first, at most `olderLines`; none where Docker has none, and then
 * the beginning is told so. Docker counts a tail from its newest line on, also where `until` cuts these off: so the tail
 * reaches over all that came.
 */
export async function readOlderLines(
  containerId: string,
  beginning: ContainerBeginning,
  parts: OlderLinesParts,
  signal: AbortSignal,
): Promise<readonly SplitLine[]> {
  let tail = beginning.received + olderLines
  let firstBefore = ''
  for (let tries = 0; tries < mostTries; tries += 1) {
    const read = await readTail(containerId, tail, beginning, parts, signal)
    const older = beginning.older(read.kept).slice(-olderLines)
    if (older.length > 0) return older
    // Further back and still the same first line: there is nothing before it.
    if (read.first === firstBefore) break
    firstBefore = read.first
    tail *= reachFactor
  }
  beginning.hasMore = false
  return []
}

/** `first` tells the first line of the answer from others; empty where there was none. */
type TailRead = { readonly kept: readonly SplitLine[]; readonly first: string }

async function readTail(
  containerId: string,
  tail: number,
  beginning: ContainerBeginning,
  { client, clock }: OlderLinesParts,
  signal: AbortSignal,
): Promise<TailRead> {
  const scope = openAbortScope(signal)
  const tooLate = new BerthError('docker-timeout', { operation: 'read older log lines', seconds: limitMs / 1_000 })
  clock.sleep(limitMs, scope.signal).then(
    () => scope.abort(tooLate),
    () => undefined,
  )
  const until = beginning.latestOlderMs === null ? null : logTimestampAt(beginning.latestOlderMs).text
  try {
    const chunks = client.logs(containerId, { follow: false, tail, since: null, until }, scope.signal)
    const read = await keepLast(chunks, (line) => beginning.mayBeOlder(line))
    scope.signal.throwIfAborted()
    return read
  } finally {
    scope.abort()
    scope.release()
  }
}

/** The last of the lines that are wanted, in the order they came. */
async function keepLast(
  chunks: ReturnType<DockerClient['logs']>,
  isWanted: (line: SplitLine) => boolean,
): Promise<TailRead> {
  const splitter = createLineSplitter(decodeUtf8)
  let kept: SplitLine[] = []
  let length = 0
  let first = ''
  const keep = (lines: readonly SplitLine[]): void => {
    if (first === '' && lines[0] !== undefined) first = `${lines[0].timestamp} ${lines[0].text.length}`
    for (const line of lines.filter(isWanted)) {
      kept.push(line)
      length += line.text.length
    }
    if (kept.length <= mostKept.lines * 2 && length <= mostKept.length) return
    // The newer half, where long lines leave room for a few alone.
    kept = kept.slice(length > mostKept.length ? Math.ceil(kept.length / 2) : -mostKept.lines)
    length = kept.reduce((sum, { text }) => sum + text.length, 0)
  }
  for await (const chunk of chunks) keep(splitter.push(chunk.stream, chunk.bytes))
  keep(splitter.flush())
  return { kept, first }
}
