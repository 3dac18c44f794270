import { expect, test } from 'vitest'
import type { HostKeyQuestionView } from '../../contract/host-requests'
import { createHostKeyDesk } from './host-key-desk'

const never = new AbortController().signal
const question = { host: 'seoul-1', keyType: 'ED25519', fingerprint: `SHA256:${'a'.repeat(43)}` }

test('a question stands until it is answered, and the answer reaches who asked', async () => {
  const told: (readonly HostKeyQuestionView[])[] = []
  const desk = createHostKeyDesk((questions) => told.push(questions))
  const [first, second] = [desk.ask('h1', question, never), desk.ask(null, { ...question, host: 'busan' }, never)]
  const [one, two] = desk.questions()
  expect([one?.host, two?.host, two?.hostId]).toEqual(['seoul-1', 'busan', null])
  desk.answer(two?.questionId ?? '', 'always')
  desk.answer(one?.questionId ?? '', 'refuse')
  expect(await Promise.all([first, second])).toEqual(['refuse', 'always'])
  expect(told.map((questions) => questions.length)).toEqual([1, 2, 1, 0])
  expect(() => desk.answer(one?.questionId ?? '', 'always')).toThrow(/nobody waits/)
})

test('a question that nobody needs answered any more goes away', async () => {
  const desk = createHostKeyDesk(() => undefined)
  const leaving = new AbortController()
  const asked = desk.ask('h1', question, leaving.signal)
  leaving.abort(new Error('closed'))
  await expect(asked).rejects.toThrow('closed')
  expect(desk.questions()).toEqual([])
})
