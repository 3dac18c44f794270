import { create } from 'zustand'
import type { BerthErrorData } from '../../src/domain/berth-error'
import { type Settings, settingsSchema } from '../../src/domain/settings'

type SettingsState = {
  readonly settings: Settings
  /** Why the settings file is not in force; null: it is. */
  readonly problem: BerthErrorData | null
}

/** The settings in force. Fed by the engine's events; before the first, by the file as the shell read it. */
export const useSettingsStore = create<SettingsState>(() => ({ settings: settingsSchema.parse({}), problem: null }))

/** Uses the settings file for the first paint; one that can't be read counts as none, and the engine reports it. */
export function showSavedSettings(saved: unknown): void {
  const parsed = settingsSchema.safeParse(saved)
  if (parsed.success) useSettingsStore.setState({ settings: parsed.data })
}
