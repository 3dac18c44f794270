// Logs at the size that people have: ten million lines of three services followed into one view with the default budget of
// 512 MB. The process may not grow any more once the budget is full.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startToolEngine } from '../e2e/harness/tool-containers'
import type { LogViewState } from '../src/contract/log-contract'
import { useLinearExpressions } from '../src/engine/use-linear-expressions'
import { watchLogs } from '../src/testing/watched-logs'
import { writeFlood } from './log-flood'
import { rounded } from './statistics'

const lines = Number(process.argv[2] ?? 10_000_000)
const services = ['admin', 'api', 'web']
const limitMs = 900_000
/** How often the size is taken, in lines that came in. */
const everyLines = 250_000
/** What the process may have grown by at the end, as a part of what it was when the budget was just full. */
const mostGrowth = 0.1

type Size = { readonly lines: number; readonly isFull: boolean; readonly megabytes: number }

async function main(): Promise<void> {
  useLinearExpressions()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const engine = await startToolEngine('bench-log-memory')
  try {
    await Promise.all(services.map((name) => writeFlood(engine, 'flood', name, Math.ceil(lines / services.length))))
    report(await follow(engine.address, collect))
  } finally {
    engine.remove()
  }
}

/** The sizes on the way to the last line. */
async function follow(address: string, collect: () => void): Promise<readonly Size[]> {
  const logs = await watchLogs(address)
  const sizes: Size[] = []
  const takeSize = ({ held, dropped }: LogViewState): void => {
    if (held + dropped < (sizes.at(-1)?.lines ?? 0) + everyLines) return
    collect()
    sizes.push({
      lines: held + dropped,
      isFull: dropped > 0,
      megabytes: process.memoryUsage().rss / 1_048_576,
    })
  }
  try {
    logs.views.onChange(takeSize)
    const viewId = logs.open('flood', null, null)
    await logs.until(viewId, 'all lines', ({ held, dropped }) => held + dropped >= lines, limitMs)
    return sizes
  } finally {
    await logs.end()
  }
}

function report(sizes: readonly Size[]): void {
  const full = sizes.filter(({ isFull }) => isFull)
  if (full.length < 10) throw new Error('void: the budget was hardly ever full')
  const largest = (some: readonly Size[]): number => Math.max(...some.map(({ megabytes }) => megabytes))
  const [fullMb, endMb] = [largest(full.slice(0, 4)), largest(full.slice(-4))]
  const growth = rounded(endMb / fullMb - 1, 3)
  console.log(
    JSON.stringify({
      bench: 'log-memory',
      lines: sizes.at(-1)?.lines ?? 0,
      fullAtLines: full[0]?.lines ?? 0,
      fullMb: Math.round(fullMb),
      endMb: Math.round(endMb),
      growth,
      within: growth <= mostGrowth,
    }),
  )
}

await main()
