import { BerthError } from './berth-error'
import type { ContainerObservation, HealthCheckDefinition } from './container-observation'
import type { Gate } from './plan'

/** How patient a gate is. Durations in milliseconds. */
export type GatePolicy = {
  /** How long a container without a health check must stay up. */
  readonly runningForMs: number
  /** Added to what the health check itself allows, for slow starts of the check. */
  readonly marginMs: number
  readonly minimumTimeoutMs: number
  readonly maximumTimeoutMs: number
}

/** What Berth does unless told otherwise. */
export const defaultGatePolicy: GatePolicy = {
  runningForMs: 10_000,
  marginMs: 5_000,
  minimumTimeoutMs: 30_000,
  maximumTimeoutMs: 600_000,
}

/** How a container is judged: by its own check, else by staying up; one that does its work once, by its exit code. */
export function gateFor(healthCheck: HealthCheckDefinition | null, isOneShot: boolean, policy: GatePolicy): Gate {
  if (isOneShot) return { kind: 'completed', timeoutMs: policy.maximumTimeoutMs }
  if (healthCheck === null) return { kind: 'running', forMs: policy.runningForMs }
  const { startPeriodMs, retries, intervalMs, timeoutMs } = healthCheck
  const allowedMs = startPeriodMs + retries * (intervalMs + timeoutMs) + policy.marginMs
  return { kind: 'health', timeoutMs: Math.min(Math.max(allowedMs, policy.minimumTimeoutMs), policy.maximumTimeoutMs) }
}

/** How long a gate waits at most, from the container's start. */
export function gateLimitMs(gate: Gate): number {
  return gate.kind === 'running' ? gate.forMs : gate.timeoutMs
}

/** Why a gate did not let a container pass. */
export type GateFailure =
  | { readonly kind: 'unhealthy'; readonly output: string }
  | { readonly kind: 'exited'; readonly exitCode: number | null; readonly outOfMemory: boolean }
  | { readonly kind: 'restarted'; readonly exitCode: number | null; readonly outOfMemory: boolean }
  | { readonly kind: 'too-late'; readonly afterMs: number; readonly output: string }
  /** Somebody removed the container. */
  | { readonly kind: 'gone' }

/** What a gate makes of one look at a container. */
export type GateVerdict =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly failure: GateFailure }

/**
 * Judges one look, `elapsedMs` after the container was started. `observation` is null where the container is gone;
 * `restartsBefore` is its count when it was started.
 */
export function judgeGate(
  gate: Gate,
  observation: ContainerObservation | null,
  restartsBefore: number,
  elapsedMs: number,
): GateVerdict {
  if (observation === null) return failed({ kind: 'gone' })
  const end = judgeEnd(gate, observation, restartsBefore)
  if (end !== null) return end
  const waitedEnough = elapsedMs >= gateLimitMs(gate)
  switch (gate.kind) {
    case 'running':
      return waitedEnough && observation.status === 'running' ? { kind: 'passed' } : orTooLate(gate, elapsedMs)
    case 'health':
      if (observation.health === 'healthy' && observation.status === 'running') return { kind: 'passed' }
      if (observation.health === 'unhealthy') return failed({ kind: 'unhealthy', output: failingOutput(observation) })
      break
    case 'completed':
      break
  }
  if (!waitedEnough) return { kind: 'waiting' }
  return failed({ kind: 'too-late', afterMs: elapsedMs, output: failingOutput(observation) })
}

/** A container that stays paused or never comes up is not waited for without end. */
function orTooLate(gate: Extract<Gate, { kind: 'running' }>, elapsedMs: number): GateVerdict {
  if (elapsedMs < gate.forMs * 3) return { kind: 'waiting' }
  return failed({ kind: 'too-late', afterMs: elapsedMs, output: '' })
}

/** What an ended or restarted container means; null while it has neither ended nor been restarted. */
function judgeEnd(gate: Gate, observation: ContainerObservation, restartsBefore: number): GateVerdict | null {
  const { status, exitCode, outOfMemory, restarts } = observation
  const ended = status === 'exited' || status === 'dead' || status === 'removing'
  if (ended && gate.kind === 'completed' && exitCode === 0) return { kind: 'passed' }
  if (ended) return failed({ kind: 'exited', exitCode, outOfMemory })
  if (status === 'restarting' || restarts > restartsBefore) return failed({ kind: 'restarted', exitCode, outOfMemory })
  return null
}

/** The output of the newest failed check, as Docker gave it (hostile). */
export function failingOutput(observation: ContainerObservation): string {
  return observation.checks.filter((check) => check.exitCode !== 0).at(-1)?.output ?? ''
}

/** The failure as an error about a service. */
export function gateError(failure: GateFailure, service: string): BerthError {
  switch (failure.kind) {
    case 'unhealthy':
      return new BerthError('gate-failed', { service })
    case 'exited':
      if (failure.outOfMemory) return new BerthError('gate-out-of-memory', { service })
      return new BerthError('gate-exited', { service, exitCode: failure.exitCode ?? '?' })
    case 'restarted':
      if (failure.outOfMemory) return new BerthError('gate-out-of-memory', { service })
      return new BerthError('gate-restarting', { service, exitCode: failure.exitCode ?? '?' })
    case 'too-late':
      return new BerthError('gate-too-late', { service, seconds: Math.round(failure.afterMs / 1_000) })
    case 'gone':
      return new BerthError('gate-container-gone', { service })
  }
}

function failed(failure: GateFailure): GateVerdict {
  return { kind: 'failed', failure }
}
