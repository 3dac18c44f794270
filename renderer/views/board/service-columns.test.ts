import { expect, test } from 'vitest'
import { sampleBoard } from '../../../src/testing/sample-board'
import { sampleHost, sampleService, sampleSlot } from '../../../src/testing/sample-views'
import { columnCount, lineCount, serviceColumns, slotCells } from './service-columns'

const now = 1_718_170_800_000
const slotOf = (name: string, ...services: string[]) =>
  sampleSlot(
    'a',
    name,
    services.map((service) => sampleService(now, service)),
  )
const boardOf = (...slots: ReturnType<typeof slotOf>[]) => ({ hosts: [{ host: sampleHost(now, 'a'), slots }] })

test('services have columns of their own, in the order they first appear', () => {
  expect(serviceColumns(sampleBoard(now))).toEqual({ kind: 'named', names: ['web', 'api', 'admin'] })
  const columns = serviceColumns(boardOf(slotOf('dev1', 'web'), slotOf('dev2', 'api', 'web')))
  const cells = slotCells([sampleService(now, 'api')], columns)
  expect(cells.map((cell) => cell.service?.name ?? null)).toEqual([null, 'api'])
})

test('slots with little in common list their services, and none is left out', () => {
  const busy = slotOf('dev1', 'web', 'api', 'db', 'cache', 'mail', 'queue', 'search')
  const columns = serviceColumns(boardOf(busy))
  expect(columns).toEqual({ kind: 'listed', count: 3 })
  const cells = slotCells(busy.services, columns)
  expect(cells.flatMap((cell) => cell.service?.name ?? [])).toEqual(busy.services.map((service) => service.name))
  expect(cells).toHaveLength(lineCount(7, columns) * columnCount(columns))
})

test('a board without services still has a column', () => {
  const columns = serviceColumns(boardOf(slotOf('dev1')))
  expect(columnCount(columns)).toBe(1)
  expect(slotCells([], columns)).toHaveLength(1)
})
