import { useState } from 'react'
import type { ReleaseOrder } from '../../../src/domain/settings'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'

/** The order of builds: the last one chosen, which is kept with the settings. */
export function useReleaseOrder(): { readonly order: ReleaseOrder; readonly onOrder: (order: ReleaseOrder) => void } {
  const client = useClient()
  const saved = useSettingsStore((state) => state.settings.releaseOrder)
  const [chosen, setChosen] = useState<ReleaseOrder | null>(null)
  const onOrder = (releaseOrder: ReleaseOrder): void => {
    setChosen(releaseOrder)
    client.request('update-settings', { releaseOrder }).catch(reportError)
  }
  return { order: chosen ?? saved, onOrder }
}
