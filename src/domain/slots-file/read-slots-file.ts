import { checkColors } from './check-colors'
import { checkSlots } from './check-slots'
import { fault, type Field } from './field'
import type { FileExtension } from './file-extension'
import { readSection } from './read-section'
import { readEntries, readText } from './read-values'
import { createRemarks, type Remark } from './remark'
import { openSource, type OpenedSource, readSlotServices, variableLookup } from './slot-services'
import type { SlotsFile, SlotsSource } from './slots-file'

/** The file, or everything that is wrong with it; warnings in either case. */
export type SlotsFileReading =
  | { readonly kind: 'read'; readonly file: SlotsFile }
  | { readonly kind: 'faulty'; readonly faults: readonly Remark[]; readonly warnings: readonly Remark[] }

/** The tag a file is read with where only its form matters. */
export const sampleTag = 'kickoff-000000-sample'

/** Reads a file for each of its slots, both colours, and tells all that is wrong with it at once. Pure. */
export function readSlotsFile(source: SlotsSource): SlotsFileReading {
  const remarks = createRemarks()
  const opened = openSource(source, remarks)
  const services = readTopLevel(opened)
  variableLookup(source, [], remarks)
  const read = opened.extension.slots.map((entry) => {
    const blue = readSlotServices(opened, entry, { tag: sampleTag, color: entry.hasColors ? 'blue' : null })
    const green = entry.hasColors ? readSlotServices(opened, entry, { tag: sampleTag, color: 'green' }) : null
    checkColors(entry, blue, green)
    return { entry, blue, green }
  })
  checkSlots(read, services)
  const faults = remarks.faults()
  const warnings = remarks.warnings()
  if (faults.length > 0) return { kind: 'faulty', faults, warnings }
  return { kind: 'read', file: { ...definitions(opened.extension), services, source, warnings } }
}

function definitions({ branch, platform, directory, versions, slots }: FileExtension) {
  const plain = slots.map(({ slot, host, urls, hasColors }) => ({ slot, host, urls, hasColors }))
  return { branch, platform, directory, versions, slots: plain }
}

/** Checks the keys of the whole file; answers the names of its services. */
function readTopLevel({ root }: OpenedSource): readonly string[] {
  const section = readSection(root, {
    supported: ['services', 'networks', 'volumes', 'x-berth', 'version', 'name'],
    refused: {
      include: 'include-unsupported',
      secrets: 'secrets-unsupported',
      configs: 'secrets-unsupported',
      models: 'key-unsupported',
    },
  })
  readText(section.version)
  readText(section.name)
  const services = readEntries(section.services)
  if (services.size === 0) fault(section.services ?? root, 'services-missing')
  for (const [name, field] of services) checkServiceName(name, field)
  return [...services.keys()]
}

function checkServiceName(name: string, field: Field): void {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/.test(name)) fault(field, 'name-invalid')
}
