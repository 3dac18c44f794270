import { expect, test, vi } from 'vitest'
import { createRegistryLoginAsker } from './registry-login-asker'

const never = new AbortController().signal
const login = { username: 'kim', password: 'hunter2-kim' }

test('an answer goes to who asked, by the id of the question, and who gave up gets none', async () => {
  const tell = vi.fn()
  const asker = createRegistryLoginAsker(tell)
  const giveUp = new AbortController()
  const [first, second] = [asker.find('one.example.com', never), asker.find('two.example.com', giveUp.signal)]
  giveUp.abort(new Error('the host was removed'))
  await expect(second).rejects.toThrow('the host was removed')
  asker.receive(2, login)
  asker.receive(1, login)
  asker.receive(1, null)
  expect(await first).toEqual(login)
  expect(tell.mock.calls).toEqual([
    [{ kind: 'ask-registry-login', id: 1, registry: 'one.example.com' }],
    [{ kind: 'ask-registry-login', id: 2, registry: 'two.example.com' }],
  ])
})

test('a change and a judgement name the registry and nothing of its login', () => {
  const tell = vi.fn()
  const listener = vi.fn()
  const asker = createRegistryLoginAsker(tell)
  asker.onChange(listener)
  asker.changed('one.example.com')
  asker.judged('one.example.com', false)
  expect(listener).toHaveBeenCalledExactlyOnceWith('one.example.com')
  expect(tell).toHaveBeenCalledWith({ kind: 'registry-login-judged', registry: 'one.example.com', isRight: false })
})
