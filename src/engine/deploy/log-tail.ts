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
  const decoder = new TextDecoder()
  const splitter = createLineSplitter((bytes) => decoder.decode(bytes))
  const kept: { readonly atMs: number; readonly text: string }[] = []
  const keep = (more: ReturnType<typeof splitter.flush>): void => {
    for (const { atMs, text } of more) kept.push({ atMs, text: plainLine(text).slice(0, 1_000) })
    kept.splice(0, Math.max(0, kept.length - lines))
  }
  for await (const { stream, bytes } of chunks) keep(splitter.push(stream, bytes))
  keep(splitter.flush())
  const text = kept.sort((a, b) => a.atMs - b.atMs).map((line) => line.text)
  return displayBlock(text.join('\n').slice(-longestText), longestText)
}
