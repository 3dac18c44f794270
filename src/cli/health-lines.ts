import type { ServiceHealthView, SlotHealth } from '../contract/health-contract'
import { describeError, type Language } from '../domain/berth-error'
import type { SlotView } from '../domain/board'
import { displayBlock, displayText } from '../domain/display-text'
import type { HealthReason } from '../domain/health-reason'
import { countChecks, type StripCell, stripCells } from '../domain/health-strip'
import { describeHealthCause, describeHealthNote } from '../domain/describe-health'
import type { HealthCheckSource } from '../domain/health-check'
import { cliTextsOf } from './cli-texts-of'
import { localTime } from './local-time'
import { alignColumns, textWidth } from './text-width'

/** What `berth health` prints of a slot. */
export type ShownHealth = {
  readonly label: string
  readonly slot: SlotView
  readonly health: SlotHealth
  readonly reasons: readonly HealthReason[]
  readonly fromMs: number
}

const usualCells = 60
const fewestCells = 12
const shownNotes = 8
const outputLines = 12

/** A slot's health as lines for a person: a strip a check, what happened, and why what is unhealthy is. */
export function healthLines(shown: ShownHealth, language: Language, width: number | null): readonly string[] {
  const texts = cliTextsOf(language).health
  const span = { fromMs: shown.fromMs, untilMs: shown.health.nowMs }
  return [
    texts.head(shown.label, localTime(span.fromMs), localTime(span.untilMs)),
    ...stripLines(shown, language, width),
    `  ${texts.legend}`,
    ...noteLines(shown.health, language),
    ...shown.reasons.flatMap((reason) => reasonLines(reason, language)),
  ]
}

function stripLines(
  { slot, health, fromMs }: ShownHealth,
  language: Language,
  width: number | null,
): readonly string[] {
  const { states, health: texts } = cliTextsOf(language)
  const rows = health.services.flatMap((service) => {
    const view = slot.services.find(({ name }) => name === service.service)
    const state = view === undefined ? states.empty : states[view.state.kind]
    const docker = [service.service, state, ...endOf(service, 'docker', view?.health === 'none', language)]
    if (service.probe === null) return [{ service, source: 'docker' as const, cells: docker }]
    const { path, problem } = service.probe
    const end = problem === null ? endOf(service, 'http', false, language) : [describeError(problem, language).message]
    const http = [`  ${texts.probe(displayText(path, 40))}`, '', ...end]
    return [
      { service, source: 'docker' as const, cells: docker },
      { service, source: 'http' as const, cells: http },
    ]
  })
  const aligned = alignColumns(rows.map(({ cells }) => [...cells.slice(0, 2), '']))
  const widest = Math.max(0, ...rows.map(({ cells }) => textWidth(cells[2] ?? '')), ...aligned.map(textWidth))
  const room = width === null ? usualCells : Math.max(fewestCells, Math.min(usualCells, width - widest * 2 - 6))
  const span = { fromMs, untilMs: health.nowMs }
  const strips = rows.map(({ service, source }) =>
    stripCells({ ...service, source }, span, room)
      .map(glyphOf)
      .join(''),
  )
  return alignColumns(
    rows.map(({ cells: [name = '', state = '', end = ''] }, at) => [name, state, strips[at] ?? '', end]),
  ).map((line) => `  ${line}`)
}

function endOf(
  service: ServiceHealthView,
  source: HealthCheckSource,
  hasNoCheck: boolean,
  language: Language,
): readonly string[] {
  const texts = cliTextsOf(language).health
  const { passed, total } = countChecks({ ...service, source })
  if (total > 0) return [texts.passedOf(passed, total)]
  return [hasNoCheck ? texts.noCheck : texts.noResults]
}

const glyphs: Readonly<Record<StripCell['kind'], string>> = {
  passed: '▁',
  failed: '█',
  'timed-out': '▓',
  starting: '▄',
  idle: ' ',
  'not-known': '·',
}

function glyphOf({ kind }: StripCell): string {
  return glyphs[kind]
}

function noteLines({ services }: SlotHealth, language: Language): readonly string[] {
  const texts = cliTextsOf(language).health
  const notes = services
    .flatMap(({ service, notes: own }) => own.map((note) => ({ service, note })))
    .sort((a, b) => a.note.atMs - b.note.atMs)
  if (notes.length === 0) return []
  const hidden = notes.length - shownNotes
  const rows = notes
    .slice(-shownNotes)
    .map(({ service, note }) => [localTime(note.atMs), service, describeHealthNote(note, language)])
  return ['', texts.events, ...(hidden > 0 ? [`  ${texts.more(hidden)}`] : []), ...alignColumns(rows).map(indented)]
}

function reasonLines(reason: HealthReason, language: Language): readonly string[] {
  const texts = cliTextsOf(language).health
  const { failingCheck: check, logLines } = reason
  const code =
    check?.code === null || check === null ? '' : ` (${check.source === 'http' ? 'HTTP' : 'exit'} ${check.code})`
  const output = displayBlock(check?.output ?? '')
    .split('\n')
    .slice(0, outputLines)
  return [
    '',
    texts.why(reason.service),
    ...[describeHealthCause(reason.cause, language), beginning(reason, language), origin(reason, language)]
      .filter((line) => line !== '')
      .map(indented),
    ...(check === null ? [] : [indented(texts.lastFailed(localTime(check.startedAtMs), code)), ...output.map(quoted)]),
    ...(logLines.length === 0 ? [] : [indented(reason.areErrors ? texts.errorLines : texts.lastLines)]),
    ...logLines.map(({ text }) => quoted(text)),
    ...(reason.logProblem === null ? [] : [indented(describeError(reason.logProblem, language).message)]),
  ]
}

function beginning({ beganAtMs, isBeginningKnown, cameWithIt, release }: HealthReason, language: Language): string {
  const texts = cliTextsOf(language).health
  if (beganAtMs === null) return ''
  const time = localTime(beganAtMs)
  const since = isBeginningKnown ? texts.since(time) : texts.atLeastSince(time)
  return cameWithIt ? `${since}; ${texts.cameWith(release)}` : since
}

function origin({ deployment, release }: HealthReason, language: Language): string {
  const texts = cliTextsOf(language).health
  if (deployment === null) return release === '' ? '' : texts.notByBerth(release)
  const { number, deploymentId, by, atMs } = deployment
  return texts.deployment(
    number === null ? deploymentId : `#${number}`,
    by || '?',
    atMs === null ? '?' : localTime(atMs),
  )
}

function indented(line: string): string {
  return `  ${line}`
}

function quoted(line: string): string {
  return `    ${line}`
}
