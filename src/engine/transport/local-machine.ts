import { readFile, statfs } from 'node:fs/promises'
import { release } from 'node:os'
import { type MachineDisk, type MachineReading, readMeminfo, readProcStat } from '../../domain/machine-reading'

/** What this machine says of itself; null where it is no Linux, and Docker runs in a virtual machine. */
export async function readLocalMachine(diskPath: string): Promise<MachineReading | null> {
  if (process.platform !== 'linux') return null
  const [stat, meminfo, disk] = await Promise.all([textOf('/proc/stat'), textOf('/proc/meminfo'), diskOf(diskPath)])
  return { kernel: release(), ticks: readProcStat(stat), memory: readMeminfo(meminfo), disk }
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}

/** Null where the path is not there, or not for this user to see. */
async function diskOf(path: string): Promise<MachineDisk | null> {
  try {
    const { bsize, blocks, bavail } = await statfs(path)
    return blocks === 0 ? null : { totalBytes: blocks * bsize, freeBytes: bavail * bsize }
  } catch {
    return null
  }
}
