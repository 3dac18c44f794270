const rowSelector = '[data-row]'
const cellSelector = '[data-cell]'

/** The keys that move the focus in a grid. */
export const gridKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] as const

/** See `gridKeys`. */
export type GridKey = (typeof gridKeys)[number]

/**
 * Moves the focus inside a grid of `data-row` elements with `data-cell` elements in them: up and down keep the cell,
 * left of the first cell is the row itself where it has a tab index. From outside, the first press goes to the grid's tab
 * stop, and Home and End where they always go. False: nowhere to go.
 */
export function moveGridFocus(grid: HTMLElement, key: GridKey): boolean {
  const rows = [...grid.querySelectorAll<HTMLElement>(rowSelector)]
  const active = document.activeElement
  const inGrid = active instanceof HTMLElement && grid.contains(active) ? active : null
  const row = inGrid?.closest<HTMLElement>(rowSelector) ?? null
  if (inGrid === null || row === null) {
    const isFar = key === 'Home' || key === 'End'
    return focusOn(isFar ? targetOf(rows, 0, -1, key) : grid.querySelector<HTMLElement>('[tabindex="0"]'))
  }
  const cell = cellsOf(row).indexOf(inGrid)
  const target = targetOf(rows, rows.indexOf(row), cell, key)
  return target !== inGrid && focusOn(target)
}

function targetOf(rows: readonly HTMLElement[], row: number, cell: number, key: GridKey): HTMLElement | null {
  switch (key) {
    case 'ArrowUp':
      return at(rows, Math.max(0, row - 1), cell)
    case 'ArrowDown':
      return at(rows, Math.min(rows.length - 1, row + 1), cell)
    case 'ArrowLeft':
      return at(rows, row, Math.max(-1, cell - 1))
    case 'ArrowRight':
      return at(rows, row, cell + 1)
    case 'Home':
      return at(rows, 0, cell)
    case 'End':
      return at(rows, rows.length - 1, cell)
  }
}

function at(rows: readonly HTMLElement[], rowIndex: number, cellIndex: number): HTMLElement | null {
  const row = rows[rowIndex]
  if (row === undefined) return null
  const cells = cellsOf(row)
  const first = row.tabIndex >= 0 || row.hasAttribute('tabindex') ? -1 : 0
  const index = Math.max(first, Math.min(cellIndex, cells.length - 1))
  return index < 0 ? row : (cells[index] ?? row)
}

function cellsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(cellSelector)]
}

function focusOn(element: HTMLElement | null): boolean {
  element?.focus()
  return element !== null
}
