import {
  bundleChecksum,
  packBundle,
  publishedBundleName,
  readPublishedBundle,
} from '../../src/engine/slots-file/published-bundle'
import { parseSlotsFile } from '../../src/engine/slots-file/parse-slots-file'
import { publishedRecord } from '../../src/engine/slots-file/publish-record'
import type { ShopDeployer } from './shop-deployer'

const never = new AbortController().signal

/** Publishes a slots file to a shop's host, unless its newest version is there: a prune takes the content away. */
export async function publishFile({ ledger }: Pick<ShopDeployer, 'ledger'>, composeText: string): Promise<void> {
  const newest = (await ledger.refresh('h1', never))?.settings[0]
  if (newest !== undefined && (await readPublishedBundle(ledger, 'h1', newest, never)) !== null) return
  const bundle = { composeText, composeName: 'compose.yaml', files: {}, environment: {} }
  const read = parseSlotsFile(bundle)
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults, null, 2))
  const version = (newest?.version ?? 0) + 1
  await ledger.writePrivate('h1', [{ name: publishedBundleName(version), bytes: packBundle(bundle) }], never)
  const published = { file: read.file, hostName: 'shop', version, checksum: bundleChecksum(bundle) }
  await ledger.append('h1', [publishedRecord({ ...published, by: '박서준', note: '' })], never)
}
