import type { Lifting } from '../contract/hold-requests'
import type { PlanComparison } from '../contract/plan-comparison'
import { BerthError } from '../domain/berth-error'
import { describedPlan } from '../domain/described-plan'
import type { Operation } from '../domain/operation'
import type { Plan } from '../domain/plan'
import { planLines } from '../domain/render-plan'
import type { CliRequest, OperateRequest } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { comparisonLines } from './comparison-lines'
import { type CommandParts, personName, writeJson } from './command-parts'
import { type ExitCode, exitCodeOfResult, exitCodes } from './exit-codes'
import { operationOf } from './find-release'
import { findSlot, type FoundSlot } from './find-slot'
import type { CliOutput } from './output'
import { resultOf, runDeployment } from './run-deployment'
import { takeOver } from './takeover-command'
import { tellResult } from './tell-result'

/** Takes over where that is asked for; plans, asks, carries out and tells how it went. */
export async function operate(request: OperateRequest, parts: CommandParts, signal: AbortSignal): Promise<ExitCode> {
  const { session, language, output } = parts
  const found = findSlot(session.board(), request.slot, !request.planOnly)
  const { hostId, slot } = found
  const by = await personName(request.by, parts, signal)
  const failed = await takeOver(request, found, by, parts, signal)
  if (failed !== null) return failed
  const operation = await operationOf(request.operation, found, session, signal)
  const plan = await session.request('plan-operation', { hostId, slot, operation, by }, signal)
  if (request.planOnly) return tellPlan(request, parts, plan, await comparisonOf(plan, by, parts, signal))
  await output.progress.write(`${planLines(plan, language).join('\n')}\n\n`)
  if (plan.steps.length === 0) return tellNothingToDo(request, parts, plan)
  const over = overrulingOf(plan, request.overReservation)
  const lift = liftingOf(plan, request.liftHold)
  if (!request.yes && !(await isConfirmed(parts, signal))) throw new BerthError('cancelled')
  return run(request, found, { operation, plan, by, over, lift }, parts)
}

/** Throws where nobody could be asked; before anything is looked up, as scripts want to know at once. */
export function refuseUnconfirmed(request: CliRequest, output: CliOutput): void {
  if (request.kind !== 'operate' && request.kind !== 'settings-publish') return
  if (request.planOnly || request.yes || output.ask !== null) return
  throw new BerthError('confirmation-needed', { slot: request.kind === 'operate' ? request.slot : request.file })
}

async function isConfirmed({ output, language }: CommandParts, signal: AbortSignal): Promise<boolean> {
  return output.ask === null ? false : output.ask(cliTextsOf(language).deploy.question, signal)
}

/** A fact beside the plan: where it can't be told, the plan is told without it. */
async function comparisonOf(
  { hostId, slot, operation }: Plan,
  by: string,
  { session }: CommandParts,
  signal: AbortSignal,
): Promise<PlanComparison> {
  try {
    return await session.request('compare-operation', { hostId, slot, operation, by }, signal)
  } catch (error) {
    if (signal.aborted) throw error
    return { services: [] }
  }
}

async function tellPlan(
  { json }: OperateRequest,
  parts: CommandParts,
  plan: Plan,
  comparison: PlanComparison,
): Promise<ExitCode> {
  const { output, language } = parts
  const lines = [
    ...planLines(describedPlan(plan, comparison.services), language),
    ...comparisonLines(comparison, language),
  ]
  if (json) await writeJson(parts, { plan, comparison })
  else await output.results.write(`${lines.join('\n')}\n`)
  return exitCodes.done
}

async function tellNothingToDo(request: OperateRequest, parts: CommandParts, plan: Plan): Promise<ExitCode> {
  if (request.json) await writeJson(parts, { plan, deployment: null })
  else await parts.output.results.write(`${cliTextsOf(parts.language).deploy.nothingToDo}\n`)
  return exitCodes.done
}

type Overruling = { readonly reservationId: string; readonly reason: string }

/** The reservation that the plan names, with the reason for going over it. Throws `slot-reserved` without one. */
function overrulingOf({ slot, warnings }: Plan, reason: string | null): Overruling | null {
  const reserved = warnings.find((warning) => warning.kind === 'reserved')
  if (reserved === undefined) return null
  const { reservationId, by, untilMs, why } = reserved
  if (reason !== null) return { reservationId, reason }
  throw new BerthError('slot-reserved', { slot, by, until: new Date(untilMs).toISOString(), why })
}

/** The holds that the plan names, with the reason for going over them. Throws `slot-held` without one. */
function liftingOf({ slot, operation, warnings }: Plan, reason: string | null): Lifting | null {
  const warning = warnings.find(({ kind }) => kind === 'held')
  if (warning?.kind !== 'held' || operation.kind !== 'deploy') return null
  const { holdIds, held, by } = warning
  if (reason !== null) return { holdIds, reason }
  throw new BerthError('slot-held', { slot, tag: operation.tag, held, by })
}

type Agreed = {
  readonly operation: Operation
  readonly plan: Plan
  readonly by: string
  readonly over: Overruling | null
  readonly lift: Lifting | null
}

async function run(
  request: OperateRequest,
  found: FoundSlot,
  { operation, plan, by, over, lift }: Agreed,
  parts: CommandParts,
): Promise<ExitCode> {
  const { hostId, slot } = found
  const body = { hostId, slot, operation, fingerprint: plan.fingerprint, by, over, lift }
  const begin = async (leaving: AbortSignal): Promise<string> =>
    (await parts.session.request('run-operation', body, leaving)).deploymentId
  const ended = await runDeployment(slot, begin, parts)
  if (ended === null) return exitCodes.cancelled
  await tellResult(request.json, found, ended, parts)
  return exitCodeOfResult(resultOf(ended))
}
