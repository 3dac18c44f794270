import { type ReactElement, useId, useState } from 'react'
import type { InterruptionView } from '../../../src/contract/interruption-view'
import type { HostView, SlotView } from '../../../src/domain/board'
import { scrollable } from '../../components/scrollable'
import { StatusBar } from '../../components/status-bar'
import { useClock } from '../../format/clock'
import { formatList } from '../../format/list'
import { formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { usePageKeys } from '../../use-page-keys'
import { isReadOnly, openLogs } from '../board/slot-actions'
import { ErrorNote } from '../deploy/error-note'
import { ReadOnlyBar } from '../read-only/read-only-bar'
import { SlotHeader } from '../slot/slot-header'
import { usersGet } from './interrupted-stages'
import { LockSide } from './lock-side'
import { StageTable } from './stage-table'
import { type Choice, useInterruption, useTakeover } from './use-interruption'
import { WaysCard } from './ways-card'

type InterruptedPageProps = { readonly host: HostView; readonly slot: SlotView }

/** A slot whose deployment stopped in the middle: what was done, what users get, and the three ways on. */
export function InterruptedPage({ host, slot }: InterruptedPageProps): ReactElement {
  const { t } = useTranslation(['interrupted', 'readOnly'])
  const readOnly = isReadOnly(host)
  const { view, readAtMs, error } = useInterruption(slot)
  usePageKeys({ L: () => openLogs({ hostId: host.id, slot: slot.name }, null) })
  return (
    <>
      <SlotHeader host={host} slot={slot} />
      {readOnly && <ReadOnlyBar wanted={{ host, slot }}>{t('readOnly:takeover', { host: host.name })}</ReadOnlyBar>}
      <div className="page">
        <div className="l" {...scrollable} role="region" aria-label={t('done')}>
          {error !== null && error.code !== 'not-interrupted' && <ErrorNote error={error} />}
          {view === null ? (
            <p className="tx2" role="status">
              {t('reading')}
            </p>
          ) : (
            <>
              <Lead view={view} readAtMs={readAtMs} />
              <StageTable services={view.services} />
              {!readOnly && <WaysOn hostId={host.id} view={view} />}
            </>
          )}
        </div>
        {view !== null && <LockSide view={view} readAtMs={readAtMs} />}
      </div>
      <StatusBar
        hints={[
          ...(readOnly
            ? []
            : [
                { chords: ['1', '2', '3'], word: t('keyChoose') },
                { chords: ['Tab'], word: t('keyReason') },
                { chords: ['Ctrl+Enter'], word: t('keyGo') },
              ]),
          { chords: ['Escape'], word: t('keyBack') },
        ]}
      />
    </>
  )
}

type WaysOnProps = { readonly hostId: string; readonly view: InterruptionView }

/** Choosing one of the ways, with the reason for it. */
function WaysOn({ hostId, view }: WaysOnProps): ReactElement {
  const { t } = useTranslation('interrupted')
  const reasonId = useId()
  const [asked, choose] = useState<Choice | null>(null)
  const [reason, setReason] = useState('')
  const takeover = useTakeover(hostId)
  const chosen = asked ?? view.safest
  const isOpen = view.choices.some(({ choice, refusal }) => choice === chosen && refusal === null)
  const whyNot = (): string | undefined => {
    if (takeover.sinceMs !== null) return t('going', { time: '' })
    if (!isOpen) return t('notPossible')
    return reason.trim() === '' ? t('needsReason') : undefined
  }
  const go = (): void => {
    if (whyNot() === undefined) takeover.take(view, chosen, reason.trim())
    else document.getElementById(reasonId)?.focus()
  }
  const pick = (index: number): void => {
    const way = view.choices[index]
    if (way !== undefined) choose(way.choice)
  }
  usePageKeys({
    '1': () => pick(0),
    '2': () => pick(1),
    '3': () => pick(2),
    'Ctrl+Enter': go,
  })
  return (
    <WaysCard
      view={view}
      chosen={chosen}
      onChoose={choose}
      reason={reason}
      onReason={setReason}
      reasonId={reasonId}
      takeover={takeover}
      whyNot={whyNot()}
      onGo={go}
    />
  )
}

type LeadProps = { readonly view: InterruptionView; readonly readAtMs: number }

function Lead({ view, readAtMs }: LeadProps): ReactElement {
  const { t } = useTranslation('interrupted')
  const language = useLanguage()
  const first = useClock((nowMs) => {
    if (view.lockDeploymentId === '') return t('leadNobody')
    const ageMs = Math.floor((view.heartbeatAgeMs + nowMs - readAtMs) / 1_000) * 1_000
    return t(view.ownerDead ? 'lead' : 'leadAlive', { owner: view.owner, time: formatStepTime(ageMs, language) })
  })
  const get = usersGet(view.services)
  const users =
    get.kind === 'usersNothing' ? t(get.kind, { services: formatList(get.services, language) }) : t(get.kind)
  return (
    <section className="explain">
      <p className="lead">
        <b>{first}</b> {users} {t('held')}
      </p>
    </section>
  )
}
