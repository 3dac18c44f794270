import { BerthError } from '../domain/berth-error'
import { checkJson, lookAt, tellFaults } from './check-settings'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, personName, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { findHost } from './find-host'
import { localTime } from './local-time'
import { changeLines, remarkLines } from './settings-lines'
import { alignColumns, fitLines } from './text-width'

/** Shows what a slots file changes, asks, and publishes it. */
export async function publishSettings(
  request: CliRequestOf<'settings-publish'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, output, language } = parts
  const texts = cliTextsOf(language).settings
  const host = findHost(session.board(), request.host, language)
  const check = await lookAt(request.file, host, parts, signal)
  if (check.faults.length > 0) return tellFaults(request, check, parts, null)
  const isSame = check.against !== null && check.lines.every(({ kind }) => kind === 'same')
  const lines = [...remarkLines(request.file, check, language), ...changeLines(check, host.name, language)]
  const target = request.planOnly && !request.json ? output.results : output.progress
  await target.write(`${lines.join('\n')}\n`)
  if (request.planOnly || isSame) {
    if (request.json) await writeJson(parts, { version: null, ...checkJson(check, null) })
    else if (isSame) await output.results.write(`${texts.sameAsPublished}\n`)
    return exitCodes.done
  }
  const isConfirmed = request.yes || (output.ask !== null && (await output.ask(texts.question, signal)))
  if (!isConfirmed) throw new BerthError('cancelled')
  const by = await personName(request.by, parts, signal)
  const body = { hostId: host.hostId, checksum: check.checksum, note: request.note, by }
  const { version } = await session.request('publish-slots-file', body, signal)
  if (request.json) await writeJson(parts, { version, ...checkJson(check, null) })
  else await output.results.write(`${texts.published(version, host.name)}\n`)
  return exitCodes.done
}

/** Prints a published version, values that may be secret hidden. */
export async function showSettings(
  request: CliRequestOf<'settings-show'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, output, language } = parts
  const texts = cliTextsOf(language).settings
  const { hostId, name } = findHost(session.board(), request.host, language)
  const { versions, text } = await session.request('read-slots-file', { hostId, version: request.version }, signal)
  const version = request.version ?? versions[0]?.version ?? null
  if (version !== null && text === null) throw new BerthError('slots-file-gone', { version })
  if (request.json) await writeJson(parts, { version, text })
  else if (text !== null) await output.results.write(text.endsWith('\n') ? text : `${text}\n`)
  else await output.progress.write(`${texts.nothingPublished(name)}\n`)
  return text === null ? exitCodes.failed : exitCodes.done
}

/** Lists the published versions, newest first. */
export async function listSettings(
  request: CliRequestOf<'settings-list'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, output, language } = parts
  const texts = cliTextsOf(language).settings
  const { hostId, name } = findHost(session.board(), request.host, language)
  const { versions } = await session.request('read-slots-file', { hostId, version: null }, signal)
  if (request.json) {
    const listed = versions.map(({ atMs, ...version }) => ({ ...version, publishedAt: new Date(atMs).toISOString() }))
    await writeJson(parts, { versions: listed })
    return exitCodes.done
  }
  const rows = versions.map(({ version, atMs, by, slots, note }) => [
    `r${version}`,
    localTime(atMs),
    by,
    slots.join(', '),
    note,
  ])
  const table = fitLines(alignColumns([[...texts.head], ...rows]), output.results.width())
  await output.results.write(`${(rows.length === 0 ? [texts.nothingPublished(name)] : table).join('\n')}\n`)
  return exitCodes.done
}
