import { z } from 'zod'
import type { ContainerObservation, HealthCheckResult } from './container-observation'
import { displayBlock } from './display-text'

/** How one check went. `starting`: it failed while the service may still come up, so it counts against nobody. */
export const healthCheckKinds = ['passed', 'failed', 'timed-out', 'starting'] as const

/** Who asked: Docker's own check, or Berth over HTTP as the slots file declares. */
export const healthCheckSources = ['docker', 'http'] as const

/** One result. Times are the host's clock; a container, its source and its start name a check. */
export const healthCheckSchema = z.object({
  containerId: z.string(),
  source: z.enum(healthCheckSources),
  kind: z.enum(healthCheckKinds),
  startedAtMs: z.number(),
  durationMs: z.number(),
  /** The exit code, of an HTTP probe the status; null where there was neither. */
  code: z.number().nullable(),
})

/** See `healthCheckKinds`. */
export type HealthCheckKind = (typeof healthCheckKinds)[number]
/** See `healthCheckSources`. */
export type HealthCheckSource = (typeof healthCheckSources)[number]
/** See `healthCheckSchema`. */
export type HealthCheck = Readonly<z.infer<typeof healthCheckSchema>>
/** A check as it is kept. `output` is harmless for display and without known secrets; null: no longer kept. */
export type RecordedCheck = HealthCheck & { readonly output: string | null }

/** What a failed check wrote is what people look for; of a passed one a line tells enough. */
const longestOutput = { passed: 512, failed: 4_096 } as const

/** An output as it may be kept. */
export function keptOutput(kind: HealthCheckKind, output: string): string {
  return displayBlock(output, kind === 'passed' ? longestOutput.passed : longestOutput.failed).trimEnd()
}

/** Docker's results of a container, oldest first; `hide` takes the secrets out of what it wrote. */
export function dockerChecks(
  container: ContainerObservation,
  hide: (output: string) => string,
): readonly RecordedCheck[] {
  return container.checks.map((check) => {
    const kind = kindOf(check, container)
    return {
      containerId: container.id,
      source: 'docker',
      kind,
      startedAtMs: check.startedAtMs,
      durationMs: Math.max(0, check.endedAtMs - check.startedAtMs),
      // Docker's own mark for a check that it gave up.
      code: check.exitCode === -1 ? null : check.exitCode,
      output: keptOutput(kind, hide(check.output)),
    }
  })
}

/** See `HealthCheckKind`. */
function kindOf(check: HealthCheckResult, container: ContainerObservation): HealthCheckKind {
  if (check.exitCode === 0) return 'passed'
  if (isComingUp(check, container)) return 'starting'
  return check.exitCode === -1 ? 'timed-out' : 'failed'
}

/** Docker keeps the results of a container's earlier runs: those say nothing about how this one comes up. */
function isComingUp(check: HealthCheckResult, { startedAtMs, checks, health, healthCheck }: ContainerObservation) {
  if (startedAtMs === null || check.startedAtMs < startedAtMs) return false
  const hasPassed = checks.some(
    (other) => other.exitCode === 0 && other.startedAtMs >= startedAtMs && other.startedAtMs < check.startedAtMs,
  )
  if (hasPassed) return false
  return health === 'starting' || check.startedAtMs < startedAtMs + (healthCheck?.startPeriodMs ?? 0)
}
