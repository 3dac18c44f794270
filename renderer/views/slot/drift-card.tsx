import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { rollBackSlot } from '../board/slot-actions'

type DriftCardProps = { readonly slot: SlotView; readonly offBecause: string | undefined }

/** What differs from what was deployed last, and the way back to it; nothing where nothing differs. */
export function DriftCard({ slot, offBecause }: DriftCardProps): ReactElement | null {
  const { t } = useTranslation('slot')
  const { hostId, name, drift, lastReleaseId } = slot
  if (drift.length === 0) return null
  return (
    <section className="card" aria-label={t('drift')}>
      <div className="ch">
        <StateShape name="warn" />
        <h2>{t('drift')}</h2>
        <span className="r" />
        <Button
          size="s"
          icon="back"
          offBecause={offBecause ?? (canBePutBack(drift) ? undefined : t('driftOnlyAdded'))}
          onClick={() => rollBackSlot({ hostId, slot: name }, lastReleaseId)}
        >
          {t('putBack')}
        </Button>
      </div>
      <dl className="kv cb drift-list">
        {drift.map(({ service, kind }) => (
          <div key={service}>
            <dt title={service}>{service}</dt>
            <dd>{t(driftWords[kind])}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const driftWords = {
  image: 'driftImage',
  recreated: 'driftRecreated',
  gone: 'driftGone',
  added: 'driftAdded',
} as const satisfies Record<SlotView['drift'][number]['kind'], string>

/** Going back changes what was deployed; what somebody added beside it stays. */
function canBePutBack(drift: SlotView['drift']): boolean {
  return drift.some(({ kind }) => kind !== 'added')
}
