import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceMetrics } from '../contract/metrics-contract'
import { unpackUsage } from '../domain/metrics-series'
import type { CliRequestOf } from './cli-request'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-codes'
import { findSlot } from './find-slot'
import { statsJson } from './stats-json'
import { statsLines } from './stats-lines'
import { fitLines } from './text-width'

type StatsRequest = CliRequestOf<'stats'>
type Show = (services: readonly ServiceMetrics[]) => Promise<void>

/** Two readings a second apart tell the processors; a host that polls needs five. */
const longestMs = 12_000

/** Prints what a slot's services use: once, or with `--watch` for as long as somebody reads. */
export async function showStats(request: StatsRequest, parts: CommandParts, signal: AbortSignal): Promise<ExitCode> {
  const { session } = parts
  const { hostId, slot, label } = findSlot(session.board(), request.slot, false)
  const viewId = randomUUID()
  const ending = new AbortController()
  const end = (): void => ending.abort()
  signal.addEventListener('abort', end, { once: true })
  const watching: Promise<unknown> = session.request('watch-metrics', { viewId, hostId, slot }, ending.signal)
  const next = async (wait: AbortSignal): Promise<readonly ServiceMetrics[] | null> => {
    await Promise.race([session.nextEvent(wait), watching])
    return session.slotMetrics(viewId)?.services ?? null
  }
  try {
    const show = createShow(request, label, parts)
    if (request.watch) return await showEach(next, show, signal)
    const services = await firstWhole(next, signal)
    await show(services)
    return exitCodeOf(services)
  } finally {
    ending.abort()
    await watching.catch(() => undefined)
    signal.removeEventListener('abort', end)
  }
}

type Next = (signal: AbortSignal) => Promise<readonly ServiceMetrics[] | null>

/** The first word in which nothing is still on its way, or what there is when the time is over. */
async function firstWhole(next: Next, signal: AbortSignal): Promise<readonly ServiceMetrics[]> {
  let last: readonly ServiceMetrics[] = []
  const limit = new AbortController()
  const stop = (): void => limit.abort()
  signal.addEventListener('abort', stop, { once: true })
  sleep(longestMs, undefined, { signal: limit.signal, ref: false }).then(stop, () => undefined)
  try {
    for (;;) {
      const services = await next(limit.signal)
      if (services === null) continue
      last = services
      if (services.every((service) => !isComing(service))) return services
    }
  } catch (error) {
    if (!limit.signal.aborted || signal.aborted) throw error
    return last
  } finally {
    limit.abort()
    signal.removeEventListener('abort', stop)
  }
}

function isComing({ state, now }: ServiceMetrics): boolean {
  if (state === 'measuring') return true
  return (state === 'live' || state === 'polled') && unpackUsage(now ?? []).cpuCores === null
}

async function showEach(next: Next, show: Show, signal: AbortSignal): Promise<never> {
  let shown: readonly ServiceMetrics[] | null = null
  for (;;) {
    const services = await next(signal)
    if (services !== null && services !== shown) await show(services)
    shown = services
  }
}

/** On a terminal each look takes the place of the one before; elsewhere they stand below each other, JSON a line each. */
function createShow({ json, watch }: StatsRequest, slot: string, parts: CommandParts): Show {
  const { results } = parts.output
  let rows = 0
  return async (services) => {
    const value = { slot, services: services.map(statsJson) }
    if (json && watch) return results.write(`${JSON.stringify({ schema: 1, ...value })}\n`)
    if (json) return writeJson(parts, value)
    const lines = fitLines(statsLines(services, parts.language), results.width())
    const back = results.isTerminal && rows > 0 ? `\u001b[${rows}A\u001b[J` : ''
    const gap = !results.isTerminal && rows > 0 ? '\n' : ''
    rows = lines.length
    return results.write(`${back}${gap}${lines.join('\n')}\n`)
  }
}

function exitCodeOf(services: readonly ServiceMetrics[]): ExitCode {
  const problem = services.find((service) => service.problem !== null)?.problem
  return problem === null || problem === undefined ? exitCodes.done : exitCodeOfError(problem.code)
}
