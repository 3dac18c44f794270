import type { ReactElement } from 'react'
import type { HostTest } from '../../../src/contract/host-test'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { useQuestionsStore } from '../../stores/questions-store'
import { ErrorNote } from '../deploy/error-note'
import { HostTestStepLine } from './host-test-step'
import { testOutcome } from './test-outcome'
import type { HostForm } from './use-host-form'
import type { TestResult } from './use-host-test'

type HostTestPaneProps = Pick<HostForm, 'result' | 'hasChanged' | 'test'> & { readonly keyCap: string }

/** How far one comes with what the form says, live. */
export function HostTestPane({ result, hasChanged, test, keyCap }: HostTestPaneProps): ReactElement {
  const { t } = useTranslation('hosts')
  const outcome = testOutcome(result)
  const isFirst = outcome === 'untested' && !hasChanged
  return (
    <>
      <div className="flex">
        <h2 className="test-title">{t('test.title')}</h2>
        <span className="meta tx2" role="status">
          <OutcomeWord result={result} />
        </span>
        <span className="grow" />
        <Button icon="rst" keyCap={keyCap} onClick={test}>
          {isFirst ? t('test.now') : t('test.again')}
        </Button>
      </div>
      {outcome === 'untested' && <p className="tx2">{isFirst ? t('test.untested') : t('test.changed')}</p>}
      {result.kind === 'refused' && <ErrorNote error={result.error} />}
      {(result.kind === 'running' || result.kind === 'ended') && result.test !== null && <Steps test={result.test} />}
      {outcome === 'failed' && <p className="meta tx2">{t('test.notSaved')}</p>}
    </>
  )
}

function OutcomeWord({ result }: { readonly result: TestResult }): ReactElement {
  const { t } = useTranslation('hosts')
  switch (testOutcome(result)) {
    case 'untested':
      return <></>
    case 'running':
      return <>{t('test.running')}</>
    case 'asking':
      return <>{t('test.asking')}</>
    case 'failed':
      return <>{t('test.problem')}</>
    case 'good': {
      const latencyMs = result.kind === 'ended' ? result.test.latencyMs : null
      return <>{latencyMs === null ? t('test.good') : t('test.goodIn', { latency: Math.round(latencyMs) })}</>
    }
  }
}

function Steps({ test: { steps, target, hasEnded } }: { readonly test: HostTest }): ReactElement {
  // A question without a host is of a test, and this is the only test there is.
  const question = useQuestionsStore((state) => state.hostKeys.find(({ hostId }) => hostId === null) ?? null)
  return (
    <ol className="tests">
      {steps.map((step) => (
        <HostTestStepLine
          key={`${step.via ?? ''} ${step.kind}`}
          step={step}
          target={target}
          hasEnded={hasEnded}
          question={question}
        />
      ))}
    </ol>
  )
}
