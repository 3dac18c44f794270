import { useCallback } from 'react'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'
import { offerUndo } from '../../stores/undo-store'
import type { SettingsChange } from './settings-change'

/** Changes settings at once, and offers to give them the values that they had. */
export function useChangeSettings(): (part: SettingsChange) => void {
  const client = useClient()
  return useCallback(
    (part) => {
      const before = valuesOf(part)
      const set = (values: SettingsChange): Promise<unknown> => client.request('update-settings', values)
      set(part)
        .then(() => offerUndo({ word: 'settingChanged' }, () => set(before)))
        .catch(reportError)
    },
    [client],
  )
}

function valuesOf(part: SettingsChange): SettingsChange {
  const { settings } = useSettingsStore.getState()
  return Object.fromEntries(Object.keys(part).map((key) => [key, settings[key as keyof SettingsChange]]))
}
