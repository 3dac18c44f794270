import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { ReleaseService } from '../../domain/ledger/release'
import { bringImage } from './bring-image'
import type { Execution } from './execution'
import { readRawContainer } from './raw-container'
import { recreateBody } from './recreate-body'
import { type KeptSettings, readSettings } from './kept-settings'

/**
 * Makes a service's old container again where somebody took it away: as it was when the deployment began, of the same
 * image, under its own name, not started. Answers with it as it was then. What its volumes held comes back only where the
 * volumes are still there. Throws `old-container-gone` where nobody knows its settings any more.
 */
export async function rebuildOld(run: Execution, service: string): Promise<ContainerObservation> {
  const { client, changes, host, log } = run
  const entry = entryBefore(run, service)
  const kept = await settingsBefore(run, service)
  const { createBy } = await bringImage(run, entry)
  log('warn', 'old container made again', { service, container: entry.containerName })
  const { body, otherNetworks } = recreateBody(kept.inspect, kept.imageInspect, {
    reference: createBy,
    imageId: entry.imageId,
    lastingName: entry.containerName,
    labels: createBy === entry.reference ? {} : { [berthLabels.reference]: entry.reference },
    replacements: new Map(),
  })
  const id = await changes.create(entry.containerName, `${composeLabels.project}=${run.project}`, body)
  for (const network of otherNetworks) await changes.connect(id, network)
  const made = await host.read((signal) => client.observeContainer(id, signal))
  if (made === null) throw new BerthError('container-gone', { container: entry.containerName })
  return { ...made, status: wasUp(kept) ? 'running' : 'exited' }
}

/** What a service's old container was made of: from memory, else from the private store. Throws `old-container-gone`. */
export async function settingsBefore(run: Execution, service: string): Promise<KeptSettings> {
  const { before, ledger, hostId, host } = run
  const release = before.release
  const known = before.settings.get(service)
  if (known !== undefined) return known
  const kept = release && (await host.read((signal) => readSettings(ledger, hostId, release.releaseId, signal)))
  const settings = kept?.get(service)
  if (settings === undefined) throw gone(run, service)
  return settings
}

function entryBefore(run: Execution, service: string): ReleaseService {
  const entry = run.before.release?.services.find((one) => one.service === service)
  if (entry === undefined) throw gone(run, service)
  return entry
}

function gone({ plan }: Execution, service: string): BerthError {
  return new BerthError('old-container-gone', { slot: plan.slot, services: service })
}

function wasUp({ inspect }: KeptSettings): boolean {
  return ['running', 'restarting', 'paused'].includes(readRawContainer(inspect).State.Status)
}
