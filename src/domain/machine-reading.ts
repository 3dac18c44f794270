/** Processor time of a machine since it was started, in ticks of its kernel; all processors together. */
export type ProcessorTicks = { readonly busy: number; readonly whole: number; readonly processors: number | null }

/** Memory of a machine. `availableBytes` is what programs could still get, caches given back. */
export type MachineMemory = { readonly totalBytes: number; readonly availableBytes: number }

/** A file system. `freeBytes` is what everybody may use: a reserve for root is not in it. */
export type MachineDisk = { readonly totalBytes: number; readonly freeBytes: number }

/** What a machine says of itself at one moment. Null: it does not. */
export type MachineReading = {
  /** The kernel's release, as `uname -r` prints it; empty where it does not say. */
  readonly kernel: string
  readonly ticks: ProcessorTicks | null
  readonly memory: MachineMemory | null
  readonly disk: MachineDisk | null
}

/** Columns of a `cpu` line up to `steal`; what follows them is counted in `user` already. */
const countedColumns = 8
/** `idle`, and `iowait`, during which a processor is idle too. */
const idleColumns: readonly number[] = [3, 4]

/** Reads `/proc/stat`, or the lines of it that begin with `cpu`. */
export function readProcStat(text: string): ProcessorTicks | null {
  const [, columns] = /^cpu[ \t]+(\d[\d \t]*)$/m.exec(text) ?? []
  const ticks = (columns ?? '')
    .trim()
    .split(/[ \t]+/)
    .slice(0, countedColumns)
    .map(Number)
  if (columns === undefined || ticks.length < 4 || !ticks.every(Number.isFinite)) return null
  const whole = ticks.reduce((sum, each) => sum + each, 0)
  const idle = idleColumns.reduce((sum, column) => sum + (ticks[column] ?? 0), 0)
  const processors = text.match(/^cpu\d+[ \t]/gm)?.length ?? null
  return { busy: whole - idle, whole, processors }
}

/** Reads `/proc/meminfo`. Kernels before 3.14 don't say what is available: free memory and caches come close. */
export function readMeminfo(text: string): MachineMemory | null {
  const bytesOf = (name: string): number | null => {
    const [, kilobytes] = new RegExp(`^${name}:[ \\t]+(\\d{1,15}) kB$`, 'm').exec(text) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) * 1_024
  }
  const totalBytes = bytesOf('MemTotal')
  const free = bytesOf('MemFree')
  const guessed = free === null ? null : free + (bytesOf('Buffers') ?? 0) + (bytesOf('Cached') ?? 0)
  const availableBytes = bytesOf('MemAvailable') ?? guessed
  if (totalBytes === null || totalBytes === 0 || availableBytes === null) return null
  return { totalBytes, availableBytes: Math.min(availableBytes, totalBytes) }
}

const longestLine = 2_000

/** Reads the answer of `df -kP PATH`: one file system. Read from the right, as names of devices may hold spaces. */
export function readDf(text: string): MachineDisk | null {
  const line = (text.trimEnd().split('\n').at(-1) ?? '').slice(-longestLine)
  const [, total, , free] = /[ \t](\d{1,15})[ \t]+(\d{1,15})[ \t]+(-?\d{1,15})[ \t]+(?:\d+%|-)[ \t]+\//.exec(line) ?? []
  if (total === undefined || Number(total) === 0) return null
  return { totalBytes: Number(total) * 1_024, freeBytes: Math.max(0, Number(free)) * 1_024 }
}

/** The share of its processors that a machine used between two readings, 0 to 1; null where that can't be told. */
export function processorShare(before: ProcessorTicks | null, now: ProcessorTicks | null): number | null {
  if (before === null || now === null) return null
  const whole = now.whole - before.whole
  const busy = now.busy - before.busy
  return whole <= 0 || busy < 0 ? null : Math.min(1, busy / whole)
}
