import type { ReactElement } from 'react'
import type { HostKeyQuestionView } from '../../../src/contract/host-requests'
import type { HostTestState, HostTestStep } from '../../../src/contract/host-test'
import { describeError } from '../../../src/domain/berth-error'
import { type ShapeName, StateShape, type Tone } from '../../components/state-shape'
import { formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { HostFactText } from './host-fact-text'
import { HostKeyCard } from './host-key-card'

type HostTestStepProps = {
  readonly step: HostTestStep
  readonly target: string
  readonly hasEnded: boolean
  /** The host key that this step asks about; null: none. */
  readonly question: HostKeyQuestionView | null
}

/** One step of a test: how far it is, how long it took, and what it found or what went wrong. */
export function HostTestStepLine({ step, target, hasEnded, question }: HostTestStepProps): ReactElement {
  const { t } = useTranslation('hosts')
  const { state } = step
  const { tone, shape, line } = lookOf(state, hasEnded)
  const isKeyAsked = state.kind === 'asking' && step.kind === 'host-key'
  const word = isKeyAsked ? t('hostKey.question') : t(`test.steps.${step.kind}`, { target: step.via ?? target })
  return (
    <li className={`st-${tone} ${line}`} data-step={step.kind} data-step-state={state.kind}>
      <StateShape name={shape} />
      <b>{step.via === null ? word : t('test.via', { via: step.via, step: word })}</b>
      <span className="t">
        <StepTime state={state} hasEnded={hasEnded} />
      </span>
      <StepDetails state={state} isKeyAsked={isKeyAsked} question={question} />
    </li>
  )
}

type StepLook = { readonly tone: Tone; readonly shape: ShapeName; readonly line: string }

function lookOf({ kind }: HostTestState, hasEnded: boolean): StepLook {
  switch (kind) {
    case 'not-run':
      return { tone: 'idle', shape: hasEnded ? 'empty' : 'wait', line: 'todo' }
    case 'running':
      return { tone: 'busy', shape: 'start', line: '' }
    case 'asking':
      return { tone: 'warn', shape: 'warn', line: 'now' }
    case 'passed':
      return { tone: 'ok', shape: 'ok', line: '' }
    case 'failed':
      return { tone: 'bad', shape: 'fail', line: 'fail' }
  }
}

function StepTime({ state, hasEnded }: { readonly state: HostTestState; readonly hasEnded: boolean }): ReactElement {
  const { t } = useTranslation('hosts')
  const language = useLanguage()
  const took = (ms: number): string => (ms < 1_000 ? `${String(Math.round(ms))} ms` : formatStepTime(ms, language))
  switch (state.kind) {
    case 'not-run':
      return <>{hasEnded ? t('test.notRun') : ''}</>
    case 'running':
      return <>{t('test.running')}</>
    case 'asking':
      return <>{t('test.asking')}</>
    case 'passed':
      return <>{took(state.tookMs)}</>
    case 'failed':
      return <>{t('test.after', { time: took(state.tookMs) })}</>
  }
}

type DetailsProps = Pick<HostTestStepProps, 'question'> & {
  readonly state: HostTestState
  readonly isKeyAsked: boolean
}

function StepDetails({ state, isKeyAsked, question }: DetailsProps): ReactElement | null {
  const { t } = useTranslation('hosts')
  const language = useLanguage()
  if (state.kind === 'asking') {
    return (
      <>
        <span className="sub">{isKeyAsked ? t('hostKey.lead') : t('test.secretAsked')}</span>
        {isKeyAsked && question !== null && <HostKeyCard question={question} />}
      </>
    )
  }
  if (state.kind === 'failed') {
    const { message, hint } = describeError(state.error, language)
    return (
      <>
        <b className="sub what">{message}</b>
        <span className="sub">{hint}</span>
      </>
    )
  }
  if (state.kind !== 'passed' || state.fact === null) return null
  return (
    <span className="sub">
      <HostFactText fact={state.fact} />
    </span>
  )
}
