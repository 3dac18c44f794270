import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { PublishedFile, SlotsFileAlone, SlotsFileCheck, SlotsFileSource } from '../../contract/slots-file-view'
import { BerthError } from '../../domain/berth-error'
import { displayBlock, displayText } from '../../domain/display-text'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { maskText } from '../../domain/slots-file/mask-text'
import type { Bundle } from '../../domain/slots-file/slots-file'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import { loadBundle } from './load-bundle'
import { checkBundle, type Published, shownRemark, shownVersion } from './publish-check'
import { type CheckedFile, type OneAtATime, publishSlotsFile } from './publish-slots-file'
import { bundleChecksum, readPublishedBundle } from './published-bundle'

/** What looking at and publishing slots files needs of the engine. */
export type SlotsFilesParts = {
  readonly ledger: LedgerAccess
  readonly hostAccess: Pick<HostAccess, 'hostName'>
  readonly oneAtATime: OneAtATime
  /** The path behind the token of a file that the person chose; null: no such token. */
  readonly resolveOpenFile: (token: string) => Promise<string | null>
}

/** Slots files: looked at, published, read back. Every function throws `host-unknown` and the host's errors. */
export type SlotsFiles = {
  /** Throws `bad-request` for an unknown token, `slots-file-unchecked` where there is nothing to look at again, `slots-file-gone`. */
  readonly check: (hostId: string, source: SlotsFileSource, signal: AbortSignal) => Promise<SlotsFileCheck>
  /** What can be said of a file without any host. Throws `bad-request` for an unknown token. */
  readonly checkAlone: (token: string, signal: AbortSignal) => Promise<SlotsFileAlone>
  /** Publishes what was checked last. Throws `slots-file-unchecked`, `slots-file-faulty`, `slots-file-outdated`. */
  readonly publish: (
    request: { readonly hostId: string; readonly checksum: string; readonly note: string; readonly by: string },
    signal: AbortSignal,
  ) => Promise<number>
  /** `version` null: the newest. Throws `slots-file-gone` for a version that never was. */
  readonly read: (hostId: string, version: number | null, signal: AbortSignal) => Promise<PublishedFile>
}

type Checked = { readonly checksum: string; readonly faults: number; readonly file: CheckedFile | null }
type Loaded = { readonly bundle: Bundle | null; readonly fileName: string; readonly faults: SlotsFileCheck['faults'] }

/** The most of a published file that is shown. */
const longestText = 600_000

/** See `SlotsFiles`. Of each host the file looked at last is remembered. */
export function createSlotsFiles(parts: SlotsFilesParts): SlotsFiles {
  const { ledger, hostAccess } = parts
  const paths = new Map<string, string>()
  const checkedFiles = new Map<string, Checked>()
  const loadPath = async (path: string, signal: AbortSignal): Promise<Loaded> => {
    const fileName = displayText(basename(path))
    const loaded = await loadBundle(path, {}, signal)
    if (loaded.kind === 'faulty') return { bundle: null, fileName, faults: loaded.faults.map(shownRemark) }
    return { bundle: loaded.bundle, fileName, faults: [] }
  }
  const pathOf = async (token: string): Promise<string> => {
    const path = await parts.resolveOpenFile(token)
    if (path === null) throw new BerthError('bad-request', { field: 'token', reason: 'not a file that was chosen' })
    return path
  }
  const load = async (hostId: string, source: SlotsFileSource, state: LedgerState, signal: AbortSignal) => {
    if (source.kind === 'version') return loadVersion(ledger, hostId, publishedVersion(state, source.version), signal)
    const path = source.kind === 'chosen' ? await pathOf(source.token) : paths.get(hostId)
    if (path === undefined) throw new BerthError('slots-file-unchecked')
    paths.set(hostId, path)
    return loadPath(path, signal)
  }
  return {
    check: async (hostId, source, signal) => {
      const hostName = hostAccess.hostName(hostId)
      const state = await ledger.refresh(hostId, signal)
      const against = state.settings[0] ?? null
      const loaded = await load(hostId, source, state, signal)
      const before = against === null ? null : await readPublishedBundle(ledger, hostId, against, signal)
      const ofVersion = source.kind === 'version' ? source.version : null
      const { checked, check } = checkLoaded(loaded, { hostName, against, before })
      checkedFiles.set(hostId, checked)
      return { ...check, ofVersion }
    },
    checkAlone: async (token, signal) => {
      const loaded = await loadPath(await pathOf(token), signal)
      const { check } = checkLoaded(loaded, { hostName: '', against: null, before: null })
      const { fileName, faults, warnings, serviceCount } = check
      return { fileName, faults, warnings, serviceCount }
    },
    publish: async ({ hostId, checksum, note, by }, signal) => {
      hostAccess.hostName(hostId)
      const checked = checkedFiles.get(hostId)
      if (checked === undefined || checked.checksum !== checksum) throw new BerthError('slots-file-unchecked')
      if (checked.file === null) throw new BerthError('slots-file-faulty', { count: checked.faults })
      return publishSlotsFile(parts, { hostId, checked: checked.file, note, by }, signal)
    },
    read: async (hostId, version, signal) => {
      const state = await ledger.refresh(hostId, signal)
      const versions = state.settings.map(shownVersion)
      const wanted = version === null ? (state.settings[0] ?? null) : publishedVersion(state, version)
      const bundle = wanted === null ? null : await readPublishedBundle(ledger, hostId, wanted, signal)
      return { versions, text: bundle === null ? null : displayBlock(maskText(bundle.composeText), longestText) }
    },
  }
}

function checkLoaded(
  { bundle, fileName, faults }: Loaded,
  place: { readonly hostName: string; readonly against: Published | null; readonly before: Bundle | null },
): { readonly checked: Checked; readonly check: Omit<SlotsFileCheck, 'ofVersion'> } {
  if (bundle === null) {
    const against = place.against === null ? null : shownVersion(place.against)
    const nothing = { warnings: [], lines: [], changes: [], elsewhere: [], serviceCount: 0, branch: null }
    const check = { fileName, checksum: '', faults, against, ...nothing }
    return { checked: { checksum: '', faults: faults.length, file: null }, check }
  }
  const comparison = { bundle, ...place }
  const { check, file } = checkBundle(comparison)
  const contentChecksum = bundleChecksum(bundle)
  const checksum = createHash('sha256')
    .update(`${contentChecksum} ${place.against?.recordId ?? ''}`)
    .digest('hex')
  const checkedFile = file === null ? null : { ...comparison, file, contentChecksum }
  return {
    checked: { checksum, faults: check.faults.length, file: checkedFile },
    check: { fileName, checksum, ...check },
  }
}

async function loadVersion(
  ledger: LedgerAccess,
  hostId: string,
  published: Published,
  signal: AbortSignal,
): Promise<Loaded> {
  const bundle = await readPublishedBundle(ledger, hostId, published, signal)
  if (bundle === null) throw new BerthError('slots-file-gone', { version: published.version })
  return { bundle, fileName: displayText(bundle.composeName), faults: [] }
}

function publishedVersion(state: LedgerState, version: number): Published {
  const published = state.settings.find((one) => one.version === version)
  if (published === undefined) throw new BerthError('slots-file-gone', { version })
  return published
}
