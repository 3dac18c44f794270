import type { Board, ServiceView } from '../../../src/domain/board'
import { compareForReading } from '../../../src/domain/service-order'

/**
 * How services stand in columns. `named`: one column a service name, the name in the head. `listed`: the slots have too
 * little in common for that; each cell carries its service's name, `count` cells a line.
 */
export type ServiceColumns =
  { readonly kind: 'named'; readonly names: readonly string[] } | { readonly kind: 'listed'; readonly count: number }

const mostNamed = 4

/** The columns of a board, front ends first, the same whatever runs. */
export function serviceColumns(board: Board): ServiceColumns {
  const names = new Set<string>()
  for (const { slots } of board.hosts) {
    for (const slot of slots) for (const service of slot.services) names.add(service.name)
  }
  return names.size <= mostNamed
    ? { kind: 'named', names: [...names].sort(compareForReading) }
    : { kind: 'listed', count: 3 }
}

/** The number of service cells side by side. */
export function columnCount(columns: ServiceColumns): number {
  return columns.kind === 'named' ? Math.max(1, columns.names.length) : columns.count
}

/** A cell of a row: a service, or null where the slot has none of that name. `column` counts from the first service column. */
export type SlotCell = {
  readonly key: string
  readonly service: ServiceView | null
  readonly column: number
}

/** A slot's service cells in the board's columns; with `listed` columns those of the last line are filled up. */
export function slotCells(services: readonly ServiceView[], columns: ServiceColumns): readonly SlotCell[] {
  if (columns.kind === 'named') {
    const names = columns.names.length === 0 ? [''] : columns.names
    return names.map((name, column) => ({
      key: name,
      service: services.find((service) => service.name === name) ?? null,
      column,
    }))
  }
  const lines = lineCount(services.length, columns)
  return Array.from({ length: lines * columns.count }, (_, index) => {
    const service = services[index] ?? null
    return { key: service?.name ?? `${index}`, service, column: index % columns.count }
  })
}

/** How many lines of cells a row with so many services has. */
export function lineCount(services: number, columns: ServiceColumns): number {
  return columns.kind === 'named' ? 1 : Math.max(1, Math.ceil(services / columns.count))
}
