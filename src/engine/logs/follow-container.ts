import type { ContainerObservation } from '../../domain/container-observation'
import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { createLineSplitter, type SplitLine } from '../../domain/line-splitter'
import type { LogMarker } from '../../domain/log-line'
import { runTogether } from '../abort-scope'
import type { Clock, DockerClient } from '../ports'
import type { Pulse } from './pulse'
import { createResumePoint, type ResumePoint } from './resume-point'
import { decodeUtf8 } from './decode-utf8'

/** Where a container's lines go. */
export type LineSink = {
  /** Null: more may come at once; else when it resolves. */
  readonly lines: (lines: readonly SplitLine[], signal: AbortSignal) => Promise<void> | null
  readonly marker: (marker: LogMarker, detail: string, atMs: number) => void
  /** Why nothing can be read just now; null: it can. */
  readonly problem: (problem: BerthErrorData | null) => void
}

/** Which container to follow, and from where. */
export type FollowTask = {
  readonly containerId: string
  /** What was known of it when the following began; null: it had never run. */
  readonly startedAtMs: number | null
  /** Stands before its first line if it starts, or started, after the view was opened. */
  readonly introduction: { readonly marker: LogMarker; readonly detail: string } | null
  /** Lines from the end to begin with; null: all. */
  readonly tail: number | null
  /** A stamp of Docker's: older lines are not read. Null: all are. */
  readonly since: string | null
  /** The same; newer lines are not read. */
  readonly until: string | null
  readonly follow: boolean
}

/** What following needs: `pulse` beats when the container or its host may have changed. */
export type FollowParts = {
  readonly client: Pick<DockerClient, 'logs' | 'observeContainer'>
  readonly clock: Clock
  readonly pulse: Pulse
  readonly sink: LineSink
}

const firstPauseMs = 250
const longestPauseMs = 10_000
const pollEveryMs = 3_000

/**
 * What to do next. `read`: its log to the end. `judge`: why the log ended. `look-then-read`: after a break, as another
 * run may have begun meanwhile. `await-start`: it stands still.
 */
type Step = 'read' | 'judge' | 'look-then-read' | 'await-start' | 'done'

/**
 * Reads a container's log into the sink: through its stops and starts and the host's absences, without a gap or a
 * double line. Resolves when the container is gone, its log can't be read at all, or without `follow` when all was
 * read. Rejects when aborted.
 */
