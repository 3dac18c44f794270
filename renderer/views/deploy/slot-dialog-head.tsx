import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { DialogTitle } from '../../components/dialog'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { slotLook } from '../board/slot-look'
import { CloseButton } from './close-button'

/** The head of a dialog in which a release is chosen for a slot: what it is about, and what the slot runs now. */
export function SlotDialogHead({
  title,
  slot,
}: {
  readonly title: string
  readonly slot: SlotView | undefined
}): ReactElement {
  return (
    <header>
      <DialogTitle>{title}</DialogTitle>
      <SlotNow slot={slot} />
      <span className="grow" />
      <CloseButton />
    </header>
  )
}

function SlotNow({ slot }: { readonly slot: SlotView | undefined }): ReactElement | null {
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
