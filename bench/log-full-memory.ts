import type { DockerEngine } from '../e2e/harness/docker-engine'
import { watchLogs } from '../src/testing/watched-logs'
import { rounded } from './statistics'

/** Resident sizes in MB after the budget was full once, and after all; `growth` is the part that the end is larger. */
export type FullMemory = {
  readonly fullMb: number
  readonly endMb: number
  readonly growth: number
  readonly dropped: number
}

/** Follows a flood of so many lines on the slot `flood` again and again, in a budget that is far too small for it. */
export async function measureFullMemory(engine: DockerEngine, lines: number): Promise<FullMemory> {
  const opened = await watchLogs(engine.address, { bytes: lines * 30, frontRows: 1_000 })
  try {
    const sizes: number[] = []
    let dropped = 0
    for (let time = 0; time < 10; time += 1) {
      const viewId = opened.open('flood', null, null)
      const isWhole = (state: { readonly held: number; readonly dropped: number }): boolean =>
        state.held + state.dropped >= lines
      dropped += (await opened.until(viewId, 'all lines', isWhole, 600_000)).dropped
      globalThis.gc?.()
      sizes.push(process.memoryUsage().rss / 1_048_576)
      opened.close(viewId)
    }
    if (dropped === 0) throw new Error('void: the budget was never full')
    const [fullMb, endMb] = [Math.max(...sizes.slice(0, 4)), Math.max(...sizes.slice(-3))]
    return { fullMb: Math.round(fullMb), endMb: Math.round(endMb), growth: rounded(endMb / fullMb - 1, 3), dropped }
  } finally {
    await opened.end()
  }
}
