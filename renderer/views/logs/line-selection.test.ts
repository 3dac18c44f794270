import { describe, expect, it } from 'vitest'
import { selectedRows, stepLine } from './line-selection'

const held = { first: 10, end: 100 }
const shown = { first: 50, end: 80 }

describe('selecting lines with the keyboard', () => {
  it('begins at the last line on screen and moves one by one, stopping at the ends', () => {
    expect(stepLine(null, 1, false, shown, held)).toEqual({ from: 79, to: 79 })
    expect(stepLine({ from: 79, to: 79 }, -1, false, shown, held)).toEqual({ from: 78, to: 78 })
    expect(stepLine({ from: 99, to: 99 }, 1, false, shown, held)).toEqual({ from: 99, to: 99 })
    expect(stepLine(null, 1, false, { first: 0, end: 0 }, { first: 0, end: 0 })).toBeNull()
  })

  it('grows from where it began', () => {
    const grown = stepLine({ from: 60, to: 61 }, 1, true, shown, held)
    expect(grown).toEqual({ from: 60, to: 62 })
    expect(selectedRows({ from: 60, to: 55 }, held)).toEqual({ first: 55, last: 60 })
  })

  it('loses what was dropped meanwhile', () => {
    expect(selectedRows({ from: 5, to: 12 }, held)).toEqual({ first: 10, last: 12 })
    expect(selectedRows({ from: 5, to: 7 }, held)).toBeNull()
  })
})
