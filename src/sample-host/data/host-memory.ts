import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import type { Fields } from '../engine/fields'

/** What a sample host is to remember in its ledger and private store; whoever starts it writes that there. */
export type HostMemory = {
  readonly records: readonly { readonly atMs: number; readonly draft: LedgerDraft }[]
  readonly settings: readonly {
    readonly releaseId: string
    readonly services: ReadonlyMap<string, { readonly inspect: Fields; readonly imageInspect: Fields }>
  }[]
  readonly slotsFile: {
    readonly bundle: {
      readonly composeText: string
      readonly composeName: string
      readonly files: Readonly<Record<string, string>>
      readonly environment: Readonly<Record<string, string>>
    }
    readonly hostName: string
    readonly atMs: number
    readonly by: string
    readonly note: string
  } | null
}
