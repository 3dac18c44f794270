import type { TFunction } from 'i18next'
import type { ReactElement } from 'react'
import type { Deployment } from '../../../src/domain/deployment'
import { scrollable } from '../../components/scrollable'
import { type ShapeName, StateShape, type Tone } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatRunning, formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { shownSteps, type ShownStep } from './deployment-steps'
import { PullList } from './pull-list'

/** The steps of a deployment with how each went and how long it took. */
export function StepList({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <ol className="steps" aria-label={t('steps')} {...scrollable}>
      {shownSteps(deployment).map((step) => (
        <StepLine key={`${step.kind} ${step.service ?? ''}`} step={step} deployment={deployment} />
      ))}
    </ol>
  )
}

type Face = { readonly tone: Tone; readonly shape: ShapeName; readonly mark: '' | 'now' | 'todo' }

function faceOf({ kind, state }: ShownStep): Face {
  if (kind === 'unchanged') return { tone: 'idle', shape: 'same', mark: 'todo' }
  switch (state) {
    case 'done':
      return { tone: 'ok', shape: 'ok', mark: '' }
    case 'failed':
      return { tone: 'bad', shape: 'fail', mark: 'now' }
    case 'running':
      return { tone: 'busy', shape: runningShape(kind), mark: 'now' }
    case 'waiting':
      return { tone: 'idle', shape: 'wait', mark: 'todo' }
    case 'given-up':
    case 'not-run':
      return { tone: 'idle', shape: 'empty', mark: 'todo' }
  }
}

function runningShape(kind: ShownStep['kind']): ShapeName {
  if (kind === 'pull') return 'pull'
  return kind === 'gate' ? 'start' : kind === 'put-back' ? 'back' : 'deploy'
}

type StepProps = { readonly step: ShownStep; readonly deployment: Deployment }

function StepLine({ step, deployment }: StepProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const face = faceOf(step)
  const sub = subText(step, deployment, t, (ms) => formatStepTime(ms, language))
  return (
    <li className={`st-${face.tone} ${face.mark}`}>
      <StateShape name={face.shape} />
      <span>
        <b>{stepName(step, deployment, t)}</b>
        {step.state === 'running' && <span className="vh"> {t('stepNow')}</span>}
      </span>
      <span className="t">
        <StepTime step={step} />
      </span>
      {step.kind === 'pull' && <PullList deployment={deployment} />}
      {sub !== '' && <span className="sub">{sub}</span>}
    </li>
  )
}

function StepTime({ step }: { readonly step: ShownStep }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { startedAtMs, endedAtMs, state } = step
  const running = useClock((nowMs) => (startedAtMs === null ? '' : formatRunning(nowMs - startedAtMs)))
  if (step.kind === 'unchanged') return <>{t('stepUnchanged')}</>
  if (state === 'not-run') return <>{t('stepNotRun')}</>
  if (state === 'given-up') return <>{t('stepGivenUp')}</>
  if (state === 'running') return <>{running}</>
  if (startedAtMs === null || endedAtMs === null) return <></>
  return <>{formatStepTime(endedAtMs - startedAtMs, language)}</>
}

function stepName(step: ShownStep, deployment: Deployment, t: TFunction<'deploy'>): string {
  const { slot } = deployment.plan
  const service = step.service ?? ''
  switch (step.kind) {
    case 'pull':
      return t('stepPull')
    case 'lock':
      return t(makesNew(deployment) ? 'stepLockAndKeep' : 'stepLock', { slot })
    case 'prepare':
      return t('stepPrepare')
    case 'replace':
      return t(replaceName(service, deployment), { service })
    case 'switch-over':
      return t('stepSwitchOver', { service })
    case 'stop':
      return t('stepStop', { service })
    case 'start':
      return t('stepStart', { service })
    case 'gate':
      return t(gateNames[gateOf(service, deployment)?.kind ?? 'health'], { service })
    case 'finish':
      return makesNew(deployment) ? t('stepFinish') : t('stepUnlock', { slot })
    case 'put-back':
      if (step.state === 'running') return t('stepPuttingBack')
      return step.state === 'failed' ? t('stepPutBackFailed') : t('stepPutBack')
    case 'unchanged':
      return service
  }
}

function makesNew({ plan }: Deployment): boolean {
  return plan.operation.kind === 'deploy' || plan.operation.kind === 'rollback'
}

function replaceName(name: string, { plan }: Deployment) {
  const service = plan.services.find((one) => one.name === name)
  if (service?.change.kind === 'create') return 'stepCreate'
  return service?.strategy.kind === 'blue-green' ? 'stepBeside' : 'stepReplace'
}

const gateNames = { health: 'stepGateHealth', running: 'stepGateRunning', completed: 'stepGateCompleted' } as const
const nowTexts = {
  create: 'nowCreate',
  stop: 'nowStop',
  start: 'nowStart',
  aliases: 'nowAliases',
  'switch-over': 'nowSwitchOver',
  drain: 'nowDrain',
} as const

function subText(
  step: ShownStep,
  deployment: Deployment,
  t: TFunction<'deploy'>,
  duration: (ms: number) => string,
): string {
  if (step.state !== 'running' && step.state !== 'failed') return ''
  if ((step.kind === 'replace' || step.kind === 'switch-over') && step.now !== null && step.now in nowTexts) {
    return t(nowTexts[step.now as keyof typeof nowTexts])
  }
  const gate = step.kind === 'gate' ? gateOf(step.service ?? '', deployment) : undefined
  if (gate === undefined) return ''
  if (gate.kind === 'running') return t('gateRunningText', { time: duration(gate.forMs) })
  return t(gate.kind === 'health' ? 'gateHealthText' : 'gateCompletedText', { time: duration(gate.timeoutMs) })
}

function gateOf(service: string, deployment: Deployment) {
  const step = deployment.plan.steps.find((one) => one.kind === 'gate' && one.service === service)
  return step?.kind === 'gate' ? step.gate : undefined
}
