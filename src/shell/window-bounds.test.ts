import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readWindowBounds } from './window-bounds'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const beside = { x: 1440, y: 0, width: 2560, height: 1440 }
let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'berth-bounds-'))
  file = join(directory, 'window.json')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

it('a window opens where it was, unless the screen that it was on is gone', () => {
  const bounds = { x: 1800, y: 200, width: 1440, height: 900, isMaximized: false }
  writeFileSync(file, JSON.stringify(bounds))
  expect(readWindowBounds(file, [laptop, beside])).toEqual(bounds)
  expect(readWindowBounds(file, [laptop])).toBeNull()
  writeFileSync(file, JSON.stringify({ ...bounds, x: 1400 }))
  expect(readWindowBounds(file, [laptop])).toBeNull()
  writeFileSync(file, JSON.stringify({ ...bounds, x: 100, y: -400 }))
  expect(readWindowBounds(file, [laptop])).toBeNull()
})

it('a file that is missing, damaged or absurd counts as none', () => {
  expect(readWindowBounds(file, [laptop])).toBeNull()
  writeFileSync(file, '{"x": 1')
  expect(readWindowBounds(file, [laptop])).toBeNull()
  writeFileSync(file, JSON.stringify({ x: 0, y: 30, width: 3, height: 3, isMaximized: true }))
  expect(readWindowBounds(file, [laptop])).toBeNull()
})
