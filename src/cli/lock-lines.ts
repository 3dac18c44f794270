import type { InterruptionView } from '../contract/interruption-view'
import type { Language } from '../domain/berth-error'
import type { Reservation } from '../domain/reservation'
import type { CliTexts } from './cli-texts'
import { cliTextsOf } from './cli-texts-of'
import { localTime } from './local-time'
import type { JudgedLock } from './judged-lock'
import { alignColumns } from './text-width'

type Texts = CliTexts['ledger']

/** A slot's lock for people: who, since when, what for; after an interruption also what it left, and the ways on. */
export function lockLines(
  label: string,
  lock: JudgedLock,
  reservation: Reservation | null,
  language: Language,
): readonly string[] {
  const texts = cliTextsOf(language).ledger
  const reserved = reservation === null ? [] : [reservationLine(reservation, texts)]
  if (lock === null) return [texts.lock.free(label), ...reserved]
  const { view, judgement } = lock
  const seconds = Math.round(view.heartbeatAgeMs / 1_000)
  const held = texts.lock.held(label, view.owner, sinceOf(view), view.reason)
  switch (judgement) {
    case 'alive':
      return [held, texts.lock.beats(view.lockDeploymentId, seconds), ...reserved]
    case 'unknown':
      return [held, texts.lock.undecided(view.lockDeploymentId, seconds), ...reserved]
    case 'dead':
      return [...interruptedLines(label, view, texts.lock), ...reserved]
  }
}

function reservationLine({ by, forWhom, untilMs, why }: Reservation, texts: Texts): string {
  return texts.reservation(by, forWhom, localTime(untilMs), why)
}

function interruptedLines(label: string, view: InterruptionView, texts: Texts['lock']): readonly string[] {
  const { lockDeploymentId, owner, reason, heartbeatAgeMs } = view
  const seconds = Math.round(heartbeatAgeMs / 1_000)
  const services = view.services.map(({ service, stage, serving }) => [
    service,
    texts.stages[stage],
    texts.serving[serving],
  ])
  return [
    texts.interrupted(label, owner, sinceOf(view), reason),
    lockDeploymentId === '' ? texts.noLock : texts.silent(lockDeploymentId, seconds),
    '',
    ...alignColumns([[...texts.head], ...services]).map((line) => `  ${line}`),
    '',
    texts.ways,
    ...view.choices.map((choice) => `  ${choiceLine(choice, view.safest, texts)}`),
    texts.how(label),
  ]
}

function choiceLine(
  { choice, refusal }: InterruptionView['choices'][number],
  safest: InterruptionView['safest'],
  texts: Texts['lock'],
): string {
  if (refusal !== null) return `${texts.choices[choice]} (${texts.refusals[refusal]})`
  return choice === safest ? `${texts.choices[choice]} (${texts.safest})` : texts.choices[choice]
}

function sinceOf({ startedAtMs }: InterruptionView): string {
  return startedAtMs === null ? '?' : localTime(startedAtMs)
}
