import { type ReactElement, useEffect, useState } from 'react'
import type { ServiceHealthView } from '../../../src/contract/health-contract'
import { describeError } from '../../../src/domain/berth-error'
import type { ServiceView, SlotView } from '../../../src/domain/board'
import type { HealthReason } from '../../../src/domain/health-reason'
import { describeHealthCause } from '../../../src/domain/describe-health'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { scrollable } from '../../components/scrollable'
import { TimeText } from '../../components/time-text'
import { formatAgo, formatClock, formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { openLogs } from '../board/slot-actions'

type HealthReasonsProps = { readonly slot: SlotView; readonly services: readonly ServiceHealthView[] }

/** Why each unhealthy service of a slot is so, in one place; nothing where all are well. */
export function HealthReasons({ slot, services }: HealthReasonsProps): ReactElement {
  const asked = slot.services.filter((view) =>
    isInTrouble(
      view,
      services.find(({ service }) => service === view.name),
    ),
  )
  return (
    <>
      {asked.map((view) => (
        <HealthReasonCard
          key={view.name}
          slot={slot}
          view={view}
          health={services.find(({ service }) => service === view.name)}
        />
      ))}
    </>
  )
}

function isInTrouble({ state }: ServiceView, health: ServiceHealthView | undefined): boolean {
  if (state.kind === 'unhealthy') return true
  if (state.kind === 'not-run') return state.error !== ''
  const last = health?.checks.filter(({ source }) => source === 'http').at(-1)
  return last?.kind === 'failed' || last?.kind === 'timed-out'
}

type HealthReasonCardProps = {
  readonly slot: SlotView
  readonly view: ServiceView
  readonly health: ServiceHealthView | undefined
}

function HealthReasonCard({ slot, view, health }: HealthReasonCardProps): ReactElement | null {
  const { t } = useTranslation('health')
  const language = useLanguage()
  const reason = useHealthReason(slot, view, health)
  if (reason === null) return null
  const { logLines, areErrors, logProblem } = reason
  return (
    <section className="card hwhy" aria-label={t('why', { service: view.name })}>
      <div className="ch">
        <h2>{t('why', { service: view.name })}</h2>
        <span className="r" />
        <Button size="s" icon="logs" onClick={() => openLogs({ hostId: slot.hostId, slot: slot.name }, view.name)}>
          {t('logsOf', { service: view.name })}
        </Button>
      </div>
      <div className="cb">
        <p className="hcause">{describeHealthCause(reason.cause, language)}</p>
        <HealthOrigin reason={reason} />
        <FailingOutput reason={reason} />
        {logLines.length > 0 && (
          <>
            <h3>{areErrors ? t('lastErrors') : t('lastLines')}</h3>
            <pre className="logbox raw" {...scrollable} aria-label={areErrors ? t('lastErrors') : t('lastLines')}>
              {logLines.map(({ atMs, text }) => `${formatClock(atMs, true)}  ${text}`).join('\n')}
            </pre>
          </>
        )}
        {logProblem !== null && <p className="meta tx2">{describeError(logProblem, language).message}</p>}
      </div>
    </section>
  )
}

/** When it began, and what came just then. */
function HealthOrigin({ reason }: { readonly reason: HealthReason }): ReactElement {
  const { t } = useTranslation('health')
  const { beganAtMs, isBeginningKnown, cameWithIt, deployment, release } = reason
  return (
    <dl className="kv">
      {beganAtMs !== null && (
        <div>
          <dt>{t('began')}</dt>
          <dd>
            <TimeText atMs={beganAtMs} format={formatMomentInFull} />, <TimeText atMs={beganAtMs} format={formatAgo} />
            {!isBeginningKnown && `, ${t('orBefore')}`}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('deployment')}</dt>
        <dd>
          {deployment === null ? (
            t('notByBerth', { release })
          ) : (
            <Deployment deployment={deployment} release={release} />
          )}
          {cameWithIt && <b>, {t('cameWithIt')}</b>}
        </dd>
      </div>
    </dl>
  )
}

type DeploymentProps = {
  readonly deployment: NonNullable<HealthReason['deployment']>
  readonly release: string
}

function Deployment({ deployment, release }: DeploymentProps): ReactElement {
  const { t } = useTranslation('health')
  const { number, by, atMs } = deployment
  return (
    <>
      {number !== null && `#${number} `}
      <code>{release}</code>
      {by !== '' && ` ${t('by', { by })}`}
      {atMs !== null && (
        <>
          , <TimeText atMs={atMs} format={formatMomentInFull} />
        </>
      )}
    </>
  )
}

function FailingOutput({ reason: { failingCheck } }: { readonly reason: HealthReason }): ReactElement | null {
  const { t } = useTranslation('health')
  if (failingCheck === null || (failingCheck.output ?? '') === '') return null
  const title = t('lastFailed', { at: formatClock(failingCheck.startedAtMs, true) })
  return (
    <>
      <h3>{title}</h3>
      <pre className="logbox raw" {...scrollable} aria-label={title}>
        {failingCheck.output}
      </pre>
    </>
  )
}

/** Read again where the trouble changed: another state, container, failed check or end. */
function useHealthReason(
  slot: SlotView,
  view: ServiceView,
  health: ServiceHealthView | undefined,
): HealthReason | null {
  const client = useClient()
  const { hostId, name: slotName } = slot
  const { name: service, containerId } = view
  const lastFailed = health?.checks.filter(({ kind }) => kind !== 'passed').at(-1)?.startedAtMs
  const lastNote = health?.notes.at(-1)?.atMs
  const trouble = JSON.stringify([containerId, view.state.kind, lastFailed, lastNote])
  const [reason, setReason] = useState<HealthReason | null>(null)
  useEffect(() => {
    const reading = new AbortController()
    client.request('explain-health', { hostId, slot: slotName, service }, reading.signal).then(
      (reply) => setReason(reply.reason),
      // What was explained stands; the strips and the board say what is new.
      () => undefined,
    )
    return () => reading.abort()
  }, [client, hostId, slotName, service, trouble])
  return reason
}
