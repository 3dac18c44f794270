import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import type { ServiceView } from '../../domain/board'
import type { ContainerObservation } from '../../domain/container-observation'
import { displayLine, displayText } from '../../domain/display-text'
import { releaseOf } from '../../domain/health-look'
import { failingCheck, healthBeginning, healthCause, type HealthReason, tellingLines } from '../../domain/health-reason'
import { berthLabels } from '../../domain/label-names'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import type { ServiceHealth } from '../../domain/service-health'
import { openAbortScope } from '../abort-scope'
import { readLogLines } from '../deploy/log-tail'
import type { Clock, DockerClient } from '../ports'

/** A service to be explained. */
export type ExplainedService = {
  readonly view: ServiceView
  readonly health: ServiceHealth
  /** The container that decides; null: it went meanwhile. */
  readonly container: ContainerObservation | null
  readonly ledger: LedgerState | null
  readonly client: DockerClient
  /** Null: its secrets are not known, so nothing that it wrote is told. */
  readonly hide: ((text: string) => string) | null
}

const readLines = 300
const longestLine = 2_000
const limitMs = 5_000

/** Why a service is unhealthy; null: it is not. A log that can't be read is told of and keeps nobody from the rest. */
export async function explainHealth(
  service: ExplainedService,
  clock: Clock,
  signal: AbortSignal,
): Promise<HealthReason | null> {
  const { view, health, container } = service
  const cause = healthCause(view, health)
  if (cause === null) return null
  return {
    service: view.name,
    cause,
    ...healthBeginning(cause, view, health),
    failingCheck: failingCheck(cause, view, health),
    ...(await readTellingLines(service, clock, signal)),
    deployment: container === null ? null : deploymentOf(container, service.ledger),
    release: container === null ? (view.tag ?? '') : releaseOf(container),
  }
}

type LogPart = Pick<HealthReason, 'logLines' | 'areErrors' | 'logProblem'>

async function readTellingLines(
  { client, view, hide }: ExplainedService,
  clock: Clock,
  signal: AbortSignal,
): Promise<LogPart> {
  const none = { logLines: [], areErrors: false }
  if (hide === null) return { ...none, logProblem: null }
  const scope = openAbortScope(signal)
  clock.sleep(limitMs, scope.signal).then(
    () => scope.abort(),
    () => undefined,
  )
  try {
    const chunks = client.logs(view.containerId, { follow: false, tail: readLines, since: null }, scope.signal)
    const lines = await readLogLines(chunks, readLines)
    const harmless = lines.map(({ atMs, text }) => ({ atMs, text: displayLine(hide(text)).slice(0, longestLine) }))
    return { ...tellingLines(harmless), logProblem: null }
  } catch (error) {
    signal.throwIfAborted()
    return { ...none, logProblem: problemOf(error) }
  } finally {
    scope.abort()
    scope.release()
  }
}

function problemOf(error: unknown): BerthErrorData {
  return toErrorData(error)
}

function deploymentOf({ labels }: ContainerObservation, ledger: LedgerState | null): HealthReason['deployment'] {
  const deploymentId = labels[berthLabels.deployment]
  if (deploymentId === undefined) return null
  const entry = ledger?.deployments.find((one) => one.deploymentId === deploymentId)
  const labelledAtMs = Number(labels[berthLabels.deployedAt] ?? Number.NaN)
  return {
    deploymentId: displayText(deploymentId, 100),
    number: entry?.number ?? null,
    by: displayText(entry?.by ?? labels[berthLabels.deployedBy] ?? '', 64),
    atMs: entry?.atMs ?? (Number.isFinite(labelledAtMs) ? labelledAtMs : null),
  }
}
