import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { type BerthErrorData, describeError } from '../../../src/domain/berth-error'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { useLanguage } from '../../i18n/use-language'
import type { TestResult } from './use-add-host'

type HostTestProps = { readonly result: TestResult; readonly test: () => void; readonly keyCap: string }

/** What answers at an address, without adding it. */
export function HostTest({ result, test, keyCap }: HostTestProps): ReactElement {
  const { t } = useTranslation('hosts')
  const words = { untested: '', testing: t('testing'), answered: t('good'), failed: t('failed') }
  return (
    <>
      <div className="flex">
        <h2 className="test-title">{t('test')}</h2>
        <span className="meta tx2" role="status">
          {words[result.kind]}
        </span>
        <span className="grow" />
        <Button icon="rst" keyCap={keyCap} onClick={test}>
          {result.kind === 'untested' ? t('testNow') : t('testAgain')}
        </Button>
      </div>
      {result.kind === 'untested' && <p className="tx2">{t('untested')}</p>}
      {result.kind === 'answered' && <Answer reply={result.reply} />}
      {result.kind === 'failed' && <Failure error={result.error} />}
    </>
  )
}

function Answer({ reply }: { readonly reply: Extract<TestResult, { kind: 'answered' }>['reply'] }): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <ol className="tests">
      <li className="st-ok">
        <StateShape name="ok" />
        <b>{t('talk')}</b>
        <span className="t">{Math.round(reply.latencyMs)} ms</span>
        <span className="sub">{t('talkResult', { version: reply.engineVersion, api: reply.apiVersion })}</span>
      </li>
      <li className={reply.slots > 0 ? 'st-ok' : 'st-idle'}>
        <StateShape name={reply.slots > 0 ? 'ok' : 'empty'} />
        <b>{t('find')}</b>
        <span className="t" />
        <span className="sub">{reply.slots > 0 ? t('findResult', { count: reply.slots }) : t('findNone')}</span>
      </li>
    </ol>
  )
}

function Failure({ error }: { readonly error: BerthErrorData }): ReactElement {
  const { t } = useTranslation('hosts')
  const { message, hint } = describeError(error, useLanguage())
  return (
    <ol className="tests">
      <li className="st-bad fail">
        <StateShape name="bad" />
        <b>{t('talk')}</b>
        <span className="t" />
        <span className="sub">{message}</span>
        <span className="sub">{hint}</span>
      </li>
    </ol>
  )
}
