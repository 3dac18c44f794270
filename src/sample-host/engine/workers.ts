import type { Container, Worker } from './container'
import { textsIn } from './fields'

/** Workers take the IDs behind their container's own, and behind those of the workers before. */
const idsApart = 3

/** The workers that a container's program begins with. */
export function firstWorkers({ pid, image }: Pick<Container, 'pid' | 'image'>): readonly Worker[] {
  return newWorkers(image.program.workers?.count ?? 0, pid)
}

/** New ones serve, those of before finish what they had begun. */
export function replaceWorkers(container: Container, nowMs: number): void {
  const { workers, pid } = container
  const kept = container.image.program.workers
  if (kept === null) return
  const leaving = present(workers, nowMs).map((worker) => ({
    ...worker,
    endsAtMs: worker.endsAtMs ?? nowMs + kept.lingerMs,
  }))
  const highest = Math.max(pid, ...workers.map((worker) => worker.pid))
  container.workers = [...leaving, ...newWorkers(kept.count, highest)]
}

/** What `docker top` shows: process IDs and command lines. */
export function processesOf(container: Container, nowMs: number): readonly (readonly [pid: string, line: string])[] {
  const { config, pid, image } = container
  const own = [...(textsIn(config, 'Entrypoint') ?? []), ...(textsIn(config, 'Cmd') ?? [])].join(' ')
  const { workers: kept } = image.program
  if (kept === null) return [[String(pid), own]]
  const lines = present(container.workers, nowMs).map(
    (worker) => [String(worker.pid), worker.endsAtMs === null ? kept.serving : kept.leaving] as const,
  )
  return [[String(pid), kept.main], ...lines]
}

function newWorkers(count: number, after: number): readonly Worker[] {
  return Array.from({ length: count }, (_, index) => ({ pid: after + (index + 1) * idsApart, endsAtMs: null }))
}

function present(workers: readonly Worker[], nowMs: number): readonly Worker[] {
  return workers.filter(({ endsAtMs }) => endsAtMs === null || endsAtMs > nowMs)
}
