import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { useTranslation } from '../../i18n/use-translation'
import { liftSlot } from '../board/slot-actions'
import { HoldList } from './hold-list'

type HoldCardProps = {
  readonly slot: SlotView
  /** Whether the host lets anything be changed; else only what is held is told. */
  readonly canChange: boolean
  readonly offBecause: string | undefined
}

/** What a rollback holds, on the slot's page, and the way to lift it; nothing where nothing is held. */
export function HoldCard({ slot, canChange, offBecause }: HoldCardProps): ReactElement | null {
  const { t } = useTranslation('hold')
  const { hostId, name, holds } = slot
  if (holds.length === 0) return null
  return (
    <section className="card" aria-label={t('card')}>
      <div className="ch">
        <Icon name="pin" />
        <h3>{t('card')}</h3>
        <span className="r" />
        {canChange && (
          <Button size="s" keyCap="U" offBecause={offBecause} onClick={() => liftSlot({ hostId, slot: name })}>
            {t('open')}
          </Button>
        )}
      </div>
      <div className="cb">
        <HoldList holds={holds} />
        <p className="meta tx2">{t('cardText')}</p>
      </div>
    </section>
  )
}
