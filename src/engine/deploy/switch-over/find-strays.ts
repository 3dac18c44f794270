import type { ContainerObservation } from '../../../domain/container-observation'
import { deployableServices } from '../../../domain/deployable-slot'
import { displayText } from '../../../domain/display-text'
import type { StrayUpstream } from '../../../domain/drift'
import { parseImageReference } from '../../../domain/image-reference'
import { berthLabels } from '../../../domain/label-names'
import { knownReference } from '../../../domain/running-image'
import { slotServices } from '../../../domain/slots-file/slot-services'
import type { SlotsFile } from '../../../domain/slots-file/slots-file'
import type { LedgerAccess } from '../../ledger-access'
import type { DockerClient } from '../../ports'
import { publishedFiles } from '../spec-body/published-files'
import type { LedService, LookedAfter } from './looked-after'
import { readUpstreamState } from './upstream-state'

/**
 * The services of a slot that run and that the slots file has a proxy lead to, as the file reads for the tag and color
 * that each runs. A service whose containers can't be told apart, or that the file has a fault for, is left out.
 */
function ledServices(
  file: SlotsFile,
  slot: string,
  containers: readonly ContainerObservation[],
): readonly LedService[] {
  const running = (deployableServices(containers, slot) ?? []).filter(
    ({ container, count }) => container.status === 'running' && count === 1,
  )
  return running.flatMap(({ name, label, container }) => {
    const color = container.labels[berthLabels.color] === 'green' ? 'green' : 'blue'
    const tag = parseImageReference(knownReference(container))?.tag ?? 'latest'
    const read = slotServices(file, slot, { tag, color })
    const services = read.kind === 'read' ? read.slot.services : []
    const spec = services.find(({ service }) => service === label)?.switchOver ?? null
    return spec === null ? [] : [{ service: name, spec, containerId: container.id }]
  })
}

/** What is looked at: a slot of a host, and its containers as observed. */
export type StraySearch = {
  readonly hostId: string
  readonly client: DockerClient
  readonly slot: string
  readonly containers: readonly ContainerObservation[]
}

/** Looks where the proxies of a slot lead, as its host's published slots file has them. Changes nothing. */
export type FindStrays = (search: StraySearch, signal: AbortSignal) => Promise<readonly LookedAfter[]>

/** See `FindStrays`. */
export function createStrayFinder(ledger: LedgerAccess): FindStrays {
  const files = publishedFiles(ledger)
  return async ({ hostId, client, slot, containers }, signal) => {
    const published = await files(hostId, slot, signal)
    if (published === null) return []
    const led = ledServices(published.file, slot, containers)
    const looked: LookedAfter[] = []
    for (const one of led) {
      const container = containers.find(({ id }) => id === one.containerId)
      looked.push(await lookAfter(client, one, slot, container?.labels ?? {}, signal))
    }
    return looked
  }
}

async function lookAfter(
  client: DockerClient,
  led: LedService,
  slot: string,
  labels: ContainerObservation['labels'],
  signal: AbortSignal,
): Promise<LookedAfter> {
  const state = await readUpstreamState(client, led, slot, signal)
  switch (state.kind) {
    case 'leads-to':
      return { ...led, stray: null, problem: null }
    case 'unknown':
      return { ...led, stray: null, problem: state.problem }
    case 'leads-elsewhere': {
      // Before Berth's first deployment by the slots file nobody has written the file: that is no drift.
      const isNew = state.leads === '' && labels[berthLabels.settings] === undefined
      return { ...led, stray: isNew ? null : strayOf(led, state), problem: null }
    }
  }
}

function strayOf(
  { service, spec, containerId }: LedService,
  { leads, should }: { readonly leads: string; readonly should: string },
): StrayUpstream {
  const proxy = displayText(spec.container, 80)
  return { containerId, drift: { service, kind: 'upstream', proxy, leads, should } }
}
