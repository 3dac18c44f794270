import { dirname, join } from 'node:path'
import type { FileRemark, SlotsFileAlone, SlotsFileCheck } from '../contract/slots-file-view'
import type { Language } from '../domain/berth-error'
import { describeRemark } from '../domain/slots-file/remark-catalog'
import { cliTextsOf } from './cli-texts-of'
import { alignColumns } from './text-width'

/** Each remark as `FILE:LINE:COLUMN: what is wrong`, as editors and CI find places; `file` as it was written by hand. */
export function remarkLines(
  file: string,
  check: SlotsFileCheck | SlotsFileAlone,
  language: Language,
): readonly string[] {
  const warning = cliTextsOf(language).settings.warning
  const lineOf = (remark: FileRemark, word: string): string => {
    // What the file names lies beside it.
    const place = remark.file === check.fileName ? file : join(dirname(file), remark.file)
    const { message, hint } = describeRemark(remark, language)
    const path = remark.path === '' ? '' : `${remark.path}: `
    return `${place}:${remark.line}:${remark.column}: ${word}${path}${message}${hint === '' ? '' : ` ${hint}`}`
  }
  return [
    ...check.faults.map((remark) => lineOf(remark, '')),
    ...check.warnings.map((remark) => lineOf(remark, `${warning}: `)),
  ]
}

/** A remark as scripts read it, in English. */
export function remarkJson(remark: FileRemark): Readonly<Record<string, unknown>> {
  return { ...remark, ...describeRemark(remark, 'en') }
}

/** What publishing changes: line by line, then slot by slot. */
export function changeLines(check: SlotsFileCheck, hostName: string, language: Language): readonly string[] {
  const texts = cliTextsOf(language).settings
  const { against, elsewhere } = check
  const head = against === null ? texts.first(hostName) : texts.against(hostName, against.version)
  const changes = check.changes.map(({ slot, kind, services, settings }) => [
    slot,
    texts.slotKinds[kind],
    [...settings.map(settingWord), ...services.flatMap(serviceWords)].join(', '),
  ])
  return [
    head,
    ...(against === null ? [] : changedLines(check)),
    ...alignColumns(changes).map((line) => `  ${line}`),
    ...elsewhere.map(({ slot, host }) => `  ${texts.elsewhere(slot, host)}`),
  ]
}

const signs = { same: ' ', added: '+', removed: '-' } as const
type Kind = keyof typeof signs

/** Only what differs, with the number of its line in the file that has it. */
function changedLines({ lines }: SlotsFileCheck): readonly string[] {
  return lines.flatMap(({ file, kind, before, after, text }) =>
    kind === 'same' ? [] : [`${signs[kind]} ${file}:${after ?? before ?? 0}  ${text}`],
  )
}

function settingWord({
  name,
  kind,
}: {
  readonly name: string
  readonly kind: 'changed' | 'added' | 'removed'
}): string {
  return `${changeSigns[kind]}${name}`
}

function serviceWords({ service, kind, settings }: SlotsFileCheck['changes'][number]['services'][number]): string[] {
  if (kind !== 'changed') return [`${changeSigns[kind]}${service}`]
  return settings.map((setting) => `${changeSigns[setting.kind]}${service}.${setting.name}`)
}

const changeSigns: Readonly<Record<'changed' | Exclude<Kind, 'same'>, string>> = {
  changed: '',
  added: '+',
  removed: '-',
}
