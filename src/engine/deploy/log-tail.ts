import { plainLine } from '../../domain/ansi-spans'
import { displayBlock } from '../../domain/display-text'
import { createLineSplitter } from '../../domain/line-splitter'
import { openAbortScope } from '../abort-scope'
import type { Clock, DockerClient } from '../ports'

const lines = 50
const longestText = 16_384
const limitMs = 5_000

/** The last lines a container wrote, harmless for display; empty where they can't be read. */
export async function readLogTail(
  client: DockerClient,
  clock: Clock,
  containerId: string,
  signal: AbortSignal,
): Promise<string> {
  const scope = openAbortScope(signal)
  clock.sleep(limitMs, scope.signal).then(
    () => scope.abort(),
    () => undefined,
  )
  try {
    return await readLines(client.logs(containerId, { follow: false, tail: lines, since: null }, scope.signal))
  } catch {
    // A log driver that can't be read back, or a container that is gone: the failure itself is told all the same.
    return ''
  } finally {
    scope.abort()
    scope.release()
  }
}

async function readLines(chunks: ReturnType<DockerClient['logs']>): Promise<string> {
  const kept = await readLogLines(chunks, lines)
  return displayBlock(
    kept
      .map(({ text }) => text.slice(0, 1_000))
      .join('\n')
      .slice(-longestText),
    longestText,
  )
}

/** The last lines of a log in the order of their times, without colors. */
export async function readLogLines(
  chunks: ReturnType<DockerClient['logs']>,
  most: number,
): Promise<readonly { readonly atMs: number; readonly text: string }[]> {
  const decoder = new TextDecoder()
  const splitter = createLineSplitter((bytes) => decoder.decode(bytes))
  const kept: { readonly atMs: number; readonly text: string }[] = []
  const keep = (more: ReturnType<typeof splitter.flush>): void => {
    for (const { atMs, text } of more) kept.push({ atMs, text: plainLine(text) })
    kept.splice(0, Math.max(0, kept.length - most))
  }
  for await (const { stream, bytes } of chunks) keep(splitter.push(stream, bytes))
  keep(splitter.flush())
  return kept.sort((a, b) => a.atMs - b.atMs)
}
