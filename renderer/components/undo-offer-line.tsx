import type { ReactElement } from 'react'
import { useTranslation } from '../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../keys'
import { endOffer, pauseOffer, resumeOffer, takeBack, type UndoOffer, useUndoStore } from '../stores/undo-store'
import { Button, IconButton } from './button'

/** What was done just now and can be taken back, for some seconds: longer for who points at it or is in it with the keys. */
export function UndoOfferLine(): ReactElement {
  const { t } = useTranslation('undo')
  const offer = useUndoStore((state) => state.offer)
  const isUndone = useUndoStore((state) => state.isUndone)
  return (
    <div role="status" aria-live="polite">
      {offer !== null && <Offer key={offer.id} offer={offer} />}
      {offer === null && isUndone && <span className="vh">{t('undone')}</span>}
    </div>
  )
}

function Offer({ offer }: { readonly offer: UndoOffer }): ReactElement {
  const { t } = useTranslation('undo')
  const { word, names } = offer.done
  const key = keyCapOf('Ctrl+Z', platformOfDocument())
  return (
    <div
      className="undo"
      onPointerEnter={() => pauseOffer('pointer')}
      onPointerLeave={() => resumeOffer('pointer')}
      onFocus={() => pauseOffer('focus')}
      onBlur={() => resumeOffer('focus')}
    >
      <span>{t(`done.${word}`, { host: '', slot: '', name: '', ...names })}</span>
      <Button size="s" keyCap={key} onClick={takeBack}>
        {t('undo')}
      </Button>
      <span className="vh">{t('byKey', { key })}</span>
      <IconButton className="s" icon="x" label={t('putAway')} onClick={endOffer} />
    </div>
  )
}
