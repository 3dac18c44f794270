import type { Overruling } from '../contract/reservation-requests'
import { BerthError } from '../domain/berth-error'
import type { Reservation } from '../domain/reservation'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, personName, writeJson } from './command-parts'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodes } from './exit-codes'
import { findSlot, type FoundSlot } from './find-slot'
import { localTime } from './local-time'
import { momentAhead } from './moment'

/** Reserves a slot; goes over somebody else's reservation only with a reason for it. */
export async function reserve(
  request: CliRequestOf<'reserve'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session } = parts
  const { why, forWhom, overReservation, json } = request
  const found = findSlot(session.board(), request.slot, true)
  const by = await personName(request.by, parts, signal)
  const untilMs = momentAhead(request.until, parts.nowMs())
  const ask = async (over: Overruling | null): Promise<string> => {
    const body = { hostId: found.hostId, slot: found.slot, untilMs, why, forWhom, by, over }
    return (await session.request('reserve-slot', body, signal)).reservationId
  }
  const reservationId = await ask(null).catch((error: unknown) => {
    const present = reservationOf(session, found)
    const isReserved = error instanceof BerthError && error.code === 'slot-reserved'
    if (!isReserved || overReservation === null || present === null) throw error
    return ask({ reservationId: present.reservationId, reason: overReservation })
  })
  const until = new Date(untilMs).toISOString()
  if (json)
    await writeJson(parts, { reservation: { id: reservationId, slot: found.slot, by, for: forWhom, why, until } })
  else {
    const text = cliTextsOf(parts.language).ledger.reserved(found.label, forWhom || by, localTime(untilMs))
    await parts.output.results.write(`${text}\n`)
  }
  return exitCodes.done
}

/** Gives a slot back. One that is not reserved is fine: what was wanted is so. */
export async function unreserve(
  request: CliRequestOf<'unreserve'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, output, language } = parts
  const found = findSlot(session.board(), request.slot, true)
  const by = await personName(request.by, parts, signal)
  const present = reservationOf(session, found)
  if (present !== null) {
    const { reservationId } = present
    await session.request('unreserve-slot', { hostId: found.hostId, slot: found.slot, reservationId, by }, signal)
  }
  const texts = cliTextsOf(language).ledger
  if (request.json) await writeJson(parts, { slot: found.slot, ended: present?.reservationId ?? null })
  else {
    const text = present === null ? texts.notReserved(found.label) : texts.unreserved(found.label)
    await output.results.write(`${text}\n`)
  }
  return exitCodes.done
}

/** Who has a slot now, as the board says; the engine has read the ledger by then. */
export function reservationOf(session: EngineSession, { hostId, slot }: FoundSlot): Reservation | null {
  const host = session.board().hosts.find((entry) => entry.host.id === hostId)
  return host?.slots.find(({ name }) => name === slot)?.reservation ?? null
}
