import { expect, test, vi } from 'vitest'
import { createSecretAsker } from './secret-asker'

const question = { kind: 'password', id: 'p', user: 'kim', host: 'seoul-1', isRetry: false } as const

test('an answer goes to who asked, by the id of the question', async () => {
  const tell = vi.fn()
  const asker = createSecretAsker(tell)
  const first = asker.secret(question, new AbortController().signal)
  const second = asker.secret(question, new AbortController().signal)
  asker.receive(2, null)
  asker.receive(1, 'hunter2 sesame')
  asker.receive(1, 'twice')
  expect(await Promise.all([first, second])).toEqual(['hunter2 sesame', null])
  expect(tell.mock.calls).toEqual([
    [{ kind: 'ask-secret', id: 1, question }],
    [{ kind: 'ask-secret', id: 2, question }],
  ])
})

test('who gives up rejects with the reason and takes the question back, once', async () => {
  const tell = vi.fn()
  const asker = createSecretAsker(tell)
  const giveUp = new AbortController()
  const asked = asker.secret(question, giveUp.signal)
  giveUp.abort(new Error('the host was removed'))
  await expect(asked).rejects.toThrow('the host was removed')
  asker.receive(1, 'too late')
  expect(tell).toHaveBeenLastCalledWith({ kind: 'secret-not-needed', id: 1 })
  await expect(asker.secret(question, giveUp.signal)).rejects.toThrow('the host was removed')
  expect(tell).toHaveBeenCalledTimes(2)
})

test('a judgement names the secret and nothing of it', () => {
  const tell = vi.fn()
  createSecretAsker(tell).judged(question, false)
  expect(tell).toHaveBeenCalledWith({ kind: 'secret-judged', secretId: 'p', isRight: false })
})
