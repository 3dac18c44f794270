import { type CheckRun, type Container, eventAttributes, type Health } from './container'
import { healthCheckOf } from './container-config'
import type { EventLog } from './event-log'
import { after } from './timers'

const checksKept = 5
const checkTakesMs = 20
const longestOutput = 4_096

/** Runs a container's health check for as long as it runs; the first time an interval after the start, as Docker does. */
export function watchHealth(container: Container, events: EventLog, signal: AbortSignal): void {
  const check = healthCheckOf(container.config)
  if (check === null) {
    container.health = null
    return
  }
  container.health = { status: 'starting', failingStreak: 0, checks: container.health?.checks ?? [] }
  const next = (): void =>
    after(check.intervalMs, signal, () => {
      takeCheck(container, runCheck(container), check, events)
      next()
    })
  next()
}

/** What the check would say now. */
export function runCheck({ image, startedAtMs }: Container): CheckRun {
  const nowMs = Date.now()
  const { exitCode, output } = image.program.check(nowMs - (startedAtMs ?? nowMs))
  return { startedAtMs: nowMs - checkTakesMs, endedAtMs: nowMs, exitCode, output: output.slice(0, longestOutput) }
}

/** A check that fails in the start period counts for nothing, one that passes ends it. */
function takeCheck(
  container: Container,
  run: CheckRun,
  { retries, startPeriodMs }: { readonly retries: number; readonly startPeriodMs: number },
  events: EventLog,
): void {
  const { health, startedAtMs } = container
  if (health === null) return
  health.checks = [...health.checks, run].slice(-checksKept)
  if (run.exitCode === 0) {
    health.failingStreak = 0
    return setStatus(container, health, 'healthy', events)
  }
  const isStarting = health.status === 'starting' && run.startedAtMs - (startedAtMs ?? 0) < startPeriodMs
  if (isStarting) return
  health.failingStreak += 1
  if (health.failingStreak >= retries) setStatus(container, health, 'unhealthy', events)
}

function setStatus(container: Container, health: Health, status: Health['status'], events: EventLog): void {
  if (health.status === status) return
  health.status = status
  events.tell('container', `health_status: ${status}`, container.id, eventAttributes(container))
}
