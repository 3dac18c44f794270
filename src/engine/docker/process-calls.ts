import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { DockerClient } from '../ports'
import { containerPath } from './api-path'
import { withDeadline } from './call-scope'
import type { VersionedHttp } from './container-calls'
import { type DockerHttp, type DockerStream, readStream } from './docker-http'
import { dockerLimits } from './docker-limits'
import { lenientTexts, parseAnswer } from './lenient-json'
import { createFrameDecoder } from './log-frames'

type ProcessCalls = Pick<DockerClient, 'killContainer' | 'exec' | 'listProcesses'>

const execOperation = 'run command'
const createdSchema = z.object({ Id: z.string().min(1) })
const topSchema = z.object({ Processes: z.array(lenientTexts).nullable() })

/** Calls about what runs in a container. */
export function processCalls({ http, prefix }: VersionedHttp): ProcessCalls {
  return {
    killContainer: async (id, signalName, signal) => {
      if (!/^[A-Z0-9+]{1,16}$/.test(signalName)) {
        throw new BerthError('bad-request', { field: 'signal', reason: displayText(signalName, 40) })
      }
      const path = `${containerPath(await prefix(signal), id)}/kill`
      const request = { operation: 'signal container', method: 'POST', path, query: { signal: signalName } } as const
      await http.call({ ...request, containerId: id }, signal)
    },
    exec: async (containerId, command, signal) => {
      const deadline = { clock: http.clock, operation: execOperation, limitMs: dockerLimits.execMs }
      const version = await prefix(signal)
      return withDeadline(deadline, signal, (inner) => exec(http, version, containerId, command, inner))
    },
    listProcesses: async (containerId, signal) => {
      const operation = 'list processes'
      const path = `${containerPath(await prefix(signal), containerId)}/top`
      // The engine wants the PID among the columns; the last column is the whole rest of the line.
      const query = { ps_args: '-eo pid,args' }
      const answer = await http.json({ operation, method: 'GET', path, query, containerId }, signal)
      const { Processes } = parseAnswer(topSchema, answer, operation)
      return (Processes ?? []).map(([pid = '', commandLine = '']) => ({ pid: Number(pid), commandLine }))
    },
  }
}

async function exec(
  http: DockerHttp,
  prefix: string,
  containerId: string,
  command: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const operation = execOperation
  const path = `${containerPath(prefix, containerId)}/exec`
  const body = { Cmd: command, AttachStdout: true, AttachStderr: true, Tty: false }
  const created = await http.json({ operation, method: 'POST', path, body, containerId }, signal)
  const { Id: id } = parseAnswer(createdSchema, created, operation)
  const start = { Detach: false, Tty: false }
  const stream = await http.stream(
    { operation, method: 'POST', path: `${prefix}/exec/${id}/start`, body: start, limitMs: dockerLimits.execMs },
    signal,
  )
  const output = await readOutput(http, stream)
  return { output, exitCode: await exitCodeOf(http, `${prefix}/exec/${id}/json`, signal) }
}

/** Read to the end whatever comes, as a command that is not listened to would wait for ever; kept up to the limit. */
async function readOutput(http: DockerHttp, stream: DockerStream): Promise<string> {
  const decode = createFrameDecoder()
  const kept: Uint8Array[] = []
  let length = 0
  for await (const bytes of readStream(stream, http.address)) {
    for (const chunk of decode(bytes)) {
      if (length < dockerLimits.execOutputBytes)
        kept.push(chunk.bytes.subarray(0, dockerLimits.execOutputBytes - length))
      length += chunk.bytes.length
    }
  }
  return Buffer.concat(kept).toString('utf8')
}

const endedSchema = z.object({ Running: z.boolean(), ExitCode: z.number().int().nullable() })
const lookEveryMs = 20

/** The streams may end a moment before the engine knows the exit code, or long before where the command closed them. */
async function exitCodeOf(http: DockerHttp, path: string, signal: AbortSignal): Promise<number> {
  for (;;) {
    const answer = await http.json({ operation: execOperation, method: 'GET', path }, signal)
    const { Running, ExitCode } = parseAnswer(endedSchema, answer, execOperation)
    if (!Running && ExitCode !== null) return ExitCode
    await http.clock.sleep(lookEveryMs, signal)
  }
}
