import { readSlotsFile, type SlotsFileReading } from '../../domain/slots-file/read-slots-file'
import { createRemarks } from '../../domain/slots-file/remark'
import type { Bundle, SlotsSource } from '../../domain/slots-file/slots-file'
import { schemaFaults } from './schema-faults'
import { readYaml } from './read-yaml'

/** Reads a bundle: YAML, what Berth supports, then the Compose Specification's own schema; all faults at once. */
export function parseSlotsFile(bundle: Bundle): SlotsFileReading {
  const source = openBundle(bundle)
  if (source.kind === 'faulty') return source
  const read = readSlotsFile(source.source)
  const known = read.kind === 'faulty' ? read.faults : []
  const faults = schemaFaults(source.source, known)
  if (faults.length === 0) return read
  const warnings = read.kind === 'faulty' ? read.warnings : read.file.warnings
  return { kind: 'faulty', faults: [...known, ...faults], warnings }
}

/** The file's values with their places; faults where it is not YAML that can be read. */
export function openBundle(
  bundle: Bundle,
): { readonly kind: 'opened'; readonly source: SlotsSource } | Extract<SlotsFileReading, { kind: 'faulty' }> {
  const { composeText, composeName, files, environment } = bundle
  const remarks = createRemarks()
  const root = readYaml(composeText, composeName, remarks)
  if (root !== null && root.kind !== 'map') {
    remarks.fault({ code: 'map-expected', details: {}, file: composeName, ...root.at, path: '' })
  } else if (root === null && remarks.faults().length === 0) {
    remarks.fault({ code: 'services-missing', details: {}, file: composeName, line: 1, column: 1, path: '' })
  }
  const faults = remarks.faults()
  if (faults.length > 0 || root?.kind !== 'map') return { kind: 'faulty', faults, warnings: remarks.warnings() }
  return { kind: 'opened', source: { composeName, root, files, environment } }
}
