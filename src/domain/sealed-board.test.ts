import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sampleBoard } from '../testing/sample-board'
import { boardSchema } from './board'
import { emptyBoard } from './board-patch'
import { boardFormat, sealBoard, unsealBoard } from './sealed-board'

const board = sampleBoard(1_718_170_800_000)

test('a board comes back as it was sealed, and is JSON that a person can read', () => {
  expect(unsealBoard(sealBoard(board))).toEqual(board)
  expect(boardSchema.parse(unsealBoard(sealBoard(board)))).toEqual(board)
  expect(JSON.parse(sealBoard(board))).toMatchObject({ format: boardFormat, board: { hosts: [{}, {}, {}] } })
  expect(unsealBoard(sealBoard(emptyBoard))).toEqual(emptyBoard)
})

test('a text that was not sealed, was cut or was changed in any place is no board', () => {
  for (const text of ['', '{}', 'null', JSON.stringify(board), '{"format":"', sealBoard(emptyBoard).slice(0, -1)])
    expect(unsealBoard(text)).toBe(null)
  const sealed = sealBoard(board)
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
      const changed = sealed.slice(0, at) + put + sealed.slice(at + 1)
      if (changed !== sealed) expect(unsealBoard(changed)).toBe(null)
    }),
  )
})

test('a change of the board’s schema changes the name of its form', () => {
  const schema = JSON.stringify(z.toJSONSchema(boardSchema, { unrepresentable: 'any', io: 'output' }))
  const name = createHash('sha256').update(schema).digest('hex').slice(0, 8)
  expect(boardFormat, 'boardFormat in sealed-board.ts is to be this').toBe(name)
})
