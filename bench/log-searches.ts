import type { DockerEngine } from '../e2e/harness/docker-engine'
import { watchLogs } from '../src/testing/watched-logs'
import type { LogViews } from '../src/engine/logs/log-views'
import { lineOf } from './log-flood'
import { median, rounded } from './statistics'

const never = new AbortController().signal

/** Rows of one service, `api` of the slot `search`, that are searched. */
export const searchedLines = 200_000

/** A literal and an expression over 200,000 rows, the work alone; and how long the newest 1,000 rows take to be there. */
export async function measureSearches(
  engine: DockerEngine,
): Promise<{ literalMs: number; regexMs: number; openMs: number }> {
  const opened = await watchLogs(engine.address)
  try {
    const openMs: number[] = []
    for (let round = 0; round < 7; round += 1) {
      const beganMs = performance.now()
      const viewId = opened.open('search', null, 1_000)
      const { first } = await opened.until(viewId, 'the last lines', ({ count }) => count >= 1_000)
      opened.views.read(viewId, first, 500, 4_000)
      openMs.push(performance.now() - beganMs)
      opened.close(viewId)
    }
    const viewId = opened.open('search', null, null)
    const { first } = await opened.until(viewId, 'all lines', ({ held }) => held >= searchedLines, 600_000)
    const naive = Array.from({ length: searchedLines }, (_, index) => lineOf('api', index))
    const timed = async (
      text: string,
      kind: 'literal' | 'regex',
      isHit: (line: string) => boolean,
    ): Promise<number> => {
      const times: number[] = []
      for (let round = 0; round < 7; round += 1) {
        const { positions, tookMs } = await searchWhole(opened.views, viewId, text, kind)
        const wanted = naive.flatMap((line, index) => (isHit(line) ? [index + first] : []))
        if (positions.join() !== wanted.join())
          throw new Error(`void: "${text}" found ${positions.length} of ${wanted.length}`)
        times.push(tookMs)
      }
      return rounded(median(times), 1)
    }
    const literalMs = await timed('items/77 ', 'literal', (line) => line.includes('items/77 '))
    const regexMs = await timed('items/(77|78) took \\d{3}', 'regex', (line) => /items\/(77|78) took \d{3}/i.test(line))
    return { literalMs, regexMs, openMs: rounded(median(openMs), 1) }
  } finally {
    await opened.end()
  }
}

async function searchWhole(
  views: LogViews,
  viewId: string,
  text: string,
  kind: 'literal' | 'regex',
): Promise<{ readonly positions: readonly number[]; readonly tookMs: number }> {
  const beganMs = performance.now()
  const slices: (readonly number[])[] = []
  for (let before: number | null | undefined; before !== null;) {
    const slice = await views.search(viewId, { text, kind, matchCase: false, before: before ?? null }, never)
    slices.unshift([...slice.positions])
    before = slice.searchedTo
  }
  return { positions: slices.flat(), tookMs: performance.now() - beganMs }
}
