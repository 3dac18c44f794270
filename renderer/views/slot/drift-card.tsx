import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import type { Drift, UpstreamDrift } from '../../../src/domain/drift'
import { Button } from '../../components/button'
import { FilledText, gapMark } from '../../components/filled-text'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { openDialog } from '../../stores/navigation-store'
import { rollBackSlot } from '../board/slot-actions'

type DriftCardProps = {
  readonly slot: SlotView
  /** Whether the host lets anything be changed; else only what differs is told. */
  readonly canChange: boolean
  readonly offBecause: string | undefined
}

/** What differs from what was deployed last, and the way back to it; nothing where nothing differs. */
export function DriftCard({ slot, canChange, offBecause }: DriftCardProps): ReactElement | null {
  const { t } = useTranslation('slot')
  const { hostId, name, drift, lastReleaseId } = slot
  if (drift.length === 0) return null
  return (
    <section className="card" aria-label={t('drift')}>
      <div className="ch">
        <StateShape name="warn" />
        <h2>{t('drift')}</h2>
        <span className="r" />
        {canChange && drift.some(({ kind }) => kind !== 'upstream') && (
          <Button
            size="s"
            icon="back"
            offBecause={offBecause ?? (canBePutBack(drift) ? undefined : t('driftOnlyAdded'))}
            onClick={() => rollBackSlot({ hostId, slot: name }, lastReleaseId)}
          >
            {t('putBack')}
          </Button>
        )}
      </div>
      <dl className="kv cb drift-list">
        {drift.map((one) => (
          <div key={`${one.service} ${one.kind}`}>
            <dt title={one.service}>{one.service}</dt>
            <dd>{one.kind === 'upstream' ? <LeadsElsewhere drift={one} /> : t(driftWords[one.kind])}</dd>
          </div>
        ))}
      </dl>
      {canChange && drift.some(({ kind }) => kind === 'upstream') && (
        <div className="cb">
          <Button
            size="s"
            icon="back"
            offBecause={offBecause}
            onClick={() => openDialog({ kind: 'operation', hostId, slot: name, operation: 'repair', services: null })}
          >
            {t('leadBack')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Where a service's proxy leads, and where it should. */
function LeadsElsewhere({ drift }: { readonly drift: UpstreamDrift }): ReactElement {
  const { t } = useTranslation('slot')
  const { proxy, leads, should } = drift
  return (
    <>
      <FilledText text={t(leads === '' ? 'driftLeadsNowhere' : 'driftLeads', { proxy, leads: gapMark })}>
        <code>{leads}</code>
      </FilledText>{' '}
      <FilledText text={t('driftShould', { should: gapMark })}>
        <code>{should}</code>
      </FilledText>
    </>
  )
}

const driftWords = {
  image: 'driftImage',
  recreated: 'driftRecreated',
  gone: 'driftGone',
  added: 'driftAdded',
} as const satisfies Record<Exclude<Drift['kind'], 'upstream'>, string>

/** Going back changes what was deployed; what somebody added beside it stays. */
function canBePutBack(drift: SlotView['drift']): boolean {
  return drift.some(({ kind }) => kind !== 'added' && kind !== 'upstream')
}
