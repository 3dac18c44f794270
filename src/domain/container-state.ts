import type { ContainerObservation } from './container-observation'
import { displayBlock, displayText } from './display-text'
import type { ServiceState } from './service-state'

/**
 * How long a container that was restarted by its policy must stay up before it is believed. Shorter than that, a
 * crash loop would change its colour with every attempt.
 */
const settledUptimeMs = 30_000

/** Restarts by policy from which a short uptime reads as a crash loop; one alone may be an accident. */
const crashLoopRestarts = 2

/**
 * The state of one container from the facts of its inspect. `nowMs` is the host's clock: a container that restarted
 * again and again counts as running only after a while.
 */
export function containerState(container: ContainerObservation, nowMs: number): ServiceState {
  switch (container.status) {
    case 'created':
      return { kind: 'not-run', error: displayText(container.startError) }
    case 'paused':
      return { kind: 'paused' }
    case 'restarting':
      return keepsExiting(container)
    case 'running':
      return restartedJustNow(container, nowMs) ? keepsExiting(container) : checkedState(container)
    case 'exited':
    case 'dead':
    case 'removing':
      return endedState(container)
  }
}

/** Whether the state may change without an event of Docker: a check's failures, the end of a crash loop. */
export function isUnsettled(container: ContainerObservation, nowMs: number): boolean {
  if (container.status === 'restarting') return true
  if (container.status !== 'running') return false
  return container.health === 'starting' || container.health === 'unhealthy' || restartedJustNow(container, nowMs)
}

function restartedJustNow(container: ContainerObservation, nowMs: number): boolean {
  const uptimeMs = nowMs - (container.startedAtMs ?? nowMs)
  return container.restarts >= crashLoopRestarts && uptimeMs < settledUptimeMs
}

function keepsExiting(container: ContainerObservation): ServiceState {
  if (container.outOfMemory) return outOfMemory(container)
  // While it runs Docker has already put its code back to 0: not the code that it exited with.
  const exitCode = container.status === 'running' && container.exitCode === 0 ? null : container.exitCode
  return { kind: 'unhealthy', reason: { kind: 'keeps-exiting', exitCode } }
}

function outOfMemory(container: ContainerObservation): ServiceState {
  return { kind: 'unhealthy', reason: { kind: 'out-of-memory', limitBytes: container.memoryLimitBytes } }
}

function checkedState(container: ContainerObservation): ServiceState {
  switch (container.health) {
    case 'none':
      return { kind: 'running' }
    case 'healthy':
      return { kind: 'healthy' }
    case 'starting':
      return { kind: 'starting', failures: failuresInARow(container) }
    case 'unhealthy': {
      const output = displayBlock(container.checks.at(-1)?.output ?? '', 4_096).trimEnd()
      return { kind: 'unhealthy', reason: { kind: 'check-failing', failures: failuresInARow(container), output } }
    }
  }
}

/** Docker's own count leaves out the start period; what it kept of the checks does not. */
function failuresInARow(container: ContainerObservation): number {
  const sinceLastPass = [...container.checks].reverse().findIndex((check) => check.exitCode === 0)
  return Math.max(container.failingStreak, sinceLastPass === -1 ? container.checks.length : sinceLastPass)
}

/**
 * Docker does not keep who ended a container. What tells: under `always` and `unless-stopped` it restarts whatever
 * ends by itself, so a container that stays ended was stopped by somebody, whatever its code. Under the other policies
 * 0 is an end without complaint, and 130, 137 and 143 are the signals INT, KILL and TERM that a stop sends.
 */
function endedState(container: ContainerObservation): ServiceState {
  const exitCode = container.exitCode ?? 0
  if (container.outOfMemory) return outOfMemory(container)
  const stayedDown = container.restartPolicy === 'always' || container.restartPolicy === 'unless-stopped'
  if (container.startError === '' && (stayedDown || stopCodes.has(exitCode))) return { kind: 'stopped', exitCode }
  if (container.startError !== '' && exitCode === 0)
    return { kind: 'not-run', error: displayText(container.startError) }
  const gaveUp = container.restarts >= crashLoopRestarts
  return { kind: 'unhealthy', reason: gaveUp ? { kind: 'keeps-exiting', exitCode } : { kind: 'exited', exitCode } }
}

const stopCodes: ReadonlySet<number> = new Set([0, 130, 137, 143])
