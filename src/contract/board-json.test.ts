import { expect, test } from 'vitest'
import { boardSchema } from '../domain/board'
import { sampleBoard } from '../testing/sample-board'
import { boardJsonSchema, boardToJson } from './board-json'

const board = sampleBoard(Date.UTC(2024, 5, 12, 14, 40))

test('every state a row can be in is of the schema’s form, on the wire and in the command line’s JSON', () => {
  expect(boardSchema.parse(board)).toEqual(board)
  const json = boardToJson(board)
  expect(boardJsonSchema.parse(json)).toEqual(json)
})

test('the JSON names each slot as the board does, with its services and what they run', () => {
  const [host] = boardToJson(board).hosts
  expect(host).toMatchObject({ name: 'seoul-1', state: 'connected' })
  expect(host?.slots.map((slot) => slot.name)).toEqual(['dev1', 'dev2', 'dev3', 'dev4'])
  expect(host?.slots[0]?.services.map((service) => service.name).sort()).toEqual(['admin', 'api', 'web'])
})
