import { type MachineReading, readDf, readMeminfo, readProcStat } from '../../../../domain/machine-reading'
import { quoted } from './probe-host'

const parts = ['kernel', 'stat', 'meminfo', 'df', 'end'] as const
type Part = (typeof parts)[number]

/** Whole lines of its own, between whatever a login prints by itself. */
const headOf = (part: Part): string => `berth-machine ${part}`

/** `/proc/stat` of a big machine is longer than what is kept of an output: its processors are counted there, and named anew. */
const script = (path: string): string =>
  [
    'LC_ALL=C; export LC_ALL; echo',
    `echo "${headOf('kernel')}"; uname -r`,
    `echo "${headOf('stat')}"; head -n 1 /proc/stat; echo "processors $(grep -c "^cpu[0-9]" /proc/stat)"`,
    `echo "${headOf('meminfo')}"; grep -E "^(MemTotal|MemFree|MemAvailable|Buffers|Cached):" /proc/meminfo`,
    `echo "${headOf('df')}"; df -kP ${quoted(path)}`,
    `echo "${headOf('end')}"`,
  ].join('; ')

/** One command for any shell that makes a machine say how it is. Nothing of it is kept there, and nothing is changed. */
export function machineCommand(diskPath: string): string {
  return `sh -c ${quoted(script(diskPath))}`
}

/** Reads what the command printed, hostile. Null: it did not run to its end. */
export function readMachineOutput(output: string): MachineReading | null {
  const lines = output.split('\n').map((line) => line.trimEnd())
  const start = lines.indexOf(headOf('kernel'))
  if (start < 0 || !lines.includes(headOf('end'), start)) return null
  const textOf = (part: Exclude<Part, 'end'>): string => {
    const from = lines.indexOf(headOf(part), start)
    const to = lines.indexOf(headOf(parts[parts.indexOf(part) + 1] ?? 'end'), start)
    return from < 0 ? '' : lines.slice(from + 1, to).join('\n')
  }
  const stat = textOf('stat')
  const [, processors] = /^processors (\d{1,5})$/m.exec(stat) ?? []
  const ticks = readProcStat(stat)
  return {
    kernel: textOf('kernel').trim(),
    ticks: ticks === null ? null : { ...ticks, processors: Number(processors ?? 0) || null },
    memory: readMeminfo(textOf('meminfo')),
    disk: readDf(textOf('df')),
  }
}
