import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../../../src/domain/board'
import { StateWord } from '../../components/state-shape'
import { slotLook } from '../board/slot-look'

/** What a slot runs now, in a dialog's head. */
export function SlotNow({ slot }: { readonly slot: SlotView | undefined }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const { t: word } = useTranslation('states')
  if (slot === undefined) return null
  const look = slotLook(slot)
  return (
    <span className="meta tx2 slot-now">
      {t('now')}
      <StateWord tone={look.tone} shape={look.shape} quiet={look.tone === 'ok'}>
        {word(look.word)}
      </StateWord>
      <code className="ell">{slot.tag ?? ''}</code>
      {slot.revision !== null && <code>{slot.revision.slice(0, 7)}</code>}
    </span>
  )
}
