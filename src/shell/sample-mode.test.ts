import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SampleMode } from './sample-mode'
import { readWindowStart } from './window-start'

let home: string
let engines: (string | null)[]
let reloads: number

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-sample-mode-'))
  engines = []
  reloads = 0
  const hosts = [{ id: 'a', name: 'a', address: 'unix:///a.sock' }]
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ theme: 'dark', personName: '이도윤', hosts }))
})
afterEach(() => rmSync(home, { recursive: true }))

async function open(): Promise<SampleMode> {
  return new SampleMode(await readWindowStart(home, 'ko'), {
    home,
    restartEngine: async (directory) => {
      if (directory !== null) expect(existsSync(directory)).toBe(true)
      engines.push(directory)
    },
    reload: () => (reloads += 1),
  })
}

test('the sample takes looks and name along, no host, and leaves nothing', async () => {
  const mode = await open()
  expect(mode.start()).toMatchObject({ isSample: false, settings: { theme: 'dark' } })
  // Whoever is quick changes nothing twice, and ends where they wanted to.
  await Promise.all([mode.enter(), mode.enter()])
  expect(mode.start()).toMatchObject({ isSample: true, sealedBoard: null, systemLanguage: 'ko' })
  expect(mode.start().settings).toEqual({
    theme: 'dark',
    personName: '이도윤',
    language: 'system',
    showsTray: true,
  })
  const [directory] = engines
  writeFileSync(join(directory ?? '', 'board-snapshot.json'), '{}')
  await Promise.all([mode.leave(), mode.enter(), mode.leave()])
  expect(engines).toEqual([directory, null, expect.any(String), null])
  expect(existsSync(directory ?? '')).toBe(false)
  expect(mode.start()).toMatchObject({ isSample: false, settings: { hosts: [{ name: 'a' }] } })
  expect(reloads).toBe(4)
})

test('what an app that was killed left is taken away by the next', async () => {
  const left = join(tmpdir(), 'berth-sample-2147483646-left')
  mkdirSync(left)
  const mode = await open()
  await mode.enter()
  expect(existsSync(left)).toBe(false)
  mode.end()
  expect(existsSync(engines[0] ?? '')).toBe(false)
})
