import { readdir, readFile } from 'node:fs/promises'

/** The summed proportional set size of a process and all its descendants, in megabytes: shared pages count once. */
export async function summedPssMb(rootPid: number): Promise<number> {
  const sizes = await Promise.all((await treeOf(rootPid)).map(pssKb))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

/** Processor time that a process and all its living descendants have taken so far. */
export async function processTimeMs(rootPid: number): Promise<number> {
  const times = await Promise.all((await treeOf(rootPid)).map(timeMs))
  return times.reduce((sum, time) => sum + time, 0)
}

async function treeOf(rootPid: number): Promise<readonly number[]> {
  const parents = await readParents()
  const tree = new Set([rootPid])
  // A child may be listed before its parent: walk until nothing is added.
  for (let size = 0; size !== tree.size;) {
    size = tree.size
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid)
  }
  return [...tree]
}

async function readParents(): Promise<ReadonlyMap<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const rows = await Promise.all(
    pids.map(async (pid): Promise<readonly [number, number]> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      // The command in parentheses may hold spaces: fields are counted from its end.
      return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)]
    }),
  )
  return new Map(rows)
}

async function pssKb(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
}

/** The kernel counts in hundredths of a second. */
async function timeMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}
