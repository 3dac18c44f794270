import type { z } from 'zod'
import { displayText } from '../../domain/display-text'
import type { MachineReading } from '../../domain/machine-reading'
import type { HostMachine } from '../ports'
import type { Route } from '../transport/route'
import { withDeadline } from './call-scope'
import type { VersionedHttp } from './container-calls'
import { dockerLimits } from './docker-limits'
import { lenientNumber, lenientObject, lenientText } from './lenient-json'

const operation = 'measure host'

const infoSchema = lenientObject({ KernelVersion: lenientText, MemTotal: lenientNumber, DockerRootDir: lenientText })

type EngineMachine = z.output<typeof infoSchema>

/** What an engine says of its machine changes when it moves: it is asked again after so long. */
const infoAgeMs = 60_000

/** See `DockerClient.machine`. What the engine says of its machine is kept for a while, as it goes with every look. */
export function createMachineCall(
  { http, prefix }: VersionedHttp,
  route: Route,
): (signal: AbortSignal) => Promise<HostMachine | null> {
  let known: { readonly info: EngineMachine; readonly atMs: number } | null = null
  const engineMachine = async (signal: AbortSignal): Promise<EngineMachine> => {
    const nowMs = http.clock.monotonicMs()
    if (known !== null && nowMs - known.atMs < infoAgeMs) return known.info
    const path = `${await prefix(signal)}/info`
    const info = infoSchema.parse(await http.json({ operation: 'engine info', method: 'GET', path }, signal))
    known = { info, atMs: nowMs }
    return info
  }
  return async (signal) => {
    const { readMachine } = route
    if (readMachine === undefined) return null
    const info = await engineMachine(signal)
    // Whatever else the engine calls its place, it goes to the host's shell as one word.
    if (!info.DockerRootDir.startsWith('/')) return null
    const deadline = { clock: http.clock, operation, limitMs: dockerLimits.machineMs }
    const reading = await withDeadline(deadline, signal, (inner) => readMachine(info.DockerRootDir, inner))
    if (reading === null || !isSameMachine(reading, info)) return null
    const { ticks, memory, disk } = reading
    return { ticks, memory, disk, diskPath: displayText(info.DockerRootDir, 200) }
  }
}

/** A small difference may come from memory that was added or taken meanwhile. */
const memoryTolerance = 0.05

/** Docker's socket may lead on to a virtual machine, or by a tunnel to another host: their numbers would be somebody else's. */
function isSameMachine({ kernel, memory }: MachineReading, info: EngineMachine): boolean {
  if (kernel === '' || kernel !== info.KernelVersion || memory === null) return false
  return Math.abs(memory.totalBytes - info.MemTotal) <= memoryTolerance * info.MemTotal
}
