import type { BuildFacts } from '../../contract/plan-comparison'
import { comparePage, isSameRepository } from '../../domain/compare-page'
import type { ImageObservation } from '../../domain/container-observation'
import { imageLabels } from '../../domain/label-names'
import { imageOrigin } from '../../domain/running-image'
import type { RegistryImage } from '../registry/registry-port'

/** What a source says of an image. */
export type Told = { readonly facts: BuildFacts; readonly source: string }

/** An image of the host tells itself; of one that is not there its registry does. */
export function toldOf(onHost: ImageObservation | null, described: RegistryImage | null): Told {
  const labels = onHost?.labels ?? described?.labels ?? {}
  const { builtAtMs, ...origin } = imageOrigin(labels, onHost ?? undefined)
  return { facts: { ...origin, builtAtMs: builtAtMs ?? described?.createdAtMs ?? null }, source: sourceOf(labels) }
}

/** The version that the team wrote down counts where the image tells none. */
export function withVersion({ facts, source }: Told, version: string | null): Told {
  return { facts: { ...facts, version: facts.version ?? version }, source }
}

/** Where an image says that its source is; empty: it says nothing. */
export function sourceOf(labels: Readonly<Record<string, string>>): string {
  return labels[imageLabels.source] ?? ''
}

/** Whether a build was made before another; unknown is no. */
export function isOlder(to: BuildFacts, from: BuildFacts | null): boolean {
  return to.builtAtMs !== null && typeof from?.builtAtMs === 'number' && to.builtAtMs < from.builtAtMs
}

/** Revisions of two repositories can't be compared. A way back shows what goes away: forges show nothing the other way round. */
export function pageBetween(from: Told, to: Told, goesBack: boolean): string | null {
  const source = to.source === '' ? from.source : to.source
  if (from.source !== '' && to.source !== '' && !isSameRepository(from.source, to.source)) return null
  const [older, newer] = goesBack ? [to, from] : [from, to]
  return comparePage(source, older.facts.revision ?? '', newer.facts.revision ?? '')
}
