import type { PlannedImage } from './plan'

/** What people know an image by: its tag (or the reference where it has none) and the revision. */
export function imageWords({ tag, reference, revision }: PlannedImage): string {
  const name = tag ?? reference
  return revision === null ? name : `${name} ${revision.slice(0, 12)}`
}

/** Whole seconds, at least one. */
export function seconds(durationMs: number): number {
  return Math.max(1, Math.round(durationMs / 1_000))
}
