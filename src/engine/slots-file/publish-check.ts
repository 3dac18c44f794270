import type { SlotsFileCheck, SlotsFileVersion } from '../../contract/slots-file-view'
import { displayText } from '../../domain/display-text'
import type { LedgerRecordOf } from '../../domain/ledger/ledger-record'
import { diffSlotsFiles, type SlotDifference } from '../../domain/slots-file/diff-slots-files'
import type { Remark } from '../../domain/slots-file/remark'
import type { Bundle, SlotsFile } from '../../domain/slots-file/slots-file'
import { parseSlotsFile } from './parse-slots-file'
import { publishLineDiff } from './publish-line-diff'

/** A published version as its record tells it. */
export type Published = LedgerRecordOf<'settings-published'>

/** What is compared: the new bundle and what stands on the host. */
export type Comparison = {
  readonly bundle: Bundle
  readonly hostName: string
  readonly against: Published | null
  /** The content of `against`; null where there is none, or it is gone. */
  readonly before: Bundle | null
}

type CheckPart = Omit<SlotsFileCheck, 'checksum' | 'fileName' | 'ofVersion'>

/** What publishing a bundle would change, and whether it can be; `file` null: it has faults. */
export function checkBundle(comparison: Comparison): { readonly check: CheckPart; readonly file: SlotsFile | null } {
  const { bundle, against, before, hostName } = comparison
  const reading = parseSlotsFile(bundle)
  const file = reading.kind === 'read' ? reading.file : null
  const faults = reading.kind === 'faulty' ? reading.faults : []
  const warnings = reading.kind === 'faulty' ? reading.warnings : reading.file.warnings
  const check = {
    faults: faults.map(shownRemark),
    warnings: warnings.map(shownRemark),
    against: against === null ? null : shownVersion(against),
    lines: [...publishLineDiff(before, bundle)],
    changes: file === null ? [] : diffSlotsFiles(readBefore(before), file).map(shownDifference),
    elsewhere: file === null ? [] : slotsElsewhere(file, hostName),
    serviceCount: file?.services.length ?? 0,
    branch: file?.branch ?? null,
  }
  return { check, file }
}

/** A remark as it travels; its file and path come from hostile text. */
export function shownRemark({ code, details, file, line, column, path }: Remark): SlotsFileCheck['faults'][number] {
  const shown = Object.entries(details).map(([key, value]) => [
    key,
    typeof value === 'string' ? displayText(value) : value,
  ])
  return {
    code,
    details: Object.fromEntries(shown) as SlotsFileCheck['faults'][number]['details'],
    file: displayText(file),
    line,
    column,
    path: displayText(path),
  }
}

/** A version as people see it in the list. */
export function shownVersion({ version, by, atMs, note, slots, checksum }: Published): SlotsFileVersion {
  return {
    version,
    by: displayText(by, 64),
    atMs,
    note: displayText(note),
    slots: slots.map(({ name }) => displayText(name)),
    checksum: displayText(checksum, 100),
  }
}

/** What this version of Berth can't read any more counts as nothing: everything in the new file is then new. */
function readBefore(before: Bundle | null): SlotsFile | null {
  if (before === null) return null
  const reading = parseSlotsFile(before)
  return reading.kind === 'read' ? reading.file : null
}

function slotsElsewhere(file: SlotsFile, hostName: string): SlotsFileCheck['elsewhere'] {
  return file.slots.flatMap(({ slot, host }) =>
    host === null || host === hostName ? [] : [{ slot: displayText(slot), host: displayText(host) }],
  )
}

function shownDifference({ slot, kind, services, settings }: SlotDifference): SlotsFileCheck['changes'][number] {
  return {
    slot: displayText(slot),
    kind,
    services: services.map((service) => ({
      service: displayText(service.service),
      kind: service.kind,
      settings: service.settings.map(shownSetting),
    })),
    settings: settings.map(shownSetting),
  }
}

function shownSetting(setting: SlotDifference['settings'][number]) {
  return { name: setting.name, kind: setting.kind }
}
