import type { ComparisonState } from './use-kept-releases'

/** The names of the settings that differ between a release and now, each once, in the order of the comparison. */
export function changedSettings(state: ComparisonState | undefined): readonly string[] {
  if (state?.kind !== 'found') return []
  return [...new Set(state.comparison.changes.map(({ name }) => name))]
}
