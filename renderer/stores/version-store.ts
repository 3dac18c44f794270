import { create } from 'zustand'
import type { VersionView } from '../../src/contract/shell-contract'
import { useSettingsStore } from './settings-store'

/** What the shell knows of newer versions; null until it has said. */
export const useVersionStore = create<{ readonly view: VersionView | null }>(() => ({ view: null }))

/** The newer version that a person is to be told of in passing; null: none, or it was dismissed. */
export function useUnseenVersion(): string | null {
  const version = useVersionStore((state) => state.view?.newer?.version ?? null)
  const dismissed = useSettingsStore((state) => state.settings.dismissedVersion)
  return version === dismissed ? null : version
}
