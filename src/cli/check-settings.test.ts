import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEngine } from '../engine/create-engine'
import { systemClock } from '../engine/system-clock'
import { runCli } from './run-cli'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'berth-check-'))))
afterEach(() => rm(folder, { recursive: true }))

/** `berth settings check` of a file with that content, where nothing listens at the host's address. */
async function check(content: string, ...options: readonly string[]) {
  const file = join(folder, 'compose.yaml')
  await writeFile(file, content)
  const told = { results: '', progress: '' }
  const outputTo = (name: keyof typeof told) => ({
    write: async (text: string) => void (told[name] += text),
    isTerminal: false,
    hasColors: false,
    width: () => null,
  })
  const code = await runCli({
    words: ['settings', 'check', file, '--host', `unix://${join(folder, 'nobody.sock')}`, ...options],
    environment: {},
    version: '0',
    output: {
      results: outputTo('results'),
      progress: outputTo('progress'),
      resultsClosed: new AbortController().signal,
      ask: null,
      terminal: null,
    },
    openEngine: (hosts, questions) =>
      createEngine({
        homeDirectory: join(folder, 'home'),
        dockerConfigDirectory: folder,
        environment: {},
        personDirectory: folder,
        ...questions,
        clock: systemClock,
        log: () => undefined,
        hosts,
        isOneCommand: true,
        resolveSaveTarget: async () => null,
        resolveOpenFile: async (path) => path,
      }),
    userName: '정유진',
    nowMs: () => 0,
    onInterrupt: () => () => undefined,
  })
  return { code, ...told }
}

const file = (service: string): string => `x-berth: { slots: { dev1: {} } }\nservices:\n  web:\n    ${service}\n`

test('a file is checked where its host cannot be reached, and what was not compared is said', async () => {
  const fine = await check(file('image: shop/web:one'))
  expect([fine.code, fine.results]).toEqual([0, expect.stringContaining('no fault, 1 services')])
  expect(fine.progress).toMatch(/Only the file was checked, not what is published\. .*nobody\.sock/)
  const json = await check(file('image: shop/web:one'), '--json')
  expect(JSON.parse(json.results)).toMatchObject({ faults: [], against: null, unchecked: { code: 'socket-missing' } })
})

test('its faults are found all the same, and a host that nobody knows stays a mistake', async () => {
  const faulty = await check(file('build: .'))
  expect([faulty.code, faulty.results]).toEqual([2, expect.stringMatching(/compose\.yaml:\d+:\d+: /)])
  const unknown = await check(file('image: shop/web:one'), '--on', 'seoul-9')
  expect([unknown.code, unknown.results]).toEqual([2, ''])
})
