import { BerthError } from '../../domain/berth-error'
import { type AvailableTarget, createReference, isTargetImage, type ImageTarget } from '../../domain/image-target'
import type { Plan } from '../../domain/plan'
import type { CredentialSource, DockerClient } from '../ports'
import { bringImage } from './bring-image'
import type { DeploymentRecord } from './deployment-record'
import type { Execution } from './execution'

/** What pulling works with. */
export type PullParts = {
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly record: DeploymentRecord
  readonly plan: Plan
  readonly targets: ReadonlyMap<string, ImageTarget>
}

/**
 * Brings every image of the plan to the host, side by side, and answers with the image ID of each service that is to be
 * replaced. Throws `plan-outdated` where a tag has moved on since the plan was made.
 */
export async function pullImages(parts: PullParts, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  await Promise.all(pullsByReference(parts.plan).map((pull) => pullImage(parts, pull, signal)))
  const replaced = parts.plan.services.filter(({ change }) => change.kind === 'replace' || change.kind === 'create')
  const ids = replaced.map(async ({ name }) => {
    const target = parts.targets.get(name)
    if (target === undefined || target.kind === 'missing' || target.kind === 'unknown') {
      throw new BerthError('plan-outdated', { slot: parts.plan.slot })
    }
    return [name, await imageOf(parts, target, signal)] as const
  })
  return new Map(await Promise.all(ids))
}

type Pull = { readonly reference: string; readonly services: readonly string[] }

/** Services may share an image: it comes once. */
function pullsByReference({ steps }: Plan): readonly Pull[] {
  const pulls = new Map<string, string[]>()
  for (const step of steps) {
    if (step.kind === 'pull') pulls.set(step.reference, [...(pulls.get(step.reference) ?? []), step.service])
  }
  return [...pulls].map(([reference, services]) => ({ reference, services }))
}

async function pullImage(parts: PullParts, { reference, services }: Pull, signal: AbortSignal): Promise<void> {
  const { record } = parts
  const target = parts.targets.get(services[0] ?? '')
  const pull = async (): Promise<void> => {
    const login = await parts.credentials.credentialsFor(target?.registry ?? '', signal)
    const onLayers: Parameters<DockerClient['pull']>[2] = (layers) => {
      for (const service of services) record.setLayers(service, reference, layers)
    }
    onLayers([])
    await parts.client.pull(reference, login, onLayers, signal)
    for (const service of services) record.endPull(service)
  }
  const once = services.reduceRight<() => Promise<void>>(
    (work, service) => () => record.step('pull', service, work),
    pull,
  )
  await once()
}

async function imageOf({ client, plan }: PullParts, target: AvailableTarget, signal: AbortSignal): Promise<string> {
  const reference = target.kind === 'kept' ? target.image.id : createReference(target)
  const image = await client.observeImage(reference, signal)
  if (image === null || !isTargetImage(image, target)) throw new BerthError('plan-outdated', { slot: plan.slot })
  return image.id
}

/**
 * Brings the images again that a deployment which goes on still needs: the very ones that it was cut off with, as they may
 * have been pruned since.
 */
export async function bringTargets(run: Execution): Promise<Execution['targets']> {
  const brought = [...run.targets].map(async ([service, target]) => {
    const imageId = run.imageIds.get(service)
    if (target.kind !== 'registry' || imageId === undefined) return [service, target] as const
    const { reference, registry, digest } = target
    return [
      service,
      { kind: 'kept', reference, registry, ...(await bringImage(run, { imageId, reference, digest })) },
    ] as const
  })
  return new Map<string, ImageTarget>(await Promise.all(brought))
}
