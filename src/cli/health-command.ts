import type { ServiceHealthView } from '../contract/health-contract'
import { BerthError } from '../domain/berth-error'
import type { SlotView } from '../domain/board'
import type { HealthReason } from '../domain/health-reason'
import { countChecks } from '../domain/health-strip'
import { describeHealthCause, describeHealthNote } from '../domain/describe-health'
import type { CliRequestOf } from './cli-request'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { findSlot } from './find-slot'
import { healthLines } from './health-lines'
import { momentAgo } from './moment'
import { fitLines } from './text-width'

const usualSpanMs = 1_800_000
const longestSpanMs = 86_400_000
const shortestSpanMs = 60_000

/**
 * Shows how a slot's services did, asks the declared HTTP probes once, and says why what is unhealthy is. What lies before
 * Docker's last five results is what the window has recorded on this machine.
 */
export async function showHealth(
  request: CliRequestOf<'health'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, language, output } = parts
  const { hostId, slot, label } = findSlot(session.board(), request.slot, false)
  const spanMs = spanOf(request, parts.nowMs())
  const health = await session.request('read-health', { hostId, slot, spanMs, probes: 'wait' }, signal)
  const row = rowOf(parts, hostId, slot)
  const explained = await Promise.all(
    row.services.map(({ name }) => session.request('explain-health', { hostId, slot, service: name }, signal)),
  )
  const reasons = explained.flatMap(({ reason }) => reason ?? [])
  if (request.json) {
    const services = health.services.map((service) => serviceJson(service, row, reasons))
    await writeJson(parts, { slot, from: timeOf(health.nowMs - spanMs), to: timeOf(health.nowMs), services })
    return exitCodes.done
  }
  const width = output.results.width()
  const shown = { label, slot: row, health, reasons, fromMs: health.nowMs - spanMs }
  await output.results.write(`${fitLines(healthLines(shown, language, width), width).join('\n')}\n`)
  return exitCodes.done
}

/** Throws `bad-request` for a beginning that is not in the last day. */
function spanOf({ since }: CliRequestOf<'health'>, nowMs: number): number {
  if (since === null) return usualSpanMs
  const spanMs = nowMs - momentAgo(since, nowMs)
  if (spanMs > 0 && spanMs <= longestSpanMs) return Math.round(Math.max(shortestSpanMs, spanMs))
  throw new BerthError('bad-request', { field: '--since', reason: 'health is kept for a day' })
}

function rowOf({ session }: CommandParts, hostId: string, slot: string): SlotView {
  const entry = session.board().hosts.find(({ host }) => host.id === hostId)
  const row = entry?.slots.find(({ name }) => name === slot)
  if (row === undefined) throw new BerthError('slot-unknown', { slot, known: '' })
  return row
}

function serviceJson(service: ServiceHealthView, row: SlotView, reasons: readonly HealthReason[]) {
  const { notes, checks, known, probe } = service
  const reason = reasons.find((one) => one.service === service.service)
  return {
    service: service.service,
    state: row.services.find(({ name }) => name === service.service)?.state.kind ?? null,
    ...countChecks({ ...service, source: 'docker' }),
    probe: probe === null ? null : { ...probe, ...countChecks({ ...service, source: 'http' }) },
    checks: checks.map(({ startedAtMs, durationMs, ...check }) => ({
      at: timeOf(startedAtMs),
      seconds: durationMs / 1_000,
      ...check,
    })),
    happened: notes.map(({ atMs, ...note }) => {
      return { at: timeOf(atMs), ...note, text: describeHealthNote({ ...note, atMs }, 'en') }
    }),
    known: known.map(({ fromMs, untilMs }) => ({ from: timeOf(fromMs), to: timeOf(untilMs) })),
    why: reason === undefined ? null : reasonJson(reason),
  }
}

function reasonJson({ beganAtMs, isBeginningKnown, failingCheck, logLines, ...reason }: HealthReason) {
  return {
    ...reason,
    text: describeHealthCause(reason.cause, 'en'),
    since: beganAtMs === null ? null : timeOf(beganAtMs),
    sinceIsSure: isBeginningKnown,
    failingCheck: failingCheck === null ? null : { at: timeOf(failingCheck.startedAtMs), ...failingCheck },
    log: logLines.map(({ text }) => text),
  }
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString()
}
