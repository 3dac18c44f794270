import type { Language } from './berth-error'
import type { Gate, Plan, PlannedChange, PlannedService, PlanStep, PlanWarning } from './plan'
import type { PlanTexts } from './plan-texts'
import { planTextsEn } from './plan-texts-en'
import { planTextsKo } from './plan-texts-ko'
import { imageWords } from './plan-words'

/** A plan in words. Each line is one service, one step with its cause, or one warning. */
export type RenderedPlan = {
  readonly title: string
  readonly services: readonly string[]
  readonly steps: readonly string[]
  readonly warnings: readonly string[]
}

/** Words a plan in one language. */
export function renderPlan(plan: Plan, language: Language): RenderedPlan {
  const texts = textsOf(language)
  return {
    title: titleOf(plan, texts),
    services: serviceLines(plan.services, texts),
    steps: plan.steps.map((step, index) => `${index + 1}. ${renderStep(step, language)}`),
    warnings: [...plan.warnings.map((warning) => renderWarning(warning, language)), ...holdLines(plan, texts)],
  }
}

/** The whole plan as lines of text, as the command line prints it. */
export function planLines(plan: Plan, language: Language): readonly string[] {
  const texts = textsOf(language)
  const { title, services, steps, warnings } = renderPlan(plan, language)
  const block = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)]
  return [
    title,
    ...services.map((line) => `  ${line}`),
    ...block(texts.stepsHeading, steps),
    ...block(texts.warningsHeading, warnings),
  ]
}

/** One step with its cause: `stop api: makes room for the new one`. */
export function renderStep(step: PlanStep, language: Language): string {
  const texts = textsOf(language)
  const gate = step.kind === 'gate' ? `, ${wordOf(texts.gate, step.gate)}` : ''
  return `${wordOf(texts.step, step)}${gate}: ${texts.cause[step.cause]}`
}

/** One warning as a sentence. */
export function renderWarning(warning: PlanWarning, language: Language): string {
  return wordOf(textsOf(language).warning, warning)
}

function holdLines({ slot, holds = [] }: Plan, texts: PlanTexts): readonly string[] {
  return holds.length === 0 ? [] : [texts.willBeHeld(slot, holds.join(', '))]
}

function textsOf(language: Language): PlanTexts {
  return language === 'ko' ? planTextsKo : planTextsEn
}

function titleOf({ slot, operation, services }: Plan, texts: PlanTexts): string {
  const named = operation.services === null ? slot : `${slot} (${operation.services.join(', ')})`
  switch (operation.kind) {
    case 'deploy':
      return texts.deployTitle(named, operation.tag)
    case 'rollback':
      return texts.rollbackTitle(named, releaseWords(services, operation.releaseId))
    case 'stop':
      return texts.stopTitle(named)
    case 'start':
      return texts.startTitle(named)
    case 'restart':
      return texts.restartTitle(named)
    case 'repair':
      return texts.repairTitle(named)
  }
}

/** What people know the release by: the image that is gone back to; its ID where nothing changes. */
function releaseWords(services: readonly PlannedService[], releaseId: string): string {
  const first = services.flatMap(({ change }) => ('to' in change ? [change.to] : []))[0]
  return first === undefined ? releaseId : imageWords(first)
}

function serviceLines(services: readonly PlannedService[], texts: PlanTexts): readonly string[] {
  const width = Math.max(0, ...services.map(({ name }) => name.length))
  return services.map(({ name, change, strategy, downtimeMs, downtimeIsMeasured }) => {
    const how = change.kind === 'replace' && strategy.kind === 'blue-green' ? [texts.blueGreen(strategy.color)] : []
    const down = isTouched(change) ? texts.down(downtimeMs, downtimeIsMeasured) : ''
    return [`${name.padEnd(width)}  ${wordOf(texts.change, change)}`, ...how, ...(down === '' ? [] : [down])].join(', ')
  })
}

function isTouched(change: PlannedChange): boolean {
  return change.kind === 'replace' || change.kind === 'restart'
}

/** The words of one member of a union: the table has an entry for each kind, typed for it. */
function wordOf<Member extends PlannedChange | PlanStep | PlanWarning | Gate>(
  texts: { readonly [Kind in Member['kind']]: (of: Extract<Member, { kind: Kind }>) => string },
  member: Member,
): string {
  const word = texts[member.kind as Member['kind']] as (of: Member) => string
  return word(member)
}
