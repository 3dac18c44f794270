import type { ContainerObservation } from '../../../domain/container-observation'
import { isUp } from '../../../domain/deployable-slot'
import { hasLostItsPolicy, type InterruptedService } from '../../../domain/interrupted-service'
import type { Interruption } from '../../../domain/interruption'
import { lastingName, temporaryName } from '../../../domain/temporary-name'
import type { RestartPolicy } from '../container-changes'
import type { JournalEntry } from '../execution'

/**
 * What the deployment that was cut off has done, as its own journal would say: read from the containers, which are the
 * truth. `madePolicies`: the restart policies of the new containers, by service; they were made with those of the old ones.
 */
export function putBackJournal(
  interruption: Interruption,
  madePolicies: ReadonlyMap<string, RestartPolicy>,
): readonly JournalEntry[] {
  return interruption.services.flatMap((service) => entryOf(service, interruption, madePolicies) ?? [])
}

const noPolicy: RestartPolicy = { name: 'no', maximumRetries: 0 }

function entryOf(
  service: InterruptedService,
  { deploymentId, intent }: Interruption,
  madePolicies: ReadonlyMap<string, RestartPolicy>,
): JournalEntry | null {
  const { old, fresh, stage, wasRunning } = service
  if (stage === 'untouched' || (stage === 'not-begun' && !hasLostItsPolicy(service, intent))) return null
  const planned = intent?.plan?.services.find(({ name }) => name === service.service)
  const kind = planned?.change.kind
  if (kind === 'stop' || kind === 'start' || kind === 'restart') return powerEntry(service)
  if (kind === 'lead-back') return null
  const lasting = planned?.containerName ?? old?.name ?? lastingName(fresh?.name ?? '')
  return {
    kind: 'replacement',
    service: service.service,
    old: old && asBefore(old, wasRunning),
    oldPolicy: intent?.restartPolicies[service.service] ?? madePolicies.get(service.service) ?? noPolicy,
    temporaryName: fresh?.name ?? temporaryName(lasting, deploymentId),
    lastingName: lasting,
    newId: fresh?.id ?? null,
    // Its policy goes before it is stopped: nobody can tell from the outside whether that was done.
    oldTouched: true,
    passed: service.serving === 'new' || service.serving === 'both',
  }
}

/** A start or restart that is put back leaves the container running where it ran before, and stopped where it did not. */
function powerEntry({ service, old, wasRunning }: InterruptedService): JournalEntry | null {
  if (old === null || isUp(old) === wasRunning) return null
  return { kind: wasRunning ? 'stopped' : 'started', service, id: old.id }
}

function asBefore(old: ContainerObservation, wasRunning: boolean): ContainerObservation {
  return wasRunning === isUp(old) ? old : { ...old, status: wasRunning ? 'running' : 'exited' }
}
