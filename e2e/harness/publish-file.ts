import { bundleChecksum, packBundle, publishedBundleName } from '../../src/engine/slots-file/published-bundle'
import { parseSlotsFile } from '../../src/engine/slots-file/parse-slots-file'
import { publishedRecord } from '../../src/engine/slots-file/publish-record'
import type { ShopDeployer } from './shop-deployer'

const never = new AbortController().signal

/** Publishes a slots file to a shop's host as its first version. */
export async function publishFile({ ledger }: ShopDeployer, composeText: string): Promise<void> {
  const bundle = { composeText, composeName: 'compose.yaml', files: {}, environment: {} }
  const read = parseSlotsFile(bundle)
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults, null, 2))
  await ledger.writePrivate('h1', [{ name: publishedBundleName(1), bytes: packBundle(bundle) }], never)
  const published = { file: read.file, hostName: 'shop', version: 1, checksum: bundleChecksum(bundle) }
  await ledger.append('h1', [publishedRecord({ ...published, by: '박서준', note: '' })], never)
}
