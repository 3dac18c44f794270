import { useMemo } from 'react'
import { kickoffReader } from '../../../src/domain/kickoff'
import { useSettingsStore } from '../../stores/settings-store'

/** What people call the release of a tag: the kickoff's summary, or the tag itself; empty without a tag. */
export function useReleaseName(tag: string | null): string {
  const pattern = useSettingsStore((state) => state.settings.kickoffPattern)
  return useMemo(() => (tag === null ? '' : releaseName(tag, pattern)), [tag, pattern])
}

/** See `useReleaseName`; a pattern that can't be used reads no tag. */
export function releaseName(tag: string, pattern: string): string {
  try {
    return kickoffReader(pattern)(tag)?.summary ?? tag
  } catch {
    return tag
  }
}
