import { randomBytes } from 'node:crypto'
import { BerthError } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import { type LedgerDraft, ledgerFormat, readLedgerRecord, type StoredRecord } from '../../domain/ledger/ledger-record'
import { recordLimitBytes } from './read-segments'

/** Makes records of drafts: their id, and their time by the host's clock. */
export type RecordMaker = {
  /** Throws `ledger-record-too-large`. */
  readonly ofDraft: (draft: LedgerDraft) => StoredRecord
  /** One that has to stand after what is of that time, whatever the clock says now. */
  readonly after: (draft: LedgerDraft, afterMs: number) => StoredRecord
  /** For a kind that is none of the ledger's own. */
  readonly ofKind: (kind: string, fields: Readonly<Record<string, unknown>>) => StoredRecord
}

/** Characters of a failing output and of a log that a record keeps. */
const outputLimit = 4_096

/** `nowMs` is the host's clock. What one maker makes stands in the order it was made in, also within a millisecond. */
export function createRecordMaker(nowMs: () => number): RecordMaker {
  let lastMs = 0
  const make = (fields: Readonly<Record<string, unknown>>, afterMs: number): StoredRecord => {
    lastMs = Math.max(nowMs(), lastMs + 1)
    const line = JSON.stringify({
      format: ledgerFormat,
      ...fields,
      recordId: randomBytes(8).toString('hex'),
      atMs: Math.max(lastMs, afterMs + 1),
    })
    const bytes = Buffer.byteLength(line)
    if (bytes > recordLimitBytes) throw new BerthError('ledger-record-too-large', { bytes })
    const stored = readLedgerRecord(JSON.parse(line))
    if (stored === null) throw new Error(`not a record: ${String(fields['kind'])}`)
    return stored
  }
  const after = (draft: LedgerDraft, afterMs: number): StoredRecord => {
    const stored = make(withShortOutput(draft), afterMs)
    // What is written must be what is read: a draft that slipped past the types would be lost on everyone.
    if (stored.record === null) throw new Error(`not a ledger record: ${draft.kind}`)
    return stored
  }
  return {
    ofDraft: (draft) => after(draft, 0),
    after,
    ofKind: (kind, fields) => make({ ...fields, kind, by: '', slot: null }, 0),
  }
}

function withShortOutput(draft: LedgerDraft): LedgerDraft {
  if (draft.kind !== 'deployment-ended' || draft.result === null) return draft
  return { ...draft, result: shortened(draft.result) }
}

function shortened(result: DeploymentResult): DeploymentResult {
  switch (result.kind) {
    case 'put-back':
    case 'down':
      return {
        ...result,
        failingOutput: result.failingOutput.slice(0, outputLimit),
        log: result.log.slice(-outputLimit),
      }
    case 'succeeded':
    case 'refused':
    case 'cancelled':
      return result
  }
}
