import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testSecret } from '../testing/test-secret'
import { RegistryLogins } from './registry-logins'
import { SecretStore } from './secret-store'

const registry = 'registry.example.com:5000'
const [right, wrong, newer] = [testSecret('right'), testSecret('wrong'), testSecret('newer')]

let directory = ''
let file = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'berth-logins-'))
  file = join(directory, 'registry-logins.json')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function open(quality: 'keyring' | 'plain' | 'no' = 'keyring') {
  const turned = (bytes: Buffer): Buffer => bytes.map((byte) => byte ^ 0x5a) as Buffer
  const cipher = {
    quality: () => quality,
    encrypt: (text: string) => turned(Buffer.from(text)),
    decrypt: (bytes: Buffer) => Buffer.from(turned(bytes)).toString(),
  }
  const onChange = vi.fn()
  const report = vi.fn()
  const parts = { store: new SecretStore(file, cipher), cipher, nowMs: () => 1_000, onChange, report }
  return { logins: new RegistryLogins(parts), onChange, report }
}

const login = (password: string, keep = true) => ({ registry, username: 'kim', password, keep })
const passwordNow = async (logins: RegistryLogins) => (await logins.find(registry))?.password

test('a login serves its registry alone at once, and is kept once it has proved right, where that was asked for', async () => {
  const { logins, onChange } = open()
  logins.put(login(right))
  expect(onChange).toHaveBeenCalledWith(registry)
  expect(await logins.find(registry)).toEqual({ username: 'kim', password: right })
  for (const other of ['registry.example.com', 'registry.example.com:5001', 'example.com']) {
    expect(await logins.find(other)).toBeNull()
  }
  expect(await open().logins.find(registry)).toBeNull()
  logins.judged(registry, true)
  await vi.waitFor(async () => expect(await open().logins.list()).toMatchObject([{ registry, isKept: true }]))
  expect(await passwordNow(open().logins)).toBe(right)
  expect(readFileSync(file, 'utf8')).not.toContain(right)
})

test('what the page may see is who one is, never the password', async () => {
  const { logins } = open()
  logins.put(login(right))
  expect(await logins.list()).toEqual([{ registry, username: 'kim', sinceMs: 1_000, isKept: false }])
})

test('one that is refused when it is tried is dropped, and the one before serves again', async () => {
  const first = open()
  first.logins.put(login(right))
  first.logins.judged(registry, true)
  await vi.waitFor(async () => expect(await passwordNow(open().logins)).toBe(right))
  const { logins, onChange } = open()
  logins.put(login(wrong))
  expect(await passwordNow(logins)).toBe(wrong)
  onChange.mockClear()
  logins.judged(registry, false)
  expect(onChange).toHaveBeenCalledWith(registry)
  expect(await passwordNow(logins)).toBe(right)
  logins.put(login(newer, false))
  logins.judged(registry, true)
  logins.put(login(wrong))
  logins.judged(registry, false)
  expect(await passwordNow(logins)).toBe(newer)
})

test('one that was kept is still told as kept after another that was refused', async () => {
  const { logins } = open()
  logins.put(login(right))
  logins.judged(registry, true)
  await vi.waitFor(async () => expect(await logins.list()).toMatchObject([{ isKept: true }]))
  logins.put(login(wrong))
  expect(await logins.list()).toMatchObject([{ isKept: false }])
  logins.judged(registry, false)
  expect(await logins.list()).toMatchObject([{ isKept: true }])
})

test('one that proved right and is refused later stays until a person forgets it', async () => {
  const { logins } = open()
  logins.put(login(right, false))
  logins.judged(registry, true)
  logins.judged(registry, false)
  expect(await passwordNow(logins)).toBe(right)
  await logins.forget(registry)
  expect(await logins.find(registry)).toBeNull()
  expect(await logins.list()).toEqual([])
})

test('one that is not to be kept, or can’t be, stands in no file, and replaces the one that does', async () => {
  const { logins } = open('no')
  logins.put(login(right))
  logins.judged(registry, true)
  await logins.list()
  expect(() => readFileSync(file)).toThrow()
  const keeping = open()
  keeping.logins.put(login(right))
  keeping.logins.judged(registry, true)
  await vi.waitFor(async () => expect(await passwordNow(open().logins)).toBe(right))
  keeping.logins.put(login(newer, false))
  keeping.logins.judged(registry, true)
  await vi.waitFor(async () => expect(await open().logins.find(registry)).toBeNull())
  expect(await passwordNow(keeping.logins)).toBe(newer)
})

test('Docker Hub has one login by both of its names', async () => {
  const { logins } = open()
  logins.put({ ...login(right), registry: 'index.docker.io' })
  expect(await logins.find('docker.io')).toMatchObject({ password: right })
})
