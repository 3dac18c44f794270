import type { BerthError } from '../../../domain/berth-error'
import type { StrayUpstream } from '../../../domain/drift'
import type { SwitchOverSpec } from '../../../domain/slots-file/service-spec'

/** A service's container that runs, and how its proxy is to lead to it. */
export type LedService = {
  readonly service: string
  readonly spec: SwitchOverSpec
  readonly containerId: string
}

/** A service whose proxy was looked at; `stray` null: it leads where it should, unless `problem` says that nobody can tell. */
export type LookedAfter = LedService & { readonly stray: StrayUpstream | null; readonly problem: BerthError | null }
