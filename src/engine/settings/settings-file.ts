import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { z } from 'zod'
import { type BerthErrorData, errorData } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { kickoffReader } from '../../domain/kickoff'
import { sameData } from '../../domain/same-data'
import { type Settings, settingsSchema } from '../../domain/settings'

/** The settings file as it is. `raw` keeps what this version doesn't know. A missing file is a valid one without content. */
export type SettingsFile =
  | { readonly kind: 'valid'; readonly settings: Settings; readonly raw: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly problem: BerthErrorData }

/** Reads and checks the file. Never throws: what is wrong with it is `settings-invalid`, naming file and field. */
export function readSettingsFile(file: string): SettingsFile {
  const invalid = (field: string, reason: string): SettingsFile => ({
    kind: 'invalid',
    problem: errorData('settings-invalid', { file, field, reason: displayText(reason) }),
  })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'valid', settings: settingsSchema.parse({}), raw: {} }
    return invalid('the file', codeOf(error))
  }
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    return invalid(lineOf(error, text), 'not JSON')
  }
  const parsed = settingsSchema.safeParse(raw)
  if (!parsed.success) return invalid(...firstIssue(parsed.error))
  const fault = faultOf(parsed.data)
  if (fault !== null) return invalid(fault.field, fault.reason)
  return { kind: 'valid', settings: parsed.data, raw: raw as Readonly<Record<string, unknown>> }
}

/**
 * Writes the settings over a valid file: keys that this version doesn't know stay, and defaults that nobody set are
 * not written down. Atomic: a reader sees the old file or the new one.
 */
export async function writeSettingsFile(
  file: string,
  before: Extract<SettingsFile, { kind: 'valid' }>,
  settings: Settings,
): Promise<void> {
  const set = Object.entries(settings).filter(
    ([key, value]) => Object.hasOwn(before.raw, key) || !sameData(value, before.settings[key as keyof Settings]),
  )
  const next = { ...before.raw, ...Object.fromEntries(set) }
  if (Object.hasOwn(next, 'hosts')) next['hosts'] = withUnknownKeys(settings.hosts, before.raw['hosts'])
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFileAtomic(file, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
}

function withUnknownKeys(hosts: Settings['hosts'], before: unknown): readonly unknown[] {
  const known: readonly unknown[] = Array.isArray(before) ? before : []
  const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null
  return hosts.map((host) => ({ ...known.filter(isObject).find((raw) => raw['id'] === host.id), ...host }))
}

/** What the schema cannot say. */
function faultOf(settings: Settings): { readonly field: string; readonly reason: string } | null {
  const reason = kickoffPatternFault(settings.kickoffPattern)
  if (reason !== null) return { field: 'kickoffPattern', reason }
  for (const key of ['id', 'name'] as const) {
    const values = settings.hosts.map((host) => host[key])
    const twice = values.findIndex((value, index) => values.indexOf(value) !== index)
    if (twice !== -1) return { field: `hosts.${twice}.${key}`, reason: `"${values[twice] ?? ''}" is there twice` }
  }
  return null
}

/** Why a pattern cannot be used; null where it can. */
export function kickoffPatternFault(pattern: string): string | null {
  try {
    kickoffReader(pattern)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function firstIssue(error: z.ZodError): [field: string, reason: string] {
  const issue = error.issues[0]
  return [issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.join('.'), issue?.message ?? '']
}

function lineOf(error: unknown, text: string): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  return position === undefined ? 'the file' : `line ${text.slice(0, Number(position)).split('\n').length}`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
