import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { emptyLedgerState } from '../../domain/ledger/ledger-state'
import type { SlotsFile } from '../../domain/slots-file/slots-file'
import type { LedgerAccess } from '../ledger-access'
import { packBundle, publishedBundleName } from './published-bundle'
import type { Comparison, Published } from './publish-check'
import { publishedRecord } from './publish-record'

/** A file that was looked at and may be published: what it was compared with must still be the newest. */
export type CheckedFile = Comparison & {
  readonly file: SlotsFile
  /** Of the bundle alone. */
  readonly contentChecksum: string
}

/** Runs work that nobody else does on that host at the same time. */
export type OneAtATime = <Result>(hostId: string, work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>

type PublishRequest = {
  readonly hostId: string
  readonly checked: CheckedFile
  readonly note: string
  readonly by: string
}

type PublishParts = {
  readonly ledger: Pick<LedgerAccess, 'refresh' | 'append' | 'writePrivate' | 'dropPrivate'>
  readonly oneAtATime: OneAtATime
}

/** How many versions are kept; and how many before them are dropped again, in case an earlier drop was cut off. */
const keptVersions = 10
const droppedAgain = 3

/**
 * Publishes a version: first the content, then the record that makes it count, so that a cut leaves nothing half done.
 * Throws `slots-file-outdated` where somebody published since the file was looked at.
 */
export async function publishSlotsFile(
  { ledger, oneAtATime }: PublishParts,
  { hostId, checked, note, by }: PublishRequest,
  signal: AbortSignal,
): Promise<number> {
  const publish = async (): Promise<number> => {
    const { settings } = (await ledger.refresh(hostId, signal)) ?? emptyLedgerState
    const newest = settings[0] ?? null
    refuseOutdated(checked.against, newest)
    const version = (newest?.version ?? 0) + 1
    await ledger.writePrivate(
      hostId,
      [{ name: publishedBundleName(version), bytes: packBundle(checked.bundle) }],
      signal,
    )
    const { file, hostName, contentChecksum: checksum } = checked
    await ledger.append(hostId, [publishedRecord({ file, hostName, version, checksum, by, note })], signal)
    return version
  }
  const version = await oneAtATime(hostId, publish, signal)
  await dropOld(ledger, hostId, version, signal)
  return version
}

function refuseOutdated(against: Published | null, newest: Published | null): void {
  if (newest === null || newest.recordId === against?.recordId) return
  throw new BerthError('slots-file-outdated', { by: displayText(newest.by, 64), version: newest.version })
}

async function dropOld(
  ledger: PublishParts['ledger'],
  hostId: string,
  version: number,
  signal: AbortSignal,
): Promise<void> {
  const oldest = version - keptVersions
  const names = Array.from({ length: droppedAgain }, (_, index) => oldest - index).filter((one) => one > 0)
  if (names.length === 0) return
  // It is published: space that is not given back now is given back with the next version.
  await ledger.dropPrivate(hostId, names.map(publishedBundleName), signal).catch(() => undefined)
}
