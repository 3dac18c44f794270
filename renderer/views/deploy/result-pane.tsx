import type { ReactElement } from 'react'
import { plainLine } from '../../../src/domain/ansi-spans'
import { describeError } from '../../../src/domain/berth-error'
import type { Deployment, DeploymentResult } from '../../../src/domain/deployment'
import { displayBlock } from '../../../src/domain/display-text'
import { Button } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { scrollable } from '../../components/scrollable'
import { formatList } from '../../format/list'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { openView } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'
import { byHandCommands } from './by-hand-commands'
import { NotChecked } from './not-checked'
import { PastComparison } from './past-comparison'
import { releaseName } from './use-release-name'

type ResultPaneProps = { readonly deployment: Deployment; readonly result: DeploymentResult; readonly hostName: string }

/** How a deployment ended: what users get now, what happened, and the raw output of what failed. */
export function ResultPane({ deployment, result, hostName }: ResultPaneProps): ReactElement {
  return (
    <div className="runr ended" {...scrollable}>
      <Explanation deployment={deployment} result={result} hostName={hostName} />
      <NotChecked deployment={deployment} />
      {result.kind === 'down' && result.services.length > 0 && (
        <ByHand deployment={deployment} services={result.services} hostName={hostName} />
      )}
      {/* What was refused is in no ledger, and changed nothing. */}
      {result.kind !== 'refused' && (
        <PastComparison hostId={deployment.plan.hostId} deploymentId={deployment.id} plan={deployment.plan} />
      )}
      {(result.kind === 'put-back' || result.kind === 'down') && <RawOutput deployment={deployment} result={result} />}
    </div>
  )
}

function Explanation({ deployment, result }: ResultPaneProps): ReactElement {
  const language = useLanguage()
  const lead = useLead(deployment, result)
  const error = 'error' in result ? describeError(result.error, language) : null
  return (
    <section className="explain">
      <p className="lead">
        <b>{lead}</b>
      </p>
      {error !== null && (
        <>
          <p>{error.message}</p>
          <p className="tx2">{error.hint}</p>
        </>
      )}
    </section>
  )
}

function useLead(deployment: Deployment, result: DeploymentResult): string {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const pattern = useSettingsStore((state) => state.settings.kickoffPattern)
  const { slot, operation, services } = deployment.plan
  const replaced = services.find(({ change }) => change.kind === 'replace')?.change
  const nameOf = (image: { readonly tag: string | null; readonly revision: string | null } | undefined): string =>
    [typeof image?.tag === 'string' ? releaseName(image.tag, pattern) : null, image?.revision?.slice(0, 7)]
      .filter(Boolean)
      .join(', ')
  const before = replaced?.kind === 'replace' ? nameOf(replaced.from) : ''
  switch (result.kind) {
    case 'succeeded':
      if (operation.kind === 'stop') return t('nowStopped')
      if ((operation.kind !== 'deploy' && operation.kind !== 'rollback') || replaced?.kind !== 'replace') {
        return t('nowStarted')
      }
      return t('nowRuns', { slot, what: nameOf(replaced.to) })
    case 'refused':
      return `${before === '' ? t('stillRunsPlain', { slot }) : t('stillRuns', { slot, what: before })} ${t('nothingStopped')}`
    case 'put-back':
      return before === '' ? t('stillRunsPlain', { slot }) : t('stillRuns', { slot, what: before })
    case 'cancelled':
      return t('cancelledText')
    case 'down':
      if (result.services.length === 0) return t('halfWayLead', { slot })
      return t('downLead', { slot, services: formatList(result.services, language) })
  }
}

type ByHandProps = {
  readonly deployment: Deployment
  readonly services: readonly string[]
  readonly hostName: string
}

function ByHand({ deployment, services, hostName }: ByHandProps): ReactElement {
  const { t } = useTranslation('deploy')
  const commands = byHandCommands(deployment, services)
  return (
    <section className="card by-hand">
      <div className="ch">
        <h2>{t('commands')}</h2>
        <span className="r" />
        <CopyButton text={commands} />
      </div>
      <p className="cb">{t('downText', { host: hostName })}</p>
      <pre className="logbox">{commands}</pre>
    </section>
  )
}

type RawOutputProps = {
  readonly deployment: Deployment
  readonly result: Extract<DeploymentResult, { failingOutput: string }>
}

function RawOutput({ deployment, result }: RawOutputProps): ReactElement {
  const { t } = useTranslation('deploy')
  const { hostId, slot } = deployment.plan
  return (
    <>
      {result.failingOutput !== '' && (
        <section className="card">
          <div className="ch">
            <h2>{t('failingOutput')}</h2>
            <span className="r" />
            <CopyButton text={result.failingOutput} />
          </div>
          <pre className="logbox raw">{displayBlock(result.failingOutput)}</pre>
        </section>
      )}
      {result.log !== '' && (
        <section className="card">
          <div className="ch">
            <h2>{t('lastLines')}</h2>
            <span className="r" />
            <CopyButton text={result.log} />
            <Button
              size="s"
              icon="open"
              onClick={() => openView({ kind: 'logs', target: { hostId, slot, services: null, sinceMs: null } })}
            >
              {t('openLogs')}
            </Button>
          </div>
          <pre className="logbox raw">
            <LogText text={result.log} />
          </pre>
        </section>
      )}
    </>
  )
}

const mostLines = 200

function LogText({ text }: { readonly text: string }): ReactElement {
  const lines = text.split('\n').slice(-mostLines)
  return (
    <>
      {lines.map((line, index) => (
        <div key={index}>{plainLine(line)}</div>
      ))}
    </>
  )
}
