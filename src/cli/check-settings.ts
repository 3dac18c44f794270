import { resolve } from 'node:path'
import type { SlotsFileAlone, SlotsFileCheck } from '../contract/slots-file-view'
import { BerthError, type BerthErrorData, describeError } from '../domain/berth-error'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import { exitCodeOfError, type ExitCode, exitCodes } from './exit-codes'
import { findHost, type FoundHost } from './find-host'
import { remarkJson, remarkLines } from './settings-lines'

/**
 * Checks a slots file, and compares it with what is published where its host can be asked. Faults end with `usage`, as
 * scripts want to know.
 */
export async function checkSettings(
  request: CliRequestOf<'settings-check'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { file, json } = request
  const { check, unchecked } = await checkAsFarAsPossible(request, parts, signal)
  if (unchecked !== null && !json) await tellUnchecked(unchecked, parts)
  if (check.faults.length > 0) return tellFaults(request, check, parts, unchecked)
  if (json) await writeJson(parts, checkJson(check, unchecked))
  else {
    const fine = cliTextsOf(parts.language).settings.fine(file, check.serviceCount)
    await parts.output.results.write(`${[...remarkLines(file, check, parts.language), fine].join('\n')}\n`)
  }
  return exitCodes.done
}

/** Looks at a slots file and compares it with what is published on a host. */
export function lookAt(
  file: string,
  { hostId }: FoundHost,
  { session }: CommandParts,
  signal: AbortSignal,
): Promise<SlotsFileCheck> {
  return session.request('check-slots-file', { hostId, source: { kind: 'chosen', token: resolve(file) } }, signal)
}

type Looked = {
  readonly check: SlotsFileCheck | SlotsFileAlone
  /** Why nothing was compared; null: it was. */
  readonly unchecked: BerthErrorData | null
}

/** A file is what it is, whether its host can be asked or not. */
async function checkAsFarAsPossible(
  { file, host }: CliRequestOf<'settings-check'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<Looked> {
  const { session, language } = parts
  try {
    const found = findHost(session.board(), host, language)
    return { check: await lookAt(file, found, parts, signal), unchecked: null }
  } catch (error) {
    if (!(error instanceof BerthError) || !isOfHosts(error, host)) throw error
    const check = await session.request('check-slots-file-alone', { token: resolve(file) }, signal)
    return { check, unchecked: error.data }
  }
}

/** Whether no host can be asked, or it is not said which. A name that no host has is a mistake to be told. */
function isOfHosts({ code }: BerthError, host: string | null): boolean {
  return exitCodeOfError(code) === exitCodes.unreachable || (host === null && code === 'bad-request')
}

async function tellUnchecked(reason: BerthErrorData, { output, language }: CommandParts): Promise<void> {
  const { message } = describeError(reason, language)
  await output.progress.write(`${cliTextsOf(language).settings.notCompared(message)}\n`)
}

/** The faults are the result: editors and CI read them. */
export async function tellFaults(
  { file, json }: { readonly file: string; readonly json: boolean },
  check: SlotsFileCheck | SlotsFileAlone,
  parts: CommandParts,
  unchecked: BerthErrorData | null,
): Promise<ExitCode> {
  const { output, language } = parts
  if (json) await writeJson(parts, { version: null, ...checkJson(check, unchecked) })
  else {
    await output.results.write(`${remarkLines(file, check, language).join('\n')}\n`)
    await output.progress.write(`${cliTextsOf(language).settings.faulty(file, check.faults.length)}\n`)
  }
  return exitCodes.usage
}

/** A check as scripts read it. `unchecked`: why it was compared with nothing. */
export function checkJson(
  check: SlotsFileCheck | SlotsFileAlone,
  unchecked: BerthErrorData | null,
): Readonly<Record<string, unknown>> {
  const remarks = { faults: check.faults.map(remarkJson), warnings: check.warnings.map(remarkJson) }
  if (!('against' in check)) return { ...remarks, against: null, changes: [], elsewhere: [], unchecked }
  const { against, changes, elsewhere } = check
  return { ...remarks, against: against?.version ?? null, changes, elsewhere, unchecked }
}
