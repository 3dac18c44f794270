import { defaultKickoffPattern, kickoffExample, kickoffReader, patternFault } from '../kickoff'
import { fault, type Field } from './field'
import type { VariableLookup } from './interpolate-text'
import { interpolateField } from './interpolate-node'
import { readTextMap, record } from './read-key-values'
import { readSection } from './read-section'
import { readEntries, readText } from './read-values'
import type { SlotDefinition } from './slots-file'

/** The file's `x-berth`, but for what differs from slot to slot. */
export type FileExtension = {
  readonly branch: string | null
  readonly platform: string | null
  readonly versions: Readonly<Record<string, string>>
  readonly directory: string | null
  readonly slots: readonly SlotEntry[]
  /** Not filled in yet: it may mention the slot's variables. */
  readonly proxy: Field | undefined
}

/** A slot and its sets of variables. */
export type SlotEntry = SlotDefinition & {
  readonly field: Field
  readonly env: Readonly<Record<string, string>>
  readonly colors: {
    readonly blue: Readonly<Record<string, string>>
    readonly green: Readonly<Record<string, string>>
  } | null
}

/** Variables that Berth gives itself. */
export const givenVariables = ['SLOT', 'TAG', 'COMPOSE_PROJECT_NAME'] as const

/** Reads the file's `x-berth`. `lookup` knows `.env`; a slot's values may mention `SLOT` as well. */
export function readFileExtension(root: Field, field: Field | undefined, lookup: VariableLookup): FileExtension {
  if (field === undefined) fault(root, 'extension-missing')
  const section = readSection(field, {
    supported: ['branch', 'platform', 'versions', 'directory', 'slots', 'proxy'],
  })
  const filled = (part: Field | undefined): Field | undefined => part && interpolateField(part, lookup)
  if (field !== undefined && section.slots === undefined) fault(field, 'key-missing', { key: 'slots' })
  const slots = [...readEntries(section.slots)].map(([slot, entry]) => readSlot(slot, entry, lookup))
  if (section.slots !== undefined && slots.length === 0) fault(section.slots, 'value-missing')
  return {
    branch: readBranch(filled(section.branch)),
    platform: readPlatform(filled(section.platform)),
    versions: readTextMap(filled(section.versions)),
    directory: readDirectory(filled(section.directory)),
    slots,
    proxy: section.proxy,
  }
}

function readBranch(field: Field | undefined): string | null {
  const pattern = readText(field)
  if (field === undefined || pattern === null) return null
  const shown = { pattern: defaultKickoffPattern, example: kickoffExample }
  try {
    kickoffReader(pattern)
  } catch (error) {
    const reason = patternFault(error)
    if (reason === null) return fault(field, 'branch-without-summary', shown)
    return fault(field, 'branch-pattern-invalid', { ...shown, reason })
  }
  return pattern
}

function readPlatform(field: Field | undefined): string | null {
  const template = readText(field)
  if (field === undefined || template === null) return null
  if (template.includes('{version}')) return template
  const shown = { pattern: 'platform/v{version}', example: 'platform/v1.3.10' }
  return fault(field, 'platform-without-version', { ...shown, written: template })
}

function readDirectory(field: Field | undefined): string | null {
  const path = readText(field)
  if (field === undefined || path === null) return null
  const clean = path.startsWith('/') && !path.split('/').includes('..')
  return clean ? path.replace(/\/+$/, '') || '/' : fault(field, 'target-not-absolute', { target: path })
}

function readSlot(slot: string, field: Field, lookup: VariableLookup): SlotEntry {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(slot)) fault(field, 'slot-name-invalid', { slot })
  const ofSlot: VariableLookup = (name) => (name === 'SLOT' || name === 'COMPOSE_PROJECT_NAME' ? slot : lookup(name))
  const section = readSection(interpolateField(field, ofSlot), { supported: ['host', 'env', 'urls', 'blue', 'green'] })
  const blue = readVariables(section.blue)
  const green = readVariables(section.green)
  if ((section.blue === undefined) !== (section.green === undefined)) fault(field, 'color-missing', { slot })
  const lone = symmetricDifference(Object.keys(blue), Object.keys(green))
  if (section.blue !== undefined && section.green !== undefined && lone.length > 0) {
    fault(section.green, 'colors-differ-in-names', { names: lone.join(', ') })
  }
  const hasColors = section.blue !== undefined && section.green !== undefined
  return {
    slot,
    host: readText(section.host),
    urls: readUrls(section.urls),
    hasColors,
    field,
    env: readVariables(section.env),
    colors: hasColors ? { blue, green } : null,
  }
}

function readVariables(field: Field | undefined): Readonly<Record<string, string>> {
  const entries = [...readEntries(field)].map(([name, value]) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) fault(value, 'variable-name-invalid', { name })
    if (givenVariables.some((given) => given === name)) fault(value, 'variable-given', { name })
    const text = value.node.kind === 'scalar' && value.node.type === 'boolean' ? value.node.text : readText(value)
    return [name, text ?? ''] as const
  })
  return record(entries)
}

function readUrls(field: Field | undefined): Readonly<Record<string, string>> {
  const entries = [...readEntries(field)].map(([service, value]) => {
    const url = readText(value)
    if (url !== null && !/^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/.test(url)) fault(value, 'url-invalid')
    return [service, url ?? ''] as const
  })
  return record(entries)
}

function symmetricDifference(ones: readonly string[], others: readonly string[]): readonly string[] {
  return [...ones.filter((name) => !others.includes(name)), ...others.filter((name) => !ones.includes(name))]
}
