import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SecretQuestion } from './engine-channel'
import { SecretDesk } from './secret-desk'
import { SecretStore } from './secret-store'

const passphrase: SecretQuestion = { kind: 'passphrase', id: 'key', keyFile: '/home/kim/.ssh/id', isRetry: false }
const code: SecretQuestion = {
  kind: 'answer',
  id: 'code',
  user: 'kim',
  host: 'seoul-1',
  prompt: 'Code\u202e\u0007: ',
  isShown: true,
  isRetry: false,
}

let directory = ''
let file = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'berth-desk-'))
  file = join(directory, 'secrets.json')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function open(quality: 'keyring' | 'plain' | 'no' = 'keyring') {
  const cipher = { quality: () => quality, encrypt: (text: string) => Buffer.from(text), decrypt: String }
  const tell = vi.fn()
  const report = vi.fn()
  const store = new SecretStore(file, cipher)
  const desk = new SecretDesk({ store, cipher, tell, report })
  let lastId = 0
  /** Asks as the engine does: the answer, and which question a person sees meanwhile. */
  const ask = (question: SecretQuestion): { id: number; answer: Promise<string | null> } => {
    const id = ++lastId
    return { id, answer: new Promise((resolve) => desk.ask(id, question, resolve)) }
  }
  const shown = async () => {
    await vi.waitFor(() => expect(desk.questions()).not.toEqual([]))
    return desk.questions()[0]!
  }
  const give = async (secret: string | null, keep = false) => desk.give((await shown()).questionId, secret, keep)
  return { desk, store, tell, report, ask, shown, give }
}

test('a secret is kept when it was right and that was asked for, not before', async () => {
  const { desk, store, ask, give } = open()
  const { answer } = ask(passphrase)
  await give('hunter2 sesame', true)
  expect(await answer).toBe('hunter2 sesame')
  expect(await store.find('key')).toBeNull()
  desk.judged('key', true)
  await vi.waitFor(async () => expect(await store.find('key')).toBe('hunter2 sesame'))
  const next = open()
  expect(await next.ask(passphrase).answer).toBe('hunter2 sesame')
  expect(next.tell).not.toHaveBeenCalled()
})

test('a wrong secret is never kept, and one kept earlier that is wrong by now is forgotten', async () => {
  const { desk, store, ask, give } = open()
  await store.keep('key', 'old')
  expect(await ask(passphrase).answer).toBe('old')
  desk.judged('key', false)
  await vi.waitFor(async () => expect(await store.find('key')).toBeNull())
  const { answer } = ask({ ...passphrase, isRetry: true })
  await give('also wrong', true)
  expect(await answer).toBe('also wrong')
  desk.judged('key', false)
  expect(await store.find('key')).toBeNull()
})

test('without being kept, a right secret serves until the app ends and stands in no file', async () => {
  const { desk, ask, give } = open()
  const { answer } = ask(passphrase)
  await give('hunter2 sesame')
  await answer
  desk.judged('key', true)
  expect(await ask(passphrase).answer).toBe('hunter2 sesame')
  expect(() => readFileSync(file)).toThrow()
  expect(await desk.forgetAll()).toBe(1)
  void ask(passphrase)
  await vi.waitFor(() => expect(desk.questions()).toHaveLength(1))
})

test('what may be seen while typed is a code for once: asked for each time and never kept', async () => {
  const { desk, store, ask, shown, give } = open()
  const { answer } = ask(code)
  expect(await shown()).toMatchObject({ canKeep: 'no', what: { prompt: 'Code :' } })
  await give('123456', true)
  await answer
  desk.judged('code', true)
  expect(await store.find('code')).toBeNull()
  void ask(code)
  await vi.waitFor(() => expect(desk.questions()).toHaveLength(1))
})

test('where nothing can be encrypted, nothing is kept, whatever the window says', async () => {
  const { desk, store, ask, shown, give } = open('no')
  const { answer } = ask(passphrase)
  expect(await shown()).toMatchObject({ canKeep: 'no' })
  await give('hunter2 sesame', true)
  await answer
  desk.judged('key', true)
  expect(await store.find('key')).toBeNull()
})

test('two hosts that need the same key ask a person once', async () => {
  const { desk, ask, give } = open()
  const [first, second] = [ask(passphrase), ask(passphrase)]
  await vi.waitFor(() => expect(desk.questions()).toHaveLength(1))
  await give('hunter2 sesame')
  expect(await Promise.all([first.answer, second.answer])).toEqual(['hunter2 sesame', 'hunter2 sesame'])
})

test('a question goes when its asker gives up, when it is declined, and when the engine ends', async () => {
  const { desk, tell, ask, shown, give } = open()
  const { id } = ask(passphrase)
  await shown()
  desk.notNeeded(id)
  expect(tell).toHaveBeenLastCalledWith([])
  const declined = ask(passphrase)
  await give(null)
  expect(await declined.answer).toBeNull()
  void ask(passphrase)
  await shown()
  desk.engineEnded()
  expect(tell).toHaveBeenLastCalledWith([])
})

test('an asker that gives up while a kept secret is looked up puts no question on the screen', async () => {
  const { desk, store, tell } = open()
  desk.ask(1, passphrase, () => expect.unreachable())
  desk.notNeeded(1)
  await store.find('key')
  await Promise.resolve()
  expect(desk.questions()).toEqual([])
  expect(tell).not.toHaveBeenCalled()
})
