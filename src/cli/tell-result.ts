import { describeError, type Language } from '../domain/berth-error'
import type { Deployment, DeploymentResult } from '../domain/deployment'
import { displayBlock } from '../domain/display-text'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import type { FoundSlot } from './find-slot'
import { resultOf } from './run-deployment'

/** Says how a deployment ended: why on standard error where it did not go as planned, one sentence or JSON as the result. */
export async function tellResult(
  json: boolean,
  found: FoundSlot,
  deployment: Deployment,
  parts: CommandParts,
): Promise<void> {
  const { output, language } = parts
  const result = resultOf(deployment)
  if (result.kind !== 'succeeded' && result.kind !== 'cancelled') {
    await output.progress.write(`${failureLines(result, language).join('\n')}\n`)
  }
  if (json) return writeJson(parts, resultJson(deployment, found))
  const text = resultText(result, found, language)
  if (text !== '') await output.results.write(`${text}\n`)
}

function failureLines(
  result: Exclude<DeploymentResult, { kind: 'succeeded' | 'cancelled' }>,
  language: Language,
): readonly string[] {
  const texts = cliTextsOf(language).deploy
  const { message, hint } = describeError(result.error, language)
  const block = (heading: string, text: string): readonly string[] => {
    const clean = displayBlock(text).trimEnd()
    return clean === '' ? [] : ['', heading, ...clean.split('\n').map((line) => `  ${line}`)]
  }
  if (result.kind === 'refused') return [message, hint]
  return [message, hint, ...block(texts.failingOutput, result.failingOutput), ...block(texts.lastLog, result.log), '']
}

/** One sentence of how it ended; nothing for a refusal, which is an error like any other. */
function resultText(result: DeploymentResult, { label }: FoundSlot, language: Language): string {
  const texts = cliTextsOf(language).deploy.result
  switch (result.kind) {
    case 'succeeded':
      return texts.succeeded(label)
    case 'refused':
      return ''
    case 'put-back':
      return texts.putBack(label)
    case 'cancelled':
      return texts.cancelled(label)
    case 'down':
      return texts.down(label, result.services.join(', '))
  }
}

function resultJson(deployment: Deployment, found: FoundSlot): Readonly<Record<string, unknown>> {
  const { id, by, plan, startedAtMs, endedAtMs, result } = deployment
  const time = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString())
  const head = { id, slot: found.slot, operation: plan.operation, by }
  const times = { startedAt: time(startedAtMs), endedAt: time(endedAtMs) }
  return { deployment: { ...head, ...times, result } }
}
