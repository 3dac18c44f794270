import type { HostView, SlotView } from '../../../src/domain/board'

/** A slot as a column; the first of its host begins a group. */
export type SlotColumn = {
  readonly key: string
  readonly slot: SlotView
  readonly host: HostView
  readonly first: boolean
}
