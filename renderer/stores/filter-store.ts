import { create } from 'zustand'
import { offerUndo } from './undo-store'

/** What the tally on the board counts, and what its buttons filter by. */
export const tallyKinds = [
  'healthy',
  'running',
  'unhealthy',
  'in-progress',
  'locked',
  'interrupted',
  'stopped',
  'empty',
  'connecting',
  'unreachable',
] as const

/** See `tallyKinds`. */
export type TallyKind = (typeof tallyKinds)[number]

type FilterState = {
  readonly text: string
  /** Null: all hosts. */
  readonly hostId: string | null
  readonly tally: TallyKind | null
}

const everything: FilterState = { text: '', hostId: null, tally: null }

/** What of the board is shown. */
export const useFilterStore = create<FilterState>(() => everything)

/** Searches slots and branches. */
export function setFilterText(text: string): void {
  useFilterStore.setState({ text })
}

/** Shows one host, or all with null. */
export function setHostFilter(hostId: string | null): void {
  useFilterStore.setState({ hostId })
}

/** Shows slots of one kind; the same kind again shows all. */
export function toggleTally(kind: TallyKind): void {
  useFilterStore.setState((state) => ({ tally: state.tally === kind ? null : kind }))
}

/** Shows everything again. */
export function clearFilters(): void {
  useFilterStore.setState(everything)
}

/** The same by a person's own hand, who may take it back. */
export function clearFiltersOfferingUndo(): void {
  const before = useFilterStore.getState()
  clearFilters()
  offerUndo({ word: 'filtersCleared' }, async () => useFilterStore.setState(before))
}
