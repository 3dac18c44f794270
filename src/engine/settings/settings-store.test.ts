import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultKickoffPattern } from '../../domain/kickoff'
import { systemClock } from '../system-clock'
import { openSettingsStore, type SettingsState, type SettingsStore } from './settings-store'

let folder: string
let file: string
let stores: SettingsStore[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-settings-'))
  file = join(folder, 'home', 'settings.json')
  stores = []
})

afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await rm(folder, { recursive: true })
})

function open(): SettingsStore {
  const store = openSettingsStore(file, systemClock, () => undefined)
  stores.push(store)
  return store
}

const read = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8')) as unknown

describe('settings', () => {
  it('are the defaults without a file, and only what was set is written, for the owner alone', async () => {
    const store = open()
    expect(store.state()).toMatchObject({ settings: { hosts: [], theme: 'system' }, problem: null })
    await store.update((settings) => ({ ...settings, personName: '이도윤' }))
    expect(await read()).toEqual({ personName: '이도윤' })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'home'))).toEqual(['settings.json'])
  })

  it('keep what this version does not know', async () => {
    const store = open()
    const json = fc.jsonValue({ maxDepth: 2 })
    const unknownKeys = fc.dictionary(fc.stringMatching(/^x[a-z]{1,6}$/), json)
    await fc.assert(
      fc.asyncProperty(unknownKeys, unknownKeys, async (top, ofHost) => {
        const host = { id: 'a', name: 'a', address: 'unix:///a.sock' }
        await writeFile(file, JSON.stringify({ ...top, theme: 'dark', hosts: [{ ...ofHost, ...host }] }))
        const renamed = { ...host, name: 'b' }
        await store.update((settings) => ({ ...settings, language: 'ko', hosts: [renamed] }))
        const expected = { ...top, theme: 'dark', language: 'ko', hosts: [{ ...ofHost, ...renamed }] }
        expect(await read()).toEqual(JSON.parse(JSON.stringify(expected)))
      }),
      { numRuns: 20 },
    )
  })

  it('are changed one after the other, none lost, also by two processes in turn', async () => {
    const [one, other] = [open(), open()]
    await Promise.all(
      ['a', 'b', 'c'].map((letter) =>
        one.update((settings) => ({ ...settings, personName: `${settings.personName}${letter}` })),
      ),
    )
    await other.update((settings) => ({ ...settings, theme: 'dark' }))
    expect(await read()).toEqual({ personName: 'abc', theme: 'dark' })
  })

  it('follow what another process writes', async () => {
    const [one, other] = [open(), open()]
    const seen: SettingsState[] = []
    other.onChange((state) => seen.push(state))
    await one.update((settings) => ({ ...settings, personName: 'x' }))
    await vi.waitFor(() => expect(seen.at(-1)?.settings.personName).toBe('x'), { timeout: 5_000 })
  })
})

describe('a settings file that is not valid', () => {
  it.each([
    ['{\n  "theme": "dark",\n}', 'line 3', 'not JSON'],
    ['[]', 'the file', 'expected object'],
    ['{"theme": "pink"}', 'theme', 'expected one of'],
    ['{"hosts": [{"id": "a", "name": "", "address": "x"}]}', 'hosts.0.name', 'Too small'],
    ['{"kickoffPattern": "(?<summary>"}', 'kickoffPattern', 'Unterminated group'],
    ['{"logMemoryMegabytes": 63}', 'logMemoryMegabytes', 'Too small'],
    ['{"logMemoryMegabytes": 8193}', 'logMemoryMegabytes', 'Too big'],
    ['{"logMemoryMegabytes": "512 MB"}', 'logMemoryMegabytes', 'expected number'],
    ['{"kickoffPattern": "kickoff-.+"}', 'kickoffPattern', 'summary'],
    [
      '{"hosts": [{"id": "a", "name": "x", "address": "/x"}, {"id": "a", "name": "y", "address": "/y"}]}',
      'hosts.1.id',
      'twice',
    ],
  ])('is told by field and is left alone: %s', async (text, field, reason) => {
    open()
    await writeFile(file, text)
    const store = open()
    expect(store.state().settings).toMatchObject({ theme: 'system', kickoffPattern: defaultKickoffPattern })
    expect(store.state().problem).toMatchObject({ code: 'settings-invalid', details: { file, field } })
    expect(store.state().problem?.details['reason']).toContain(reason)
    await expect(store.update((settings) => ({ ...settings, theme: 'dark' }))).rejects.toMatchObject({
      code: 'settings-invalid',
    })
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('keeps what was in force until it is corrected', async () => {
    const store = open()
    await store.update((settings) => ({ ...settings, personName: 'x' }))
    await writeFile(file, '{')
    await vi.waitFor(() => expect(store.state().problem?.code).toBe('settings-invalid'), { timeout: 5_000 })
    expect(store.state().settings.personName).toBe('x')
    await writeFile(file, '{"personName": "y"}')
    await vi.waitFor(() => expect(store.state()).toMatchObject({ settings: { personName: 'y' }, problem: null }), {
      timeout: 5_000,
    })
  })
})
