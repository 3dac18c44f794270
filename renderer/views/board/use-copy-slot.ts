import { useCallback } from 'react'
import { useClient } from '../../client-context'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { SlotAddress } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { findSlot } from './slot-actions'
import { slotText } from './slot-text'

/** Copies a slot's state as text for a chat, in the window's language; false where the slot is gone. */
export function useCopySlot(): (address: SlotAddress) => boolean {
  const client = useClient()
  const { t } = useTranslation(['board', 'states'])
  const language = useLanguage()
  return useCallback(
    (address) => {
      const found = findSlot(address)
      if (found === null) return false
      const text = slotText(found.host, found.slot, t, language, Date.now())
      client.ask('copy-text', { text }).catch(reportError)
      return true
    },
    [client, t, language],
  )
}
