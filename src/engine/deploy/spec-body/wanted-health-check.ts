import type { HealthCheckDefinition } from '../../../domain/container-observation'
import type { HealthcheckSpec } from '../../../domain/slots-file/service-spec'

/** Docker's own defaults. */
const defaults: HealthCheckDefinition = { intervalMs: 30_000, timeoutMs: 30_000, startPeriodMs: 0, retries: 3 }

/**
 * The check a new container will have, as far as it is known before there is one: what the file does not say comes from
 * the image, of which the present container is the best guess.
 */
export function wantedHealthCheck(
  spec: HealthcheckSpec | null,
  present: HealthCheckDefinition | null,
): HealthCheckDefinition | null {
  if (spec === null) return present
  if (spec.kind === 'disabled') return null
  const known = present ?? defaults
  return {
    intervalMs: spec.intervalMs ?? known.intervalMs,
    timeoutMs: spec.timeoutMs ?? known.timeoutMs,
    startPeriodMs: spec.startPeriodMs ?? known.startPeriodMs,
    retries: spec.retries ?? known.retries,
  }
}
