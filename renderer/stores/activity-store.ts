import { create } from 'zustand'
import type { HistoryKind, HistoryResult } from '../../src/contract/history'

/** How far back Activity shows. */
export const sinceChoices = ['today', 'days3', 'days7', 'days30', 'all'] as const

/** See `sinceChoices`. */
export type SinceChoice = (typeof sinceChoices)[number]

/** What of the history is shown, beside the host that the whole window is narrowed to. Null: all. */
export type ActivityFilter = {
  readonly slot: string | null
  readonly by: string | null
  readonly kinds: readonly HistoryKind[] | null
  readonly results: readonly HistoryResult[] | null
  readonly since: SinceChoice
  readonly text: string
  readonly onlyTrouble: boolean
}

/** An entry by host and id: ids are unique on their host alone. */
export type EntryKey = { readonly hostId: string; readonly id: string }

type ActivityState = {
  readonly filter: ActivityFilter
  /** The entry that is unfolded. */
  readonly open: EntryKey | null
}

const everything: ActivityFilter = {
  slot: null,
  by: null,
  kinds: null,
  results: null,
  since: 'all',
  text: '',
  onlyTrouble: false,
}

/** What Activity shows; kept when the page is left and come back to. */
export const useActivityStore = create<ActivityState>(() => ({ filter: everything, open: null }))

/** Changes some of the filter; an entry that is unfolded stays so while it is shown. */
export function narrowActivity(changes: Partial<ActivityFilter>): void {
  useActivityStore.setState(({ filter }) => ({ filter: { ...filter, ...changes } }))
}

/** Shows everything again. */
export function widenActivity(): void {
  useActivityStore.setState({ filter: everything })
}

/** Unfolds one entry and folds the one before. */
export function openEntry(open: EntryKey | null): void {
  useActivityStore.setState({ open })
}
