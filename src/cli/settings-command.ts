import { resolve } from 'node:path'
import type { SlotsFileCheck } from '../contract/slots-file-view'
import { BerthError } from '../domain/berth-error'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, personName, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { findHost, type FoundHost } from './find-host'
import { localTime } from './local-time'
import { changeLines, remarkJson, remarkLines } from './settings-lines'
import { alignColumns, fitLines } from './text-width'

/** Checks a slots file against what is published on a host. Faults end with `usage`, as scripts want to know. */
export async function checkSettings(
  request: CliRequestOf<'settings-check'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const host = findHost(parts.session.board(), request.host, parts.language)
  const check = await lookAt(request.file, host, parts, signal)
  return check.faults.length > 0 ? tellFaults(request, check, parts) : tellFine(request, check, parts)
}

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
  if (check.faults.length > 0) return tellFaults(request, check, parts)
  const isSame = check.against !== null && check.lines.every(({ kind }) => kind === 'same')
  const lines = [...remarkLines(request.file, check, language), ...changeLines(check, host.name, language)]
  const target = request.planOnly && !request.json ? output.results : output.progress
  await target.write(`${lines.join('\n')}\n`)
  if (request.planOnly || isSame) {
    if (request.json) await writeJson(parts, { version: null, ...checkJson(check) })
    else if (isSame) await output.results.write(`${texts.sameAsPublished}\n`)
    return exitCodes.done
  }
  const isConfirmed = request.yes || (output.ask !== null && (await output.ask(texts.question, signal)))
  if (!isConfirmed) throw new BerthError('cancelled')
  const by = await personName(request.by, parts, signal)
  const body = { hostId: host.hostId, checksum: check.checksum, note: request.note, by }
  const { version } = await session.request('publish-slots-file', body, signal)
  if (request.json) await writeJson(parts, { version, ...checkJson(check) })
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

function lookAt(
  file: string,
  { hostId }: FoundHost,
  { session }: CommandParts,
  signal: AbortSignal,
): Promise<SlotsFileCheck> {
  return session.request('check-slots-file', { hostId, source: { kind: 'chosen', token: resolve(file) } }, signal)
}

type OfFile = { readonly file: string; readonly json: boolean }

/** The faults are the result: editors and CI read them. */
async function tellFaults({ file, json }: OfFile, check: SlotsFileCheck, parts: CommandParts): Promise<ExitCode> {
  const { output, language } = parts
  if (json) await writeJson(parts, { version: null, ...checkJson(check) })
  else {
    await output.results.write(`${remarkLines(file, check, language).join('\n')}\n`)
    await output.progress.write(`${cliTextsOf(language).settings.faulty(file, check.faults.length)}\n`)
  }
  return exitCodes.usage
}

async function tellFine({ file, json }: OfFile, check: SlotsFileCheck, parts: CommandParts): Promise<ExitCode> {
  const { output, language } = parts
  if (json) await writeJson(parts, checkJson(check))
  else {
    const fine = cliTextsOf(language).settings.fine(file, check.serviceCount)
    await output.results.write(`${[...remarkLines(file, check, language), fine].join('\n')}\n`)
  }
  return exitCodes.done
}

function checkJson({
  faults,
  warnings,
  against,
  changes,
  elsewhere,
}: SlotsFileCheck): Readonly<Record<string, unknown>> {
  const remarks = { faults: faults.map(remarkJson), warnings: warnings.map(remarkJson) }
  return { ...remarks, against: against?.version ?? null, changes, elsewhere }
}
