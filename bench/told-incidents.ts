import type { DockerEngine } from '../e2e/harness/docker-engine'
import type { Incident } from '../e2e/harness/load-generator'
import type { WaitSample } from './processor-wait'
import type { YardStep } from '../e2e/harness/blue-green-yard'

/** What failed with what was done meanwhile, in the order of time, so that a failure explains itself. */
export function toldIncidents(
  loads: Readonly<Record<string, { readonly incidents: readonly Incident[] }>>,
  steps: readonly YardStep[],
  waits: readonly WaitSample[],
): readonly string[] {
  return Object.entries(loads)
    .flatMap(([load, { incidents }]) => incidents.map((incident) => ({ load, incident })))
    .sort((one, other) => one.incident.begunAtMs - other.incident.begunAtMs)
    .map(({ load, incident }) => {
      const { reason, begunAtMs, tookMs, path, got, connection, localPort } = incident
      const request = `${path} on a ${connection} connection from port ${String(localPort)}, got ${got}`
      const end = `begun during ${during(begunAtMs, steps)}, ended ${String(tookMs)} ms later during ${during(begunAtMs + tookMs, steps)}`
      const waited = worstWait(begunAtMs, begunAtMs + tookMs, waits)
      return `${timeOf(begunAtMs)} ${load}: ${reason}; ${request}; ${end}; an app waited ${waited} % of a second for a processor`
    })
}

/** Every step of every switch with how long it took. */
export function toldSteps(steps: readonly YardStep[]): readonly string[] {
  const switches = [...new Set(steps.map(({ deploymentId }) => deploymentId))]
  return switches.map((id, index) => {
    const own = steps.filter(({ deploymentId }) => deploymentId === id)
    const words = own.map(({ kind, startedAtMs, endedAtMs }) => `${kind} ${String((endedAtMs ?? 0) - startedAtMs)}`)
    return `${timeOf(own[0]?.startedAtMs ?? 0)} switch ${String(index + 1)}: ${words.join(', ')} ms`
  })
}

function during(atMs: number, steps: readonly YardStep[]): string {
  const switches = [...new Set(steps.map(({ deploymentId }) => deploymentId))]
  const step = [...steps].reverse().find(({ startedAtMs }) => startedAtMs <= atMs)
  if (step === undefined) return 'the time before'
  const { deploymentId, kind, startedAtMs, endedAtMs } = step
  const place = endedAtMs === null || endedAtMs > atMs ? kind : `the time after ${kind}`
  return `switch ${String(switches.indexOf(deploymentId) + 1)}, ${place} (+${String(atMs - startedAtMs)} ms)`
}

function worstWait(fromMs: number, toMs: number, waits: readonly WaitSample[]): string {
  const meanwhile = waits.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs + 1_000)
  return String(Math.round(100 * Math.max(0, ...meanwhile.map(({ waited }) => waited))))
}

/** What a container has written, without Docker's own bytes between. */
export async function linesOf(engine: DockerEngine, container: string, pattern: RegExp): Promise<readonly string[]> {
  const log = await engine.call({ path: `/containers/${container}/logs?stdout=1&stderr=1` })
  return log.split('\n').flatMap((line) => pattern.exec(line)?.[0] ?? [])
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23)
}
