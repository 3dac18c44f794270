import { readLedgerRecord, type LedgerDraft, type StoredRecord } from '../domain/ledger/ledger-record'
import type { LedgerState } from '../domain/ledger/ledger-state'
import type { Release } from '../domain/ledger/release'

type PublishedSettings = LedgerState['settings'][number]

/** A release of one service, named by its id. */
export function sampleRelease(releaseId: string): Release {
  const service = { service: 'web', containerId: 'c1', containerName: 'dev1-web-1', reference: `shop/web:${releaseId}` }
  const image = { tag: releaseId, imageId: `sha256:${releaseId}`, digest: null, revision: null, version: null }
  return { releaseId, servedFromMs: null, services: [{ ...service, ...image, keptReference: null }] }
}

/** A published slots file that says nothing but what is given. */
export function sampleSettings(changes: Partial<PublishedSettings>): PublishedSettings {
  const base = { format: 1, recordId: 'r1', atMs: 1, by: '', slot: null } as const
  const said = { version: 1, checksum: '', slots: [], branch: '', platform: '', versions: {}, note: '' }
  return { kind: 'settings-published', ...base, ...said, ...changes }
}

/** The beginning of a deployment, from a release (null: nothing served). */
export function sampleBegun(deploymentId: string, slot = 'dev1', from: string | null = null): LedgerDraft {
  return {
    kind: 'deployment-begun',
    by: '정유진',
    slot,
    deploymentId,
    operation: { kind: 'deploy', tag: 'kickoff-240510-dashboard', services: null, recreate: 'changed' },
    reason: '',
    plan: null,
    settingsVersion: null,
    from: from === null ? null : sampleRelease(from),
    images: { web: 'sha256:1' },
    restartPolicies: { web: { name: 'unless-stopped', maximumRetries: 0 } },
    wasRunning: { web: true },
  }
}

/** Its end: with a release it succeeded, without one the slot was put back. */
export function sampleEnded(deploymentId: string, slot = 'dev1', release: string | null = deploymentId): LedgerDraft {
  const error = { code: 'gate-failed', message: '', hint: '', retryable: false, details: {} } as const
  return {
    kind: 'deployment-ended',
    by: '정유진',
    slot,
    deploymentId,
    result: release === null ? { kind: 'put-back', error, failingOutput: '', log: '' } : { kind: 'succeeded' },
    steps: [],
    startedAtMs: 0,
    endedAtMs: 1,
    downtimeMs: { web: 400 },
    pulledBytes: 0,
    release: release === null ? null : sampleRelease(release),
  }
}

/** A draft, or anything else, as it would be read from a host; throws where that is no record. */
export function storedRecord(fields: Readonly<Record<string, unknown>>, atMs: number, recordId: string): StoredRecord {
  const stored = readLedgerRecord(
    JSON.parse(JSON.stringify({ format: 1, by: '', slot: null, ...fields, atMs, recordId })),
  )
  if (stored === null) throw new Error(`no record: ${JSON.stringify(fields)}`)
  return stored
}
