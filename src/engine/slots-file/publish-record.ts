import { displayText } from '../../domain/display-text'
import type { LedgerDraft, SlotSummary } from '../../domain/ledger/ledger-record'
import { sampleTag } from '../../domain/slots-file/read-slots-file'
import { slotServices } from '../../domain/slots-file/slot-services'
import type { SlotsFile } from '../../domain/slots-file/slots-file'

type Publication = {
  readonly file: SlotsFile
  readonly hostName: string
  readonly version: number
  readonly checksum: string
  readonly by: string
  readonly note: string
}

/** A record is bounded, and what is written down first is what nobody runs any more. */
const mostVersions = 500

/** The record of a version: what boards need of it without its content, no values of variables among it. */
export function publishedRecord({ file, hostName, version, checksum, by, note }: Publication): LedgerDraft {
  return {
    kind: 'settings-published',
    by,
    slot: null,
    version,
    checksum,
    slots: file.slots.filter(({ host }) => host === null || host === hostName).map((slot) => summaryOf(file, slot)),
    branch: file.branch ?? '',
    platform: file.platform ?? '',
    versions: Object.fromEntries(Object.entries(file.versions).slice(-mostVersions)),
    note: displayText(note),
  }
}

function summaryOf(file: SlotsFile, { slot, urls }: SlotsFile['slots'][number]): SlotSummary {
  const reading = slotServices(file, slot, { tag: sampleTag, color: null })
  const services = reading.kind === 'read' ? reading.slot.services.map(({ service }) => service) : [...file.services]
  return { name: slot, services, urls: { ...urls } }
}
