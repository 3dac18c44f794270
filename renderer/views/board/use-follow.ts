import { useCallback } from 'react'
import { isFollowed } from '../../../src/domain/settings'
import { useClient } from '../../client-context'
import type { SlotAddress } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'
import { offerUndo } from '../../stores/undo-store'

/** Whether a slot is followed. */
export function useIsFollowed({ hostId, slot }: SlotAddress): boolean {
  return useSettingsStore(({ settings }) => isFollowed(settings, hostId, slot))
}

/** Follows a slot, or stops following it; the settings say when it is so. */
export function useFollow(): (address: SlotAddress) => boolean {
  const client = useClient()
  return useCallback(
    ({ hostId, slot }) => {
      const follows = !isFollowed(useSettingsStore.getState().settings, hostId, slot)
      const set = (wanted: boolean): Promise<unknown> =>
        client.request('follow-slot', { hostId, slot, follows: wanted })
      set(follows)
        .then(() => offerUndo({ word: follows ? 'followed' : 'unfollowed', names: { slot } }, () => set(!follows)))
        .catch(reportError)
      return true
    },
    [client],
  )
}
