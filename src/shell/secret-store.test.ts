import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SecretStore } from './secret-store'

/** Turns bytes round: enough to see that nothing is written as it is. */
const cipher = {
  quality: () => 'keyring' as const,
  encrypt: (secret: string) => Buffer.from(`box:${secret}`).map((byte) => byte ^ 0xff) as Buffer,
  decrypt: (encrypted: Buffer) => {
    const text = Buffer.from(encrypted.map((byte) => byte ^ 0xff)).toString()
    if (!text.startsWith('box:')) throw new Error('another keyring')
    return text.slice(4)
  },
}

let directory = ''
let file = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'berth-secrets-'))
  file = join(directory, 'secrets.json')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('a kept secret is found by the next run, and the file shows it to nobody', async () => {
  await new SecretStore(file, cipher).keep('passphrase:/home/kim/.ssh/id', 'hunter2 열려라 참깨')
  expect(await new SecretStore(file, cipher).find('passphrase:/home/kim/.ssh/id')).toBe('hunter2 열려라 참깨')
  expect(readFileSync(file, 'utf8')).not.toContain('참깨')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a forgotten secret is gone, the others stay; all can be forgotten at once', async () => {
  const store = new SecretStore(file, cipher)
  await Promise.all([store.keep('a', '1'), store.keep('b', '2'), store.keep('c', '3')])
  await store.forget('b')
  expect([await store.find('a'), await store.find('b'), await store.find('c')]).toEqual(['1', null, '3'])
  expect(await store.forgetAll()).toEqual(['a', 'c'])
  expect(await store.find('a')).toBeNull()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ secrets: {} })
})

test.each(['', '{', '{"secrets":[1]}', `{"secrets":{"a":${JSON.stringify(Buffer.from('other').toString('base64'))}}}`])(
  'a file that can’t be read or opened counts as empty, and is written anew: %s',
  async (content) => {
    writeFileSync(file, content)
    const store = new SecretStore(file, cipher)
    expect([await store.find('a'), await store.find('constructor')]).toEqual([null, null])
    await store.keep('a', 'new')
    expect(await store.find('a')).toBe('new')
  },
)

test('a cipher that refuses leaves what was kept', async () => {
  await new SecretStore(file, cipher).keep('a', '1')
  const refusing = new SecretStore(file, {
    ...cipher,
    encrypt: () => {
      throw new Error('no keyring')
    },
  })
  await expect(refusing.keep('a', '2')).rejects.toThrow('no keyring')
  expect(await refusing.find('a')).toBe('1')
})
