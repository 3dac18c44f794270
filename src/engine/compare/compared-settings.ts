import type { ChangedName, SettingsComparison } from '../../contract/plan-comparison'
import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { berthLabels } from '../../domain/label-names'
import type { PlannedService } from '../../domain/plan'
import type { PlannedOperation } from '../deploy/plan-operation'
import type { DockerClient, RawInspect } from '../ports'
import { changedDefaultNames, changedSettingNames } from './changed-names'

/** The settings that a service's new container gets against those of the present one, by name. */
export async function comparedSettings(
  client: DockerClient,
  { settings }: Pick<PlannedOperation, 'settings'>,
  service: PlannedService,
  present: ContainerObservation | null,
  signal: AbortSignal,
): Promise<SettingsComparison> {
  const recipe = settings?.recipes.get(service.name)
  if (recipe === undefined || present === null || service.settings === 'carried') return { kind: 'carried' }
  const wantedHash = settings?.wanted.services.get(service.name)?.settingsHash
  const madeOf = present.labels[berthLabels.settings]
  if (madeOf !== undefined && madeOf === wantedHash) return { kind: 'compared', names: [], hasOthers: false }
  const inspect = await client.inspectContainer(present.id, signal)
  const imageInspect = await imageOrNull(client, present.imageId, signal)
  if (imageInspect === null) return { kind: 'unknown' }
  const names = changedSettingNames({ inspect, imageInspect }, recipe(nothingSaid).body)
  const isOfFile = service.settings === 'file' && madeOf !== undefined
  return { kind: 'compared', names: [...names], hasOthers: isOfFile && names.length === 0 }
}

/** A body that is only looked at: nothing is made of it. */
const nothingSaid = { reference: '', imageId: '', lastingName: '', labels: {}, replacements: new Map<string, string>() }

/** The variables that two images of the host bring; null where one of them is gone. */
export async function changedImageDefaults(
  client: DockerClient,
  presentId: string,
  nextId: string,
  signal: AbortSignal,
): Promise<readonly ChangedName[] | null> {
  if (presentId === nextId) return []
  const [now, next] = await Promise.all([imageOrNull(client, presentId, signal), imageOrNull(client, nextId, signal)])
  return now === null || next === null ? null : changedDefaultNames(now, next)
}

async function imageOrNull(client: DockerClient, imageId: string, signal: AbortSignal): Promise<RawInspect | null> {
  try {
    return await client.inspectImage(imageId, signal)
  } catch (error) {
    if (error instanceof BerthError && error.data.details['status'] === 404) return null
    throw error
  }
}