export async function followContainer(task: FollowTask, parts: FollowParts, signal: AbortSignal): Promise<void> {
  const take = createSteps(task, parts)
  let pauseMs = firstPauseMs
  let step: Step = task.startedAtMs === null && task.follow ? 'await-start' : 'read'
  while (step !== 'done') {
    const beats = parts.pulse.beats()
    try {
      const next = await take(step, beats, signal)
      if (step === 'read') pauseMs = firstPauseMs
      step = next
    } catch (error) {
      signal.throwIfAborted()
      if (isFinal(toErrorData(error), parts.sink) || !task.follow) return
      if (step === 'read') step = 'look-then-read'
      await pauseOrBeat(parts, beats, pauseMs, signal)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }
}

/** Takes one step and says which is next. */
function createSteps(
  task: FollowTask,
  parts: FollowParts,
): (step: Exclude<Step, 'done'>, beats: number, signal: AbortSignal) => Promise<Step> {
  const resume = createResumePoint()
  const runs = createRunMarkers(task, parts.sink)
  let polledBecause: BerthErrorData | null = null
  const read = (follow: boolean, signal: AbortSignal): Promise<void> =>
    readToEnd({ ...task, follow }, resume, parts, () => parts.sink.problem(polledBecause), signal)
  return async (step, beats, signal) => {
    if (step === 'read') {
      try {
        await read(task.follow, signal)
        polledBecause = null
      } catch (error) {
        polledBecause = expectFull(error)
        await read(false, signal)
        await pauseOrBeat(parts, beats, pollEveryMs, signal)
      }
      return task.follow ? 'judge' : 'done'
    }
    const container = await parts.client.observeContainer(task.containerId, signal)
    parts.sink.problem(polledBecause)
    if (container === null) return 'done'
    if (runs.noteStart(container) || step === 'look-then-read') return 'read'
    if (step === 'await-start') {
      await parts.pulse.after(beats, signal)
      return 'await-start'
    }
    if (container.status === 'running' || container.status === 'paused') {
      await parts.clock.sleep(firstPauseMs, signal)
      return 'look-then-read'
    }
    // Docker may end a followed log before its last lines went out; read back, they are there.
    await read(false, signal)
    runs.noteEnd(container)
    return 'await-start'
  }
}

async function readToEnd(
  task: FollowTask,
  resume: ResumePoint,
  parts: FollowParts,
  onAnswer: () => void,
  signal: AbortSignal,
): Promise<void> {
  const since = resume.since()
  const deliver = createDelivery(resume, parts.sink)
  const splitter = createLineSplitter(decodeUtf8)
  const tail = since === null ? task.tail : null
  const options = { follow: task.follow, tail, since: since ?? task.since, until: task.until }
  for await (const chunk of parts.client.logs(task.containerId, options, signal)) {
    onAnswer()
    const busy = deliver(splitter.push(chunk.stream, chunk.bytes), signal)
    if (busy !== null) await busy
  }
  signal.throwIfAborted()
  // Not after a break: what a broken connection cut off comes again in full.
  await deliver(splitter.flush(), signal)
}

/** Hands on what is new among the lines of one reading. */
function createDelivery(
  resume: ResumePoint,
  sink: LineSink,
): (lines: readonly SplitLine[], signal: AbortSignal) => Promise<void> | null {
  const filter = resume.filter()
  return (lines, signal) => {
    const fresh: SplitLine[] = []
    for (const line of lines) {
      const kept = filter(line)
      if (kept === null) continue
      if (kept.gap) sink.marker('gap', '', kept.line.atMs)
      fresh.push(kept.line)
      resume.note(kept.line)
    }
    return fresh.length === 0 ? null : sink.lines(fresh, signal)
  }
}

type RunMarkers = {
  /** Whether another run began than the one known so far; tells of it, and of the end of the one before. */
  readonly noteStart: (container: ContainerObservation) => boolean
  /** Tells of a run's end, once. */
  readonly noteEnd: (container: ContainerObservation) => void
}

/** Turns looks at a container into markers; a look may miss whole runs, but none is told twice. */
function createRunMarkers(task: FollowTask, sink: LineSink): RunMarkers {
  let startedAtMs = task.startedAtMs
  let endIsTold = startedAtMs === null
  let introduction = task.introduction
  const tellStart = (atMs: number): void => {
    sink.marker(introduction?.marker ?? 'started', introduction?.detail ?? '', atMs)
    introduction = null
  }
  if (introduction !== null && startedAtMs !== null) tellStart(startedAtMs)
  return {
    noteStart: (container) => {
      if (container.startedAtMs === null || container.startedAtMs === startedAtMs) return false
      if (!endIsTold) sink.marker('exited', '', container.finishedAtMs ?? container.startedAtMs)
      tellStart(container.startedAtMs)
      startedAtMs = container.startedAtMs
      endIsTold = false
      return true
    },
    noteEnd: (container) => {
      if (endIsTold || container.finishedAtMs === null) return
      sink.marker('exited', String(container.exitCode ?? ''), container.finishedAtMs)
      endIsTold = true
    },
  }
}

/** Whether trying again can't help: the container is gone, or its driver keeps nothing that could be read. */
function isFinal(error: BerthErrorData, sink: LineSink): boolean {
  if (error.code === 'container-gone') return true
  sink.problem(error)
  return error.code === 'log-unreadable'
}

/** Where the way to the host allows no stream more; anything else is thrown on. */
function expectFull(error: unknown): BerthErrorData {
  const data = toErrorData(error)
  if (data.code !== 'streams-full') throw error
  return data
}

/** The next try: when something changed, or else after a while. */
function pauseOrBeat(parts: FollowParts, beats: number, pauseMs: number, signal: AbortSignal): Promise<void> {
  return runTogether(signal, [(stop) => parts.clock.sleep(pauseMs, stop), (stop) => parts.pulse.after(beats, stop)])
}
