import type { Hold } from '../domain/hold'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, personName, writeJson } from './command-parts'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodes } from './exit-codes'
import { findSlot, type FoundSlot } from './find-slot'

/** Lifts all that holds a slot since a rollback. One that is not held is fine: what was wanted is so. */
export async function lift(request: CliRequestOf<'lift'>, parts: CommandParts, signal: AbortSignal): Promise<ExitCode> {
  const { session, output, language } = parts
  const found = findSlot(session.board(), request.slot, true)
  const by = await personName(request.by, parts, signal)
  const holds = holdsOf(session, found)
  const holdIds = holds.map(({ holdId }) => holdId)
  const { hostId, slot, label } = found
  if (holdIds.length > 0) {
    await session.request('lift-holds', { hostId, slot, holdIds, reason: request.why, by }, signal)
  }
  const tags = holds.map(({ tag }) => tag)
  const texts = cliTextsOf(language).ledger
  if (request.json) await writeJson(parts, { slot, lifted: tags })
  else
    await output.results.write(`${tags.length === 0 ? texts.notHeld(label) : texts.lifted(label, tags.join(', '))}\n`)
  return exitCodes.done
}

/** What is held on a slot now, as the board says; the engine has read the ledger by then. */
function holdsOf(session: EngineSession, { hostId, slot }: FoundSlot): readonly Hold[] {
  const host = session.board().hosts.find((entry) => entry.host.id === hostId)
  return host?.slots.find(({ name }) => name === slot)?.holds ?? []
}
