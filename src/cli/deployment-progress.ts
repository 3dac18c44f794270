import { describeError, type Language } from '../domain/berth-error'
import type { Deployment, PullProgress } from '../domain/deployment'
import { renderStep } from '../domain/render-plan'
import { cliTextsOf } from './cli-texts-of'

/** What is new in a deployment since it was last told of, a line a change. */
export function progressLines(previous: Deployment | null, next: Deployment, language: Language): readonly string[] {
  const texts = cliTextsOf(language).deploy
  const begin = previous === null ? [texts.begins(next.id)] : []
  const phase = previous?.phase === next.phase ? null : next.phase
  return [
    ...begin,
    ...stepLines(previous, next, language),
    ...next.notChecked.slice(previous?.notChecked.length ?? 0).map((reason) => describeError(reason, language).message),
    ...(phase === 'cancelling' ? [texts.cancelling] : []),
    ...(phase === 'putting-back' ? [texts.puttingBack] : []),
  ]
}

function stepLines(previous: Deployment | null, next: Deployment, language: Language): readonly string[] {
  const { failed } = cliTextsOf(language).deploy
  return next.plan.steps.flatMap((step, index) => {
    const before = previous?.steps[index]?.state ?? 'waiting'
    const state = next.steps[index]?.state ?? 'waiting'
    if (state === before) return []
    const line = `[${index + 1}/${next.plan.steps.length}] ${renderStep(step, language)}`
    const began = before === 'waiting' && state !== 'not-run' ? [line] : []
    return state === 'failed' ? [...began, `[${index + 1}/${next.plan.steps.length}] ${failed}`] : began
  })
}

/** What is under way at this moment, for a line that is written over; empty where there is nothing to tell. */
export function statusLine(deployment: Deployment, nowMs: number, language: Language): string {
  const texts = cliTextsOf(language).deploy
  if (deployment.phase === 'ended') return ''
  const pulls = deployment.pulls
    .filter((pull) => pull.endedAtMs === null)
    .map((pull) => texts.pulling(pull.service, megabytes(pull, 'doneBytes'), megabytes(pull, 'totalBytes')))
  const { gate } = deployment
  const seconds = gate === null ? 0 : Math.max(0, Math.ceil((gate.deadlineAtMs - nowMs) / 1_000))
  return [...pulls, ...(gate === null ? [] : [texts.waiting(gate.service, seconds)])].join(' · ')
}

function megabytes(pull: PullProgress, part: 'doneBytes' | 'totalBytes'): string {
  return (pull.layers.reduce((sum, layer) => sum + layer[part], 0) / 1e6).toFixed(1)
}
