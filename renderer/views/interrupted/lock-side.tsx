import type { ReactElement, ReactNode } from 'react'
import type { InterruptionView } from '../../../src/contract/interruption-view'
import { scrollable } from '../../components/scrollable'
import { StateShape } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { useClock } from '../../format/clock'
import { formatMomentInFull, formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

const heartbeatSeconds = 5
const deadSeconds = 30

type LockSideProps = { readonly view: InterruptionView; readonly readAtMs: number }

/** Who holds the slot, since when, and how its heart was last seen. */
export function LockSide({ view, readAtMs }: LockSideProps): ReactElement {
  const { t } = useTranslation('interrupted')
  return (
    <aside className="r" aria-label={t('lock')} {...scrollable}>
      <LockCard view={view} readAtMs={readAtMs} />
      {view.owner !== '' && (
        <section className="card">
          <div className="ch">
            <h3>{t('comesBack', { owner: view.owner })}</h3>
          </div>
          <p className="cb meta tx2">{t('comesBackText')}</p>
        </section>
      )}
    </aside>
  )
}

function LockCard({ view, readAtMs }: LockSideProps): ReactElement {
  const { t } = useTranslation('interrupted')
  const isHeld = view.lockDeploymentId !== ''
  const orNotKnown = (text: string): string => (text === '' ? t('notKnown') : text)
  return (
    <section className="card">
      <div className="ch">
        <h3>{t('lock')}</h3>
        <span className={`r st meta ${isHeld ? 'st-warn' : 'st-idle'}`}>
          <StateShape name={isHeld ? 'lock' : 'empty'} />
          {t(isHeld ? 'isHeld' : 'isGone')}
        </span>
      </div>
      <dl className="kv cb lock-facts">
        <Fact name={t('by')}>
          <b>{orNotKnown(view.owner)}</b>
        </Fact>
        {isHeld && (
          <Fact name={t('deployment')}>
            <code>{view.lockDeploymentId}</code>
          </Fact>
        )}
        {view.reason !== '' && <Fact name={t('why')}>{view.reason}</Fact>}
        <Fact name={t('since')}>
          {view.startedAtMs === null ? t('notKnown') : <TimeText atMs={view.startedAtMs} format={formatMomentInFull} />}
        </Fact>
        <NameFact word={t('from')} name={view.from} />
        <NameFact word={t('to')} name={view.to} />
        {isHeld && <HeartFacts view={view} readAtMs={readAtMs} />}
      </dl>
    </section>
  )
}

function HeartFacts({ view, readAtMs }: LockSideProps): ReactElement {
  const { t } = useTranslation('interrupted')
  const language = useLanguage()
  const ago = useClock((nowMs) =>
    t('ago', { time: formatStepTime(wholeSeconds(view.heartbeatAgeMs + nowMs - readAtMs), language) }),
  )
  return (
    <>
      <Fact name={t('heartbeat')}>
        <b>{ago}</b>
      </Fact>
      <Fact name={t('expected')}>{t('everySeconds', { seconds: heartbeatSeconds })}</Fact>
      <Fact name={t('free')}>{t(view.ownerDead ? 'freeNow' : 'freeLater', { seconds: deadSeconds })}</Fact>
    </>
  )
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}

type NameFactProps = { readonly word: string; readonly name: InterruptionView['from'] }

function NameFact({ word, name }: NameFactProps): ReactElement | null {
  if (name === null) return null
  const text = [name.kickoff?.summary ?? name.tag, name.revision?.slice(0, 7)].filter(Boolean).join(' ')
  return <Fact name={word}>{text}</Fact>
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
